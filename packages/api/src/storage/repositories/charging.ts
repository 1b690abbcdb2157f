import type { LoggedEvent, StationEvent } from "@waystation/core/charging";
import type { Insertable, Selectable, Updateable } from "kysely";
import type { Database, Db } from "../database.js";

export type ChargingRequestRow = Selectable<Database["charging_requests"]>;
export type PileRow = Selectable<Database["charging_piles"]>;

/** Piles, the station's log of events, and what drivers asked for and got. */
export const charging = (db: Db) => ({
  piles: (stationId: number) =>
    db.selectFrom("charging_piles").selectAll().where("station_id", "=", stationId).orderBy("id").execute(),
  /** Stations that have piles, and whose they are. */
  stations: () =>
    db.selectFrom("charging_piles").select(["station_id", "tenant_id"]).distinct().orderBy("station_id").execute(),
  log: async (stationId: number): Promise<LoggedEvent[]> => {
    const rows = await db
      .selectFrom("charging_events")
      .select(["at", "event"])
      .where("station_id", "=", stationId)
      .orderBy("id")
      .execute();
    return rows.map(({ at, event }) => ({ atMs: Number(at), event: JSON.parse(event) as StationEvent }));
  },
  append: (stationId: number, event: StationEvent, at: number) =>
    db
      .insertInto("charging_events")
      .values({ station_id: stationId, at, event: JSON.stringify(event) })
      .execute(),
  openRequest: (userId: number) =>
    db
      .selectFrom("charging_requests")
      .selectAll()
      .where("user_id", "=", userId)
      .where("ended_at", "is", null)
      .orderBy("id", "desc")
      .executeTakeFirst(),
  /** A charger's transaction ids are its own: another charger may use the same. */
  requestByTransaction: (gatewayId: string, chargerId: string, transactionId: string) =>
    db
      .selectFrom("charging_requests")
      .innerJoin("charging_piles", "charging_piles.id", "charging_requests.pile_id")
      .selectAll("charging_requests")
      .where("gateway_id", "=", gatewayId)
      .where("charger_id", "=", chargerId)
      .where("transaction_id", "=", transactionId)
      .orderBy("charging_requests.id", "desc")
      .executeTakeFirst(),
  requestByCorrelation: (correlationId: string) =>
    db.selectFrom("charging_requests").selectAll().where("correlation_id", "=", correlationId).executeTakeFirst(),
  insertRequest: (row: Insertable<Database["charging_requests"]>) =>
    db.insertInto("charging_requests").values(row).returningAll().executeTakeFirstOrThrow(),
  changeRequest: (id: number, patch: Updateable<Database["charging_requests"]>) =>
    db.updateTable("charging_requests").set(patch).where("id", "=", id).execute(),
  insertRecord: (row: Insertable<Database["charging_records"]>) =>
    db.insertInto("charging_records").values(row).execute(),
  records: (userId: number, limit: number) =>
    db
      .selectFrom("charging_records")
      .innerJoin("charging_requests", "charging_requests.id", "charging_records.request_id")
      .selectAll("charging_records")
      .select("charging_requests.correlation_id")
      .where("charging_records.user_id", "=", userId)
      .orderBy("charging_records.id", "desc")
      .limit(limit)
      .execute(),
});
