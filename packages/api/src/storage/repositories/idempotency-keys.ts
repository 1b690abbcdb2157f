import type { Insertable } from "kysely";
import type { Database, Db } from "../database.js";

/** Answers kept under the keys that clients sent; written in the transaction of the effect they answer for. */
export const idempotencyKeys = (db: Db) => ({
  find: (scope: string, key: string) =>
    db.selectFrom("idempotency_keys").selectAll().where("scope", "=", scope).where("key", "=", key).executeTakeFirst(),
  store: (row: Insertable<Database["idempotency_keys"]>) => db.insertInto("idempotency_keys").values(row).execute(),
});
