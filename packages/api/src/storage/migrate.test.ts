import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Migration, Migrator, sql } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { seedRights } from "../rights/index.js";
import { openDatabase } from "./database.js";
import { migrate } from "./migrate.js";
import { stationInABox } from "./migrations/0001-station-in-a-box.js";
import { signIn } from "./migrations/0002-sign-in.js";
import { devices } from "./migrations/0003-devices.js";

const folder = mkdtempSync(join(tmpdir(), "waystation-migrate-"));
const db = openDatabase(join(folder, "waystation.db"));
afterAll(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

const before: Record<string, Migration> = {
  "0001-station-in-a-box": stationInABox,
  "0002-sign-in": signIn,
  "0003-devices": devices,
};

describe("a database of the release without scopes and tenants", () => {
  it("keeps its rows and keys, gives them to the first tenant, and its roles rights", async () => {
    await new Migrator({ db, provider: { getMigrations: async () => before } }).migrateToLatest();
    await sql`insert into stations (id, code, name, time_zone, status) values (4, 'A', 'A', 'Asia/Shanghai', 1)`.execute(
      db,
    );
    await sql`insert into roles (id, system, code, name, permissions, login_type)
      values (9, 'fuel', 'cashier', '收银员', '["fuel:order:*"]', 'merchant')`.execute(db);
    await sql`insert into users (id, system, username, password_hash, role_id, status, created_at, updated_at)
      values (3, 'fuel', 'c', 'x', 9, 1, 0, 0)`.execute(db);
    await sql`insert into ledger_accounts values ('tender:cash', 'CNY', 'debit', 5, 0, 1, 0)`.execute(db);
    await sql`insert into counters values ('n', 41)`.execute(db);
    await migrate(db);
    await seedRights(db);
    await seedRights(db);

    expect(await db.selectFrom("ledger_accounts").selectAll().execute()).toEqual([
      {
        id: "tender:cash",
        unit: "CNY",
        side: "debit",
        balance: 5,
        held: 0,
        version: 1,
        may_be_negative: 0,
        tenant_id: 1,
      },
    ]);
    expect(await db.selectFrom("counters").selectAll().execute()).toEqual([{ key: "n", value: 41, tenant_id: 1 }]);
    expect(await db.selectFrom("user_scopes").selectAll().execute()).toEqual([
      { user_id: 3, scope: "station", entity_id: 4 },
    ]);
    const grants = db.selectFrom("role_grants").select("scope").where("role_id", "=", 9);
    expect(await grants.where("permission", "=", "fuel:order:*").execute()).toEqual([{ scope: "station" }]);
    const indexes = await sql<{ name: string }>`
      select name from sqlite_master where type = 'index' and tbl_name = 'fuel_orders' and sql is not null`.execute(db);
    expect(indexes.rows.map(({ name }) => name).toSorted()).toEqual([
      "fuel_orders_on_member_id",
      "fuel_orders_on_station_id_created_at",
      "fuel_orders_on_tenant_id",
    ]);
    const twice = () =>
      db.insertInto("stations").values({ code: "A", name: "B", time_zone: "UTC", status: 1 }).execute();
    await expect(twice()).rejects.toThrow("UNIQUE");
  });
});
