import type { Insertable } from "kysely";
import type { Database, Db } from "../database.js";

/** The daemons that may connect, the hashes of their secrets, and the codes by which one is enrolled. */
export const gateways = (db: Db) => {
  /** Secrets that are good at an instant. */
  const goodSecrets = (at: number) =>
    db
      .selectFrom("gateway_secrets")
      .select(["gateway_id", "hash"])
      .where((each) => each.or([each("expires_at", "is", null), each("expires_at", ">", at)]));
  return {
    byId: (id: string) => db.selectFrom("gateways").selectAll().where("id", "=", id).executeTakeFirst(),
    all: () =>
      db
        .selectFrom("gateways")
        .innerJoin("stations", "stations.id", "gateways.station_id")
        .selectAll("gateways")
        .select("stations.code as station")
        .orderBy("gateways.id")
        .execute(),
    insert: (row: Insertable<Database["gateways"]>) => db.insertInto("gateways").values(row).execute(),
    setRevoked: (id: string, at: number | null) =>
      db.updateTable("gateways").set({ revoked_at: at }).where("id", "=", id).execute(),

    secretsOf: (id: string, at: number) => goodSecrets(at).where("gateway_id", "=", id).execute(),
    /** The newest first. */
    allSecrets: (at: number) => goodSecrets(at).select(["created_at", "expires_at"]).orderBy("id", "desc").execute(),
    insertSecret: (row: Insertable<Database["gateway_secrets"]>) =>
      db.insertInto("gateway_secrets").values(row).execute(),
    /** Secrets end at `at`; those that end sooner keep their end. */
    expireSecrets: (id: string, at: number) =>
      db
        .updateTable("gateway_secrets")
        .set({ expires_at: at })
        .where("gateway_id", "=", id)
        .where((each) => each.or([each("expires_at", "is", null), each("expires_at", ">", at)]))
        .execute(),
    forgetSecrets: (expiredBy: number) =>
      db.deleteFrom("gateway_secrets").where("expires_at", "<=", expiredBy).execute(),

    codes: (at: number) =>
      db.selectFrom("gateway_codes").select(["gateway_id", "expires_at"]).where("expires_at", ">", at).execute(),
    /** A new code takes the place of the one before. */
    putCode: (row: Insertable<Database["gateway_codes"]>) =>
      db
        .insertInto("gateway_codes")
        .values(row)
        .onConflict((conflict) => conflict.column("gateway_id").doUpdateSet(row))
        .execute(),
    /** Uses a code up; of several at once only one gets the gateway. */
    takeCode: (codeHash: string, at: number, gatewayId: string | undefined) =>
      db
        .deleteFrom("gateway_codes")
        .where("code_hash", "=", codeHash)
        .where("expires_at", ">", at)
        .$if(gatewayId !== undefined, (query) => query.where("gateway_id", "=", gatewayId!))
        .returning("gateway_id")
        .executeTakeFirst(),
    dropCode: (id: string) => db.deleteFrom("gateway_codes").where("gateway_id", "=", id).execute(),
  };
};
