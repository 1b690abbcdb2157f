import type { Insertable } from "kysely";
import type { Database, Db } from "../database.js";

/** Sign-ins: which tokens of them are good, until when, and the refresh tokens that continue them. */
export const sessions = (db: Db) => ({
  byId: (id: string, now: number) =>
    db
      .selectFrom("sessions")
      .innerJoin("users", "users.id", "sessions.user_id")
      .selectAll("sessions")
      .select(["users.status as user_status", "users.system as system", "users.tenant_id as tenant_id"])
      .where("sessions.id", "=", id)
      .where("sessions.expires_at", ">", now)
      .executeTakeFirst(),
  insert: (row: Insertable<Database["sessions"]>) => db.insertInto("sessions").values(row).execute(),
  /** The next version of a session; false when another request has made it. */
  advance: async (id: string, version: number, now: number, expiresAt: number): Promise<boolean> => {
    const { numUpdatedRows } = await db
      .updateTable("sessions")
      .set({ version: version + 1, version_at: now, expires_at: expiresAt })
      .where("id", "=", id)
      .where("version", "=", version)
      .where("expires_at", ">", now)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },
  end: (id: string, now: number) =>
    db.updateTable("sessions").set({ expires_at: now }).where("id", "=", id).where("expires_at", ">", now).execute(),
  /** Ends every sign-in of an account, save for one where it is named. */
  endAllOf: (userId: number, now: number, except?: string) =>
    db
      .updateTable("sessions")
      .set({ expires_at: now })
      .where("user_id", "=", userId)
      .where("expires_at", ">", now)
      .$if(except !== undefined, (query) => query.where("id", "!=", except!))
      .execute(),
  /** Marks a refresh token as used; false when it is unknown or was used before. */
  takeRefreshToken: async (hash: string, now: number): Promise<boolean> => {
    const { numUpdatedRows } = await db
      .updateTable("refresh_tokens")
      .set({ used_at: now })
      .where("hash", "=", hash)
      .where("used_at", "is", null)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },
  refreshToken: (hash: string) =>
    db.selectFrom("refresh_tokens").selectAll().where("hash", "=", hash).executeTakeFirst(),
  successorOf: (hash: string) =>
    db.selectFrom("refresh_tokens").selectAll().where("previous_hash", "=", hash).executeTakeFirst(),
  insertRefreshToken: (row: Insertable<Database["refresh_tokens"]>) =>
    db.insertInto("refresh_tokens").values(row).execute(),
  prune: async (before: number): Promise<void> => {
    await db
      .deleteFrom("refresh_tokens")
      .where("session_id", "in", (eb) => eb.selectFrom("sessions").select("id").where("expires_at", "<", before))
      .execute();
    await db.deleteFrom("sessions").where("expires_at", "<", before).execute();
  },
});
