import type { Insertable } from "kysely";
import type { Database, Db } from "../database.js";

/** The daemons that may connect, with the hash of their secret. */
export const gateways = (db: Db) => ({
  byId: (id: string) => db.selectFrom("gateways").selectAll().where("id", "=", id).executeTakeFirst(),
  insert: (row: Insertable<Database["gateways"]>) => db.insertInto("gateways").values(row).execute(),
});
