import type { SelectQueryBuilder } from "kysely";
import type { Database, Db } from "./database.js";

export interface Slice {
  readonly offset: number;
  readonly limit: number;
}

/** One slice of an ordered query, and how many rows it has in all. */
export const sliceOf = async <Tables extends keyof Database, Row>(
  db: Db,
  query: SelectQueryBuilder<Database, Tables, Row>,
  { offset, limit }: Slice,
): Promise<{ rows: Row[]; total: number }> => {
  const rows = (await query.offset(offset).limit(limit).execute()) as Row[];
  const { total } = await db
    .selectFrom(query.clearOrderBy().as("matching"))
    .select((expression) => expression.fn.countAll<number>().as("total"))
    .executeTakeFirstOrThrow();
  return { rows, total: Number(total) };
};
