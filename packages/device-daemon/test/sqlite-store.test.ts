import { join } from "node:path";
import { unwrap } from "@waystation/core/kernel";
import { afterEach, describe, expect, it } from "vitest";
import { GroupWriter } from "../src/outbox/group-writer.js";
import { type DaemonStore, openStore, visitStore } from "../src/outbox/index.js";
import { demandDurability } from "../src/outbox/schema.js";
import { SqliteConnection } from "../src/outbox/sqlite-connection.js";
import { createSystemTimers, randomIds, systemClock } from "../src/runtime/index.js";
import { saleOf } from "./fake-driver.js";
import { outboxStoreContract } from "./outbox-store-contract.js";
import { freshDirectory } from "./run-daemon.js";

const opened = new Set<DaemonStore>();
afterEach(async () => {
  for (const store of opened) await store.close();
  opened.clear();
});

const open = async (directory: string, limits?: Parameters<typeof openStore>[0]["limits"]): Promise<DaemonStore> => {
  const options = { directory, clock: systemClock, timers: createSystemTimers(), ids: randomIds };
  const store = unwrap(await openStore({ ...options, ...(limits && { limits }) }));
  opened.add(store);
  return store;
};

const close = async (store: DaemonStore): Promise<void> => {
  opened.delete(store);
  await store.close();
};

outboxStoreContract("SQLite", async () => {
  const directory = freshDirectory();
  let store = await open(directory);
  return {
    store: () => store.outbox,
    reopen: async () => {
      await close(store);
      store = await open(directory);
    },
  };
});

const event = (name: string) => ({
  correlationId: name,
  occurredAt: 1,
  uptimeMs: 1,
  clockSynchronised: true,
  body: saleOf(name),
});

describe("the store", () => {
  it("writes journal changes with the event, and deletes what is undefined", async () => {
    const store = await open(freshDirectory());
    await store.journal.set("gone", 1);
    await store.outbox.append(event("a"), { "pump-1": { state: "filling" }, gone: undefined });
    expect(await store.journal.get("pump-1")).toEqual({ state: "filling" });
    expect(await store.journal.get("gone")).toBeUndefined();
    await store.journal.delete("pump-1");
    expect(await store.journal.get("pump-1")).toBeUndefined();
  });

  it("keeps no more delivered events and frames than it may, and every event that is pending", async () => {
    const store = await open(freshDirectory(), { frames: 10, acknowledgedEvents: 5, commands: 1 });
    for (let index = 0; index < 30; index += 1) {
      void store.outbox.append(event(`sale-${index}`));
      store.frames.add(
        { equipmentId: "pump-1", correlationId: null, direction: "to-device", frame: `${index}` },
        "wayne-dart",
      );
    }
    await store.frames.flush();
    await store.outbox.append(event("last"));
    await store.outbox.acknowledge({ upTo: 20, accepted: [], quarantined: [] }, 31);
    const [rows] = await store.reader.all<{ events: number; frames: number; oldest: string }>(
      "select (select count(*) from outbox) as events, (select count(*) from frames) as frames, (select frame from frames order by id limit 1) as oldest",
    );
    expect(rows).toEqual({ events: 16, frames: 10, oldest: "20" });
    expect(await store.outbox.status()).toMatchObject({ pending: 11 });
  });

  it("has another epoch when it is made anew", async () => {
    const epochs = await Promise.all(
      [freshDirectory(), freshDirectory()].map(async (each) => (await open(each)).outbox.epoch()),
    );
    expect(new Set(epochs).size).toBe(2);
  });

  it("is refused to a second owner, and open to a visitor", async () => {
    const directory = freshDirectory();
    await open(directory);
    const options = { directory, clock: systemClock, timers: createSystemTimers(), ids: randomIds };
    expect(await openStore(options)).toEqual({ ok: false, error: { code: "store.locked", pid: process.pid } });
    const visitor = unwrap(await visitStore(options));
    expect(await visitor.outbox.status()).toMatchObject({ pending: 0 });
    await visitor.close();
  });

  it("is missing where no daemon ever ran", async () => {
    const directory = freshDirectory();
    const options = { directory, clock: systemClock, timers: createSystemTimers(), ids: randomIds };
    expect(await visitStore(options)).toMatchObject({ ok: false, error: { code: "store.missing" } });
  });

  it("gives the first reply for a command that comes again", async () => {
    const store = await open(freshDirectory());
    const envelope = {
      v: 1,
      commandId: "c-1",
      correlationId: "o-1",
      issuedAt: 1,
      expiresAt: 2,
      command: { type: "pump.cancel", pumpId: "pump-1", authorisationId: "a-1" },
    } as const;
    const reply = {
      v: 1,
      commandId: "c-1",
      correlationId: "o-1",
      at: 3,
      outcome: { status: "done", data: {} },
    } as const;
    const [first, second] = await Promise.all([store.commands.receive(envelope), store.commands.receive(envelope)]);
    expect([first.status, second.status]).toEqual(["new", "running"]);
    expect(await store.commands.unanswered()).toEqual([envelope]);
    await store.commands.answer(reply);
    await store.commands.answer({ ...reply, at: 4 });
    expect(await store.commands.receive(envelope)).toEqual({ status: "answered", reply });
    expect(await store.commands.undelivered()).toEqual([reply]);
    await store.commands.delivered("c-1");
    expect(await store.commands.undelivered()).toEqual([]);
  });
});

