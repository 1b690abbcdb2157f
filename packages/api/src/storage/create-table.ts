import type { Kysely } from "kysely";

type ColumnType = "id" | "text" | "integer" | "bigint" | "text?" | "integer?" | "bigint?";

interface Keys {
  readonly key?: readonly string[];
  readonly unique?: readonly (readonly string[])[];
  readonly index?: readonly (readonly string[])[];
}

/** Creates a table from a literal description: what a migration is made of. */
export const createTable = async (
  db: Kysely<unknown>,
  name: string,
  columns: Readonly<Record<string, ColumnType>>,
  { key, unique = [], index = [] }: Keys = {},
): Promise<void> => {
  let table = db.schema.createTable(name);
  for (const [column, type] of Object.entries(columns)) {
    if (type === "id") table = table.addColumn(column, "integer", (made) => made.primaryKey().autoIncrement());
    else if (type.endsWith("?")) table = table.addColumn(column, type.slice(0, -1) as "text");
    else table = table.addColumn(column, type as "text", (made) => made.notNull());
  }
  if (key) table = table.addPrimaryKeyConstraint(`${name}_key`, key as never);
  for (const fields of unique) table = table.addUniqueConstraint(`${name}_by_${fields.join("_")}`, fields as never);
  await table.execute();
  for (const fields of index) {
    await db.schema
      .createIndex(`${name}_on_${fields.join("_")}`)
      .on(name)
      .columns([...fields])
      .execute();
  }
};
