import { sql } from "kysely";
import type { Db } from "../database.js";

/** How often something may go wrong, and how long it is then refused: `firstDelayMs`, doubling up to `longestDelayMs`. */
export interface AttemptPolicy {
  readonly free: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
  /** After this long without an attempt the count starts anew; longer than the longest delay. */
  readonly forgetAfterMs: number;
}

const countOne = async (tx: Db, key: string, now: number, policy: AttemptPolicy): Promise<void> => {
  const { count } = await tx
    .insertInto("attempts")
    .values({ key, count: 1, last_at: now, blocked_until: 0 })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({
        count: sql`case when attempts.last_at < ${now - policy.forgetAfterMs} then 1 else attempts.count + 1 end`,
        last_at: now,
      }),
    )
    .returning("count")
    .executeTakeFirstOrThrow();
  if (count < policy.free) return;
  const delayMs = Math.min(policy.longestDelayMs, policy.firstDelayMs * 2 ** (count - policy.free));
  await tx
    .updateTable("attempts")
    .set({ blocked_until: now + delayMs })
    .where("key", "=", key)
    .execute();
};

/** Counted attempts by key, and until when the next is refused. */
export const attempts = (db: Db) => ({
  /** Milliseconds until all of the keys are free; 0 when they are. */
  blockedForMs: async (keys: readonly string[], now: number): Promise<number> => {
    const row = await db
      .selectFrom("attempts")
      .select(({ fn }) => fn.max("blocked_until").as("until"))
      .where("key", "in", keys)
      .executeTakeFirst();
    return Math.max(0, Number(row?.until ?? 0) - now);
  },
  /** Counts one more for each key; the one that uses up a key's free ones blocks it. */
  count: (keys: Readonly<Record<string, AttemptPolicy>>, now: number): Promise<void> =>
    db.transaction().execute(async (tx) => {
      for (const [key, policy] of Object.entries(keys)) await countOne(tx, key, now, policy);
    }),
  /** The highest count among the keys that is not forgotten yet. */
  highest: async (keys: readonly string[], now: number, { forgetAfterMs }: AttemptPolicy): Promise<number> => {
    const row = await db
      .selectFrom("attempts")
      .select(({ fn }) => fn.max("count").as("count"))
      .where("key", "in", keys)
      .where("last_at", ">=", now - forgetAfterMs)
      .executeTakeFirst();
    return Number(row?.count ?? 0);
  },
  forget: (keys: readonly string[]) => db.deleteFrom("attempts").where("key", "in", keys).execute(),
  prune: (before: number) =>
    db.deleteFrom("attempts").where("last_at", "<", before).where("blocked_until", "<", before).execute(),
});
