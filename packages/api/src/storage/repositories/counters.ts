import { sql } from "kysely";
import type { Db } from "../database.js";

/** The next number of a counter, from 1; one statement, so that no two callers get the same. */
export const nextNumber = async (db: Db, key: string): Promise<number> => {
  const { rows } = await sql<{ value: number }>`
    insert into counters (key, value) values (${key}, 1)
    on conflict (key) do update set value = counters.value + 1
    returning value`.execute(db);
  return Number(rows[0]!.value);
};
