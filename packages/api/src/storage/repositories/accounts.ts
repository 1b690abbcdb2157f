import type { Insertable } from "kysely";
import type { Database, Db } from "../database.js";

/** Accounts of one system and their roles. */
export const accounts = (db: Db, system: string) => {
  const withRole = () =>
    db
      .selectFrom("users")
      .innerJoin("roles", "roles.id", "users.role_id")
      .selectAll("users")
      .select(["roles.code as role_code", "roles.name as role_name", "roles.version as role_version"])
      .select("roles.login_type as role_login_type")
      .where("users.system", "=", system);
  return {
    /** By phone number or user name; a name that looks like somebody's number does not stand in its owner's way. */
    byNameOrMobile: (text: string) =>
      withRole()
        .where((eb) => eb.or([eb("users.mobile", "=", text), eb("users.username", "=", text)]))
        .orderBy((eb) => eb.case().when("users.mobile", "=", text).then(0).else(1).end())
        .limit(1)
        .executeTakeFirst(),
    byMobile: (mobile: string) => withRole().where("users.mobile", "=", mobile).executeTakeFirst(),
    byId: (id: number) => withRole().where("users.id", "=", id).executeTakeFirst(),
    bySession: (sessionId: string, now: number) =>
      withRole()
        .innerJoin("sessions", "sessions.user_id", "users.id")
        .select(["sessions.version as version", "sessions.version_at as version_at"])
        .where("sessions.id", "=", sessionId)
        .where("sessions.expires_at", ">", now)
        .executeTakeFirst(),
    setAvatar: (id: number, avatar: string, at: number) =>
      db
        .updateTable("users")
        .set({ avatar, updated_at: at })
        .where("system", "=", system)
        .where("id", "=", id)
        .execute(),
    /** The memberships of a user. */
    memberIds: async (userId: number): Promise<number[]> =>
      (await db.selectFrom("members").select("id").where("user_id", "=", userId).execute()).map(({ id }) => id),
    roleByCode: (code: string) =>
      db.selectFrom("roles").select("id").where("system", "=", system).where("code", "=", code).executeTakeFirst(),
    create: (row: Omit<Insertable<Database["users"]>, "system">) =>
      db
        .insertInto("users")
        .values({ ...row, system })
        .onConflict((conflict) => conflict.doNothing())
        .returning("id")
        .executeTakeFirst(),
    markLogin: (id: number, at: number) =>
      db.updateTable("users").set({ last_login_at: at }).where("id", "=", id).execute(),
    setPassword: (id: number, passwordHash: string, at: number) =>
      db.updateTable("users").set({ password_hash: passwordHash, updated_at: at }).where("id", "=", id).execute(),
  };
};

export type AccountRow = NonNullable<Awaited<ReturnType<ReturnType<typeof accounts>["byId"]>>>;
