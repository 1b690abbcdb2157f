import type { Insertable } from "kysely";
import type { Database, Db } from "../database.js";

/** What happened to an order, append only. */
export const timeline = (db: Db) => ({
  add: (row: Insertable<Database["order_timeline"]>) => db.insertInto("order_timeline").values(row).execute(),
  of: (correlationId: string) =>
    db.selectFrom("order_timeline").selectAll().where("correlation_id", "=", correlationId).orderBy("id").execute(),
});
