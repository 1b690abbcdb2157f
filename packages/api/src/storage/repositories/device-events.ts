import type { Insertable } from "kysely";
import type { Database, Db } from "../database.js";

/** Events of gateways by (gateway, epoch, number), their contiguous high-water mark, and what had to be kept apart. */
export const deviceEvents = (db: Db) => ({
  hashOf: (gatewayId: string, epoch: string, seq: number) =>
    db
      .selectFrom("device_events")
      .select("hash")
      .where("gateway_id", "=", gatewayId)
      .where("epoch", "=", epoch)
      .where("seq", "=", seq)
      .executeTakeFirst(),
  store: (row: Insertable<Database["device_events"]>) => db.insertInto("device_events").values(row).execute(),
  isQuarantined: async (gatewayId: string, epoch: string, seq: number, hash: string) =>
    (await db
      .selectFrom("device_quarantine")
      .select("id")
      .where("gateway_id", "=", gatewayId)
      .where("epoch", "=", epoch)
      .where("seq", "=", seq)
      .where("hash", "=", hash)
      .executeTakeFirst()) !== undefined,
  quarantine: (row: Insertable<Database["device_quarantine"]>) =>
    db.insertInto("device_quarantine").values(row).execute(),
  upTo: async (gatewayId: string, epoch: string) =>
    (
      await db
        .selectFrom("device_streams")
        .select("up_to")
        .where("gateway_id", "=", gatewayId)
        .where("epoch", "=", epoch)
        .executeTakeFirst()
    )?.up_to ?? 0,
  /** Numbers above `upTo` that are known already, stored or kept apart, ascending. */
  knownAbove: async (gatewayId: string, epoch: string, upTo: number) => {
    const above = (table: "device_events" | "device_quarantine") =>
      db
        .selectFrom(table)
        .select("seq")
        .where("gateway_id", "=", gatewayId)
        .where("epoch", "=", epoch)
        .where("seq", ">", upTo);
    const rows = await above("device_events").union(above("device_quarantine")).orderBy("seq").execute();
    return rows.map(({ seq }) => Number(seq));
  },
  advance: (gatewayId: string, epoch: string, upTo: number) =>
    db
      .insertInto("device_streams")
      .values({ gateway_id: gatewayId, epoch, up_to: upTo })
      .onConflict((conflict) => conflict.columns(["gateway_id", "epoch"]).doUpdateSet({ up_to: upTo }))
      .execute(),
  byCorrelation: (correlationId: string) =>
    db
      .selectFrom("device_events")
      .selectAll()
      .where("correlation_id", "=", correlationId)
      .orderBy("received_at")
      .orderBy("seq")
      .execute(),
});
