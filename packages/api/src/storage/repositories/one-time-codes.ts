import type { Insertable } from "kysely";
import type { Database, Db } from "../database.js";

/** The latest one-time code of each phone of a system, and the captchas that are out. */
export const oneTimeCodes = (db: Db) => ({
  find: (system: string, mobile: string) =>
    db
      .selectFrom("one_time_codes")
      .selectAll()
      .where("system", "=", system)
      .where("mobile", "=", mobile)
      .executeTakeFirst(),
  /** Replaces the phone's code unless one was made after `lastBefore`; false then. */
  replace: async (row: Insertable<Database["one_time_codes"]>, lastBefore: number): Promise<boolean> => {
    const { system: _, mobile: __, ...rest } = row;
    const made = await db
      .insertInto("one_time_codes")
      .values(row)
      .onConflict((conflict) =>
        conflict.columns(["system", "mobile"]).doUpdateSet(rest).where("one_time_codes.created_at", "<=", lastBefore),
      )
      .returning("mobile")
      .executeTakeFirst();
    return made !== undefined;
  },
  /** Counts an attempt on a live code before it is compared; undefined when there is none to try. */
  attempt: (system: string, mobile: string, purpose: string, now: number, mostAttempts: number) =>
    db
      .updateTable("one_time_codes")
      .set((eb) => ({ attempts: eb("attempts", "+", 1) }))
      .where("system", "=", system)
      .where("mobile", "=", mobile)
      .where("purpose", "=", purpose)
      .where("used_at", "is", null)
      .where("expires_at", ">", now)
      .where("attempts", "<", mostAttempts)
      .returning(["code_hash", "created_at"])
      .executeTakeFirst(),
  /** False when the code was used meanwhile. */
  use: async (system: string, mobile: string, codeHash: string, now: number): Promise<boolean> => {
    const { numUpdatedRows } = await db
      .updateTable("one_time_codes")
      .set({ used_at: now })
      .where("system", "=", system)
      .where("mobile", "=", mobile)
      .where("code_hash", "=", codeHash)
      .where("used_at", "is", null)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  },
  insertCaptcha: (row: Insertable<Database["captchas"]>) => db.insertInto("captchas").values(row).execute(),
  /** A captcha is good for one answer, right or wrong. */
  takeCaptcha: (key: string) =>
    db.deleteFrom("captchas").where("key", "=", key).returning(["answer_hash", "expires_at"]).executeTakeFirst(),
  prune: async (before: number): Promise<void> => {
    await db.deleteFrom("one_time_codes").where("expires_at", "<", before).execute();
    await db.deleteFrom("captchas").where("expires_at", "<", before).execute();
  },
});
