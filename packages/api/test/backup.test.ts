import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backUp, restore } from "../src/storage/backup.js";
import { openDatabase } from "../src/storage/database.js";
import { type OpenStation, openStation } from "./station/open-station.js";

let station: OpenStation;
let folder: string;
const ordersOf = async ({ db }: OpenStation) => (await db.selectFrom("fuel_orders").select("id").execute()).length;
const order = async () => {
  const cashier = await station.signIn("cashier001");
  await cashier.post("/orders", { station_id: 1, oil_id: 1, oil_gun_id: 1, amount: 10 });
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "waystation-backup-"));
  station = await openStation();
});
afterAll(async () => {
  await station.close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a backup", () => {
  const file = () => join(folder, "backup.db");

  it("is taken while the API runs, holds what was there, and is never written over", async () => {
    await order();
    expect(await backUp(station.dataDirectory, file())).toMatchObject({ orders: 1 });
    await expect(backUp(station.dataDirectory, file())).rejects.toThrow("exists already");
  });

  it("is not restored under a running API", async () => {
    await order();
    await expect(restore(station.dataDirectory, file())).rejects.toThrow("is in use: stop the API first");
    expect(await ordersOf(station)).toBe(2);
  });

  it("takes the place of the database, which is kept beside it, and the API goes on from there", async () => {
    const { dataDirectory } = station;
    await station.server.close();
    await station.db.destroy();
    expect(await restore(dataDirectory, file())).toMatchObject({ orders: 1 });
    expect(existsSync(join(dataDirectory, "waystation.db.before-restore"))).toBe(true);
    station = await openStation({ dataDirectory });
    expect(await ordersOf(station)).toBe(1);
    await order();
    expect(await ordersOf(station)).toBe(2);
  });

  it("that is damaged, foreign or does not balance is refused and changes nothing", async () => {
    const empty = mkdtempSync(join(folder, "empty-"));
    const broken = join(folder, "broken.db");
    writeFileSync(broken, "SQLite format 3\0 and then nothing of the kind".repeat(200));
    await expect(restore(empty, broken)).rejects.toThrow("is no SQLite database, or is damaged");
    const foreign = openDatabase(join(folder, "foreign.db"));
    await sql`create table things (id integer)`.execute(foreign);
    await foreign.destroy();
    await expect(restore(empty, join(folder, "foreign.db"))).rejects.toThrow("is no database of Waystation");
    const tampered = openDatabase(file());
    await sql`insert into ledger_accounts (tenant_id, id, unit, side, balance, held, version, may_be_negative)
      values (1, 'sales:nobody', 'CNY', 'credit', 5, 0, 0, 0)`.execute(tampered);
    await tampered.destroy();
    await expect(restore(empty, file())).rejects.toThrow("account sales:nobody: its balance is not the sum");
    expect(existsSync(join(empty, "waystation.db"))).toBe(false);
    await expect(restore(empty, join(folder, "nothing"))).rejects.toThrow("there is no file at");
  });
});