describe("the writer", () => {
  const insert = {
    apply: async (connection: SqliteConnection, items: readonly string[]) => {
      await connection.all("insert into t select value from json_each(?)", JSON.stringify(items));
      return items;
    },
  };
  const writerOf = async () => {
    const connection = await SqliteConnection.open(join(freshDirectory(), "t.db"), { create: true, busyTimeoutMs: 0 });
    await demandDurability(connection);
    await connection.exec("create table t (x text unique)");
    return { connection, writer: new GroupWriter(connection, createSystemTimers()) };
  };

  it("commits what waits in one transaction", async () => {
    const { connection, writer } = await writerOf();
    let begun = 0;
    const counting = {
      apply: (used: SqliteConnection, items: readonly string[]) => {
        begun += 1;
        return insert.apply(used, items);
      },
    };
    await Promise.all(Array.from({ length: 500 }, (_, index) => writer.submit(counting, `row ${index}`)));
    expect(begun).toBe(1);
    expect(await connection.all("select count(*) as n from t")).toEqual([{ n: 500 }]);
    await connection.close();
  });

  it("refuses only the write that is wrong in itself", async () => {
    const { connection, writer } = await writerOf();
    const outcomes = await Promise.allSettled(["a", "b", "a", "c"].map((each) => writer.submit(insert, each)));
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
    await connection.close();
  });

  it("waits while the disk is full, says so, and writes once there is room", async () => {
    const { connection, writer } = await writerOf();
    const [pages] = await connection.all<{ page_count: number }>("pragma page_count");
    await connection.exec(`pragma max_page_count = ${pages?.page_count}`);
    const big = Array.from({ length: 50 }, (_, index) => `${index}`.padEnd(1_000, "x"));
    let stored = false;
    const writing = Promise.all(big.map((each) => writer.submit(insert, each))).then(() => {
      stored = true;
    });
    while (writer.failure === undefined) await new Promise(setImmediate);
    expect(writer.failure).toContain("full");
    expect(stored).toBe(false);
    await connection.exec("pragma max_page_count = 100000");
    await writing;
    expect(writer.failure).toBeUndefined();
    expect(await connection.all("select count(*) as n from t")).toEqual([{ n: 50 }]);
    await connection.close();
  });

  it("grants WAL with synchronous=FULL or nothing", async () => {
    const memory = await SqliteConnection.open(":memory:", { create: true, busyTimeoutMs: 0 });
    await expect(demandDurability(memory)).rejects.toThrow("durable writes are not available");
    await memory.close();
  });
});
