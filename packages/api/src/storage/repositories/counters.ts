import type { Db } from "../database.js";

/** The next number of a tenant's counter, from 1; one statement, so that no two callers get the same. */
export const nextNumber = async (db: Db, key: string): Promise<number> => {
  const { value } = await db
    .insertInto("counters")
    .values({ key, value: 1 })
    .onConflict((conflict) => conflict.column("key").doUpdateSet((eb) => ({ value: eb("counters.value", "+", 1) })))
    .returning("value")
    .executeTakeFirstOrThrow();
  return Number(value);
};
