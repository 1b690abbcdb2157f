import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confine, forTenant, withoutTenant } from "./confine.js";
import { type Database, type Db, openDatabase } from "./database.js";
import { migrate } from "./migrate.js";
import { sharedBeforeSignIn, tenantTables } from "./tenant-tables.js";

const TENANT = 7_777;

/** A database that answers nothing and notes what it is asked. */
const listening = (statements: CompiledQuery[]): Db =>
  new Kysely<Database>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    log: ({ query }) => {
      statements.push(query);
    },
  });

/** Fits every parameter of a repository well enough for its statement to be made. */
const anything = {
  id: 1,
  key: "k",
  system: "fuel",
  offset: 0,
  limit: 1,
  command: { type: "t" },
  outcome: {},
  mobile: "1",
};

const tableNamed = (text: string) =>
  tenantTables.filter((table) => new RegExp(`(from|join|into|update) "${table}"`).test(text));

type Method = (...parameters: unknown[]) => unknown;

/** Every exported function of every repository, and every method of what it returns. */
const methodsOf = async (db: Db): Promise<[string, Method][]> => {
  const folder = new URL("./repositories/", import.meta.url);
  const found: [string, Method][] = [];
  for (const file of readdirSync(folder)) {
    if (file.endsWith(".test.ts")) continue;
    for (const [name, make] of Object.entries((await import(new URL(file, folder).href)) as Record<string, Method>)) {
      const made = make(db, "fuel");
      if (made instanceof Promise) {
        made.catch(() => {});
        found.push([name, () => make(db, anything)]);
      } else {
        for (const [method, call] of Object.entries(made as Record<string, Method>))
          found.push([`${name}.${method}`, call]);
      }
    }
  }
  return found;
};

describe("the repositories", () => {
  it("name the tenant in every statement on a tenant's table, whatever they forget themselves", async () => {
    const statements: CompiledQuery[] = [];
    const methods = await methodsOf(forTenant(listening(statements), TENANT));
    expect(methods.length).toBeGreaterThan(80);
    const silent: string[] = [];
    const met = new Set<string>();
    for (const [name, call] of methods) {
      statements.length = 0;
      // Nothing is found here: what then fails does so after its statement was made.
      await Promise.resolve()
        .then(() => call(anything, anything, anything, anything))
        .catch(() => {});
      if (statements.length === 0) silent.push(name);
      for (const { sql: text, parameters } of statements) {
        const tables = tableNamed(text);
        for (const table of tables) met.add(table);
        const times = text.split('tenant_id"').length - 1;
        expect(times, `${name}: ${text}`).toBeGreaterThanOrEqual(tables.length);
        if (tables.length > 0) expect(parameters, name).toContain(TENANT);
      }
    }
    expect(silent).toEqual([]);
    // No repository reads or writes it yet.
    expect(tenantTables.filter((table) => !met.has(table))).toEqual(["charging_readings"]);
  });

  it("throw where no tenant was said", async () => {
    const statements: CompiledQuery[] = [];
    const db = withoutTenant(listening(statements));
    for (const table of tenantTables.filter((each) => !sharedBeforeSignIn.has(each))) {
      await expect(db.selectFrom(table).selectAll().execute(), table).rejects.toThrow("without a tenant");
      await expect(db.deleteFrom(table).execute(), table).rejects.toThrow("without a tenant");
    }
    await expect(db.insertInto("counters").values({ key: "k", value: 1 }).execute()).rejects.toThrow(
      "without a tenant",
    );
    expect(statements).toEqual([]);
  });
});

describe("a database that is confined to a tenant", () => {
  const folder = mkdtempSync(join(tmpdir(), "waystation-confine-"));
  let whole: Db;
  let first: Db;
  let second: Db;

  beforeAll(async () => {
    whole = openDatabase(join(folder, "waystation.db"));
    await migrate(whole);
    first = forTenant(whole, 1);
    second = forTenant(whole, 2);
  });
  afterAll(async () => {
    await whole.destroy();
    rmSync(folder, { recursive: true });
  });

  const counters = (db: Db) => db.selectFrom("counters").select("value").orderBy("value").execute();

  it("has a tenant in every table that is said to have one, and in no other", async () => {
    const tables = await whole.introspection.getTables();
    const withColumn = tables.filter(({ columns }) => columns.some(({ name }) => name === "tenant_id"));
    expect(withColumn.map(({ name }) => name).toSorted()).toEqual([...tenantTables].toSorted());
  });

  it("reads, writes, changes and deletes its own rows alone, also under the same key", async () => {
    const put = (db: Db, value: number) =>
      db
        .insertInto("counters")
        .values({ key: "same", value })
        .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
        .execute();
    await put(first, 1);
    await put(second, 2);
    expect(await counters(first)).toEqual([{ value: 1 }]);
    expect(await counters(second)).toEqual([{ value: 2 }]);
    await put(second, 3);
    await second.updateTable("counters").set({ value: 4 }).execute();
    await second.transaction().execute((tx) => tx.deleteFrom("counters").where("value", "=", 1).execute());
    expect(await counters(first)).toEqual([{ value: 1 }]);
    expect(await counters(second)).toEqual([{ value: 4 }]);
  });

  it("holds in subqueries, in joins and in both halves of a union", async () => {
    const counting = (db: Db) =>
      db
        .selectFrom(db.selectFrom("counters").selectAll().as("inner"))
        .select(({ fn }) => fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow();
    expect((await counting(first)).count).toBe(1);
    const union = first.selectFrom("counters").select("value").unionAll(first.selectFrom("counters").select("value"));
    expect(await union.execute()).toEqual([{ value: 1 }, { value: 1 }]);
    const joined = first
      .selectFrom("counters as a")
      .leftJoin("counters as b", (join) => join.onTrue())
      .select(["a.value", "b.value as other"]);
    expect(await joined.execute()).toEqual([{ value: 1, other: 1 }]);
    const nested = whole.selectFrom("tenants").select("id").where("id", "=", 1);
    expect(await nested.execute()).toHaveLength(1);
  });

  it("lets no writer say the tenant, and no hand-written statement pass", async () => {
    await expect(first.insertInto("counters").values({ key: "k", value: 1, tenant_id: 2 }).execute()).rejects.toThrow(
      "not for its writer to say",
    );
    await expect(first.updateTable("counters").set({ tenant_id: 2 }).execute()).rejects.toThrow("no row moves");
    await expect(sql`select * from counters`.execute(first)).rejects.toThrow("ask for it by the query builder");
    const hidden = first.selectFrom("tenants").where(sql<boolean>`exists (select 1 from "counters")`).select("id");
    await expect(hidden.execute()).rejects.toThrow("ask for it by the query builder");
  });

  it("shows nobody anything whose reach is nothing", async () => {
    const nobody = confine(whole, { tenantId: 1, reach: () => ({ every: false, anyOf: [] }) });
    await first.insertInto("members").values({ user_id: 5, member_no: "M1", status: 1, created_at: 0 }).execute();
    expect(await first.selectFrom("members").select("id").execute()).toHaveLength(1);
    expect(await nobody.selectFrom("members").select("id").execute()).toEqual([]);
    await nobody.updateTable("members").set({ status: 0 }).execute();
    expect(await first.selectFrom("members").select("status").execute()).toEqual([{ status: 1 }]);
  });
});
