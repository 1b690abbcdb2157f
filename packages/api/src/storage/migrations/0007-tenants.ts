import { type Kysely, type Migration, sql } from "kysely";
import { createTable } from "../create-table.js";

const tables = [
  "users members coupons user_coupons stations oils oil_prices oil_guns fuel_orders order_timeline refuel_records",
  "unattributed_sales payments ledger_accounts ledger_entries counters idempotency_keys device_streams device_events",
  "device_quarantine device_commands charging_piles charging_events charging_requests charging_readings",
  "charging_records",
]
  .join(" ")
  .split(" ");

/** Makes a table anew with another key. SQLite changes none in place; its schema is the text that made the table. */
const rekey = async (db: Kysely<unknown>, table: string, columns: readonly string[]): Promise<void> => {
  const { rows } = await sql<{ type: string; sql: string }>`
    select type, sql from sqlite_master where tbl_name = ${table} and sql is not null`.execute(db);
  const made = rows.find(({ type }) => type === "table")?.sql ?? "";
  const quoted = columns.map((column) => `"${column}"`).join(", ");
  const moved = made
    .replace(`"${table}"`, `"${table}_anew"`)
    .replace(new RegExp(`(unique|primary key) \\(${quoted}\\)`), `$1 ("tenant_id", ${quoted})`);
  if (!moved.includes(`("tenant_id", ${quoted})`)) throw new Error(`${table} has no key of ${quoted}`);
  await sql.raw(moved).execute(db);
  await sql`insert into ${sql.table(`${table}_anew`)} select * from ${sql.table(table)}`.execute(db);
  await db.schema.dropTable(table).execute();
  await db.schema.alterTable(`${table}_anew`).renameTo(table).execute();
  for (const index of rows.filter(({ type }) => type === "index")) await sql.raw(index.sql).execute(db);
};

/** Every row of a business belongs to a tenant; what was there before belongs to the first. */
export const tenants: Migration = {
  up: async (db: Kysely<unknown>) => {
    await createTable(
      db,
      "tenants",
      { id: "id", code: "text", name: "text", status: "integer", created_at: "bigint" },
      { unique: [["code"]] },
    );
    await sql`insert into tenants (id, code, name, status, created_at) values (1, 'default', '默认租户', 1, 0)`.execute(
      db,
    );
    for (const table of tables) {
      await db.schema
        .alterTable(table)
        .addColumn("tenant_id", "integer", (made) => made.notNull().defaultTo(1))
        .execute();
    }
    await rekey(db, "counters", ["key"]);
    await rekey(db, "idempotency_keys", ["scope", "key"]);
    await rekey(db, "ledger_accounts", ["id"]);
    await rekey(db, "ledger_entries", ["account_id", "version"]);
    await rekey(db, "fuel_orders", ["order_no"]);
    await rekey(db, "stations", ["code"]);
    await rekey(db, "members", ["member_no"]);
    for (const table of ["users", "fuel_orders", "payments", "charging_requests"]) {
      await db.schema.createIndex(`${table}_on_tenant_id`).on(table).column("tenant_id").execute();
    }
  },
};
