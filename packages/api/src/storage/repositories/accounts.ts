import type { Insertable } from "kysely";
import type { Database, Db } from "../database.js";

/** Accounts of one system, their roles and sign-ins. */
export const accounts = (db: Db, system: string) => {
  const withRole = () =>
    db
      .selectFrom("users")
      .innerJoin("roles", "roles.id", "users.role_id")
      .selectAll("users")
      .select(["roles.code as role_code", "roles.name as role_name", "roles.permissions as permissions"])
      .where("users.system", "=", system);
  return {
    byName: (username: string) => withRole().where("users.username", "=", username).executeTakeFirst(),
    byId: (id: number) => withRole().where("users.id", "=", id).executeTakeFirst(),
    bySession: (sessionId: string, now: number) =>
      withRole()
        .innerJoin("sessions", "sessions.user_id", "users.id")
        .where("sessions.id", "=", sessionId)
        .where("sessions.expires_at", ">", now)
        .executeTakeFirst(),
    /** The memberships of a user. */
    memberIds: async (userId: number): Promise<number[]> =>
      (await db.selectFrom("members").select("id").where("user_id", "=", userId).execute()).map(({ id }) => id),
    roleByCode: (code: string) =>
      db.selectFrom("roles").select("id").where("system", "=", system).where("code", "=", code).executeTakeFirst(),
    create: (row: Omit<Insertable<Database["users"]>, "system">) =>
      db
        .insertInto("users")
        .values({ ...row, system })
        .onConflict((conflict) => conflict.columns(["system", "username"]).doNothing())
        .returning("id")
        .executeTakeFirst(),
    markLogin: (id: number, at: number) =>
      db.updateTable("users").set({ last_login_at: at }).where("id", "=", id).execute(),
    openSession: (row: Insertable<Database["sessions"]>) => db.insertInto("sessions").values(row).execute(),
    /** Ends a sign-in at `at`; one that ends sooner keeps its end. */
    endSession: (id: string, at: number) =>
      db.updateTable("sessions").set({ expires_at: at }).where("id", "=", id).where("expires_at", ">", at).execute(),
  };
};

export type AccountRow = NonNullable<Awaited<ReturnType<ReturnType<typeof accounts>["byName"]>>>;
