import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { memoryRateStore } from "./memory-rate-store.js";
import type { RateStore } from "./rate-store.js";
import { redisRateStore } from "./redis-rate-store.js";

const WINDOW_MS = 60_000;
let keys = 0;
const newKey = (): string => `key ${keys++}`;

/** What every store does. */
const keepsTheContract = (open: () => RateStore): void => {
  it("counts each key by itself, from its first hit", async () => {
    const store = open();
    const [one, other] = [newKey(), newKey()];
    expect((await store.hit(one, WINDOW_MS)).count).toBe(1);
    expect((await store.hit(one, WINDOW_MS)).count).toBe(2);
    expect((await store.hit(other, WINDOW_MS)).count).toBe(1);
    await store.close();
  });

  it("says when the window ends", async () => {
    const store = open();
    const { resetMs } = await store.hit(newKey(), WINDOW_MS);
    expect(resetMs).toBeGreaterThan(WINDOW_MS - 10_000);
    expect(resetMs).toBeLessThanOrEqual(WINDOW_MS);
    await store.close();
  });

  it("loses no hit of many at once", async () => {
    const store = open();
    const key = newKey();
    const counts = await Promise.all(Array.from({ length: 200 }, async () => (await store.hit(key, WINDOW_MS)).count));
    expect(new Set(counts).size).toBe(200);
    await store.close();
  });
};

describe("the store of one process", () => {
  keepsTheContract(() => memoryRateStore(() => performance.now()));

  it("begins anew when the window is over", async () => {
    let now = 0;
    const store = memoryRateStore(() => now);
    await store.hit("a", 1_000);
    now = 999;
    expect(await store.hit("a", 1_000)).toEqual({ count: 2, resetMs: 1 });
    now = 1_000;
    expect(await store.hit("a", 1_000)).toEqual({ count: 1, resetMs: 1_000 });
  });

  it("never holds more keys than it may, and forgets what has ended before what runs", async () => {
    let now = 0;
    const store = memoryRateStore(() => now, 3);
    await store.hit("runs", 10_000);
    await store.hit("ends", 1_000);
    await store.hit("runs too", 10_000);
    now = 2_000;
    await store.hit("new", 10_000);
    expect((await store.hit("runs", 10_000)).count).toBe(2);
    await store.hit("newer", 10_000);
    expect((await store.hit("runs", 10_000)).count).toBe(1);
  });
});

const hasRedis = (): boolean => {
  try {
    execFileSync("redis-server", ["--version"]);
    return true;
  } catch {
    process.stderr.write("redis-server is not installed: limits shared by several instances are not tested\n");
    return false;
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

describe.runIf(hasRedis())("the store of several instances", () => {
  let redis: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const port = await freePort();
    url = `redis://127.0.0.1:${port}`;
    redis = spawn("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
    for await (const line of createInterface({ input: redis.stdout! })) if (line.includes("Ready to accept")) break;
  });
  afterAll(() => redis.kill());

  const neverAsked: RateStore = {
    hit: () => Promise.reject(new Error("Redis was not asked")),
    close: async () => {},
  };
  const open = (): RateStore => redisRateStore({ url, fallback: neverAsked, warn: () => {} });
  keepsTheContract(open);

  it("counts what other instances counted", async () => {
    const [one, other] = [open(), open()];
    const key = newKey();
    await one.hit(key, WINDOW_MS);
    expect((await other.hit(key, WINDOW_MS)).count).toBe(2);
    await one.close();
    await other.close();
  });
});

describe("the store of several instances without Redis", () => {
  it("counts alone and says so once", async () => {
    const warnings: string[] = [];
    const fallback = memoryRateStore(() => performance.now());
    const url = `redis://127.0.0.1:${await freePort()}`;
    const store = redisRateStore({ url, fallback, warn: (text) => warnings.push(text) });
    expect((await store.hit("a", WINDOW_MS)).count).toBe(1);
    expect((await store.hit("a", WINDOW_MS)).count).toBe(2);
    expect(warnings).toHaveLength(1);
    await store.close();
  });
});
