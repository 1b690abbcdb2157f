import { randomUUID } from "node:crypto";
import type { CommandEnvelope, CommandOutcome, GatewaySettings, PumpState } from "@waystation/core/devices";
import { unwrap } from "@waystation/core/kernel";
import { afterEach, describe, expect, it } from "vitest";
import { visitStore } from "../src/outbox/index.js";
import { createSystemTimers, randomIds, systemClock } from "../src/runtime/index.js";
import { FakeApi } from "./fake-api.js";
import { saleOf } from "./fake-driver.js";
import { type Running, type RunOptions, runDaemon } from "./run-daemon.js";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const startApi = async (options: Parameters<typeof FakeApi.start>[0] = {}): Promise<FakeApi> => {
  const api = await FakeApi.start(options);
  cleanups.push(() => api.stop());
  return api;
};

const start = async (options: RunOptions): Promise<Running> => {
  const running = await runDaemon(options);
  cleanups.push(() => running.daemon.stop());
  return running;
};

const sell = (running: Running, saleId: string): Promise<void> =>
  running.driver.host.record({ correlationId: `order-${saleId}`, body: saleOf(saleId) });

const outboxOf = async ({ directory }: Running) => {
  const visit = { directory, clock: systemClock, timers: createSystemTimers(), ids: randomIds };
  const store = unwrap(await visitStore(visit));
  const [status, deadLetters] = [await store.outbox.status(), await store.outbox.deadLetters()];
  await store.close();
  return { ...status, letters: deadLetters };
};

const command = (change: Partial<CommandEnvelope> = {}): CommandEnvelope => ({
  v: 1,
  commandId: randomUUID(),
  correlationId: "order-1",
  issuedAt: Date.now(),
  expiresAt: Date.now() + 60_000,
  command: { type: "pump.cancel", pumpId: "pump-1", authorisationId: "a-1" },
  ...change,
});

const codeOf = (outcome: CommandOutcome): string => (outcome.status === "failed" ? outcome.code : "done");

describe("events on their way to the API", () => {
  it("arrive in order and leave the outbox once acknowledged", async () => {
    const api = await startApi();
    const running = await start({ port: api.port });
    const sales = Array.from({ length: 200 }, (_, index) => `sale-${index}`);
    await Promise.all(sales.map((saleId) => sell(running, saleId)));
    await api.until(() => api.accepted.size === 200);
    expect(api.sales).toEqual(sales);
    expect(api.batches.every(({ events }) => events.length <= 64)).toBe(true);
    await running.daemon.stop();
    expect(await outboxOf(running)).toMatchObject({ pending: 0, lastSeq: 200 });
  });

  it("stay in the outbox though the broker acknowledged them, and are sent again", async () => {
    const api = await startApi();
    const deliver = api.acknowledge;
    api.acknowledge = () => undefined;
    const running = await start({ port: api.port, ackTimeoutMs: 100 });
    await sell(running, "sale-1");
    await api.until(() => api.batches.length === 1);
    expect(await outboxOf(running)).toMatchObject({ pending: 1, oldestPending: { seq: 1 } });
    api.acknowledge = deliver;
    await api.until(() => api.accepted.size === 1);
    expect(api.batches.length).toBeGreaterThan(1);
  });

  it("are sent again where the API reports a gap", async () => {
    const api = await startApi();
    const deliver = api.acknowledge;
    let lost = false;
    api.acknowledge = (epoch, events, self) => {
      const kept = events.filter(({ seq }) => lost || seq !== 2);
      lost ||= kept.length < events.length;
      deliver(epoch, kept, self);
    };
    const running = await start({ port: api.port });
    for (const saleId of ["a", "b", "c", "d"]) await sell(running, saleId);
    await api.until(() => api.accepted.size === 4);
    expect(lost).toBe(true);
    expect([...api.sales].sort()).toEqual(["a", "b", "c", "d"]);
  });

  it("are kept while there is no broker, which may come later", async () => {
    const api = await startApi();
    const { port } = api;
    await api.stop();
    cleanups.length = 0;
    const running = await start({ port });
    await sell(running, "sale-1");
    expect(running.log.join("")).toContain("nobody listens there");
    const later = await startApi({ port });
    await later.until(() => later.accepted.size === 1);
    expect(running.log.filter((line) => line.includes("nobody listens there"))).toHaveLength(1);
  });

  it("survive a link that is cut again and again, once each", async () => {
    const api = await startApi();
    const running = await start({ port: api.port });
    const sales = Array.from({ length: 30 }, (_, index) => `sale-${index}`);
    for (const [index, saleId] of sales.entries()) {
      await sell(running, saleId);
      if (index % 10 === 5) api.cut();
    }
    await api.until(() => api.accepted.size === 30);
    expect(api.sales.sort()).toEqual(sales.sort());
  });

  it("that are quarantined become dead letters and block nothing", async () => {
    const api = await startApi();
    const deliver = api.acknowledge;
    api.acknowledge = (epoch, events, self) => {
      const poison = events.filter(({ correlationId }) => correlationId === "order-poison").map(({ seq }) => seq);
      if (poison.length === 0) return deliver(epoch, events, self);
      for (const event of events) self.accept(epoch, event);
      self.ack(epoch, { quarantined: poison });
    };
    const running = await start({ port: api.port });
    for (const saleId of ["a", "poison", "b"]) await sell(running, saleId);
    await api.until(() => api.accepted.size === 3);
    await running.daemon.stop();
    expect(await outboxOf(running)).toMatchObject({ pending: 0, letters: [{ correlationId: "order-poison" }] });
  });

  it("that break the contract never reach the API, and block nothing", async () => {
    const api = await startApi();
    const running = await start({ port: api.port });
    const body = { ...saleOf("wrong"), endedAt: -1 };
    await running.driver.host.record({ correlationId: "order-wrong", body }, { last: "wrong" });
    await sell(running, "right");
    await api.until(() => api.accepted.size === 1);
    expect(api.sales).toEqual(["right"]);
    expect(await running.driver.host.journal.get("last")).toBe("wrong");
    await running.daemon.stop();
    expect((await outboxOf(running)).letters).toMatchObject([
      { correlationId: "order-wrong", seq: null, reason: expect.stringContaining("endedAt"), body },
    ]);
  });

  it("begin a new epoch when the API has numbers that the store never gave", async () => {
    const api = await startApi();
    const deliver = api.acknowledge;
    let first: string | undefined;
    api.acknowledge = (epoch, events, self) => {
      first ??= epoch;
      if (epoch === first) self.send("ack", { v: 1, epoch, upTo: 50, gaps: [], accepted: [], quarantined: [1] });
      else deliver(epoch, events, self);
    };
    const running = await start({ port: api.port });
    await sell(running, "sale-1");
    await api.until(() => api.accepted.size === 1);
    expect(api.sales).toEqual(["sale-1"]);
    expect(api.batches.at(-1)?.epoch).not.toBe(first);
  });
});

describe("commands", () => {
  const counting = () => {
    const done: string[] = [];
    return {
      done,
      behaviour: {
        execute: async (_: unknown, { commandId }: { commandId: string }): Promise<CommandOutcome> => {
          done.push(commandId);
          return { status: "done", data: { run: done.length } };
        },
      },
    };
  };

  it("sent twice have one effect and the same reply", async () => {
    const api = await startApi();
    const { done, behaviour } = counting();
    await start({ port: api.port, behaviour });
    await api.until(() => api.statuses.some(({ online }) => online));
    const twice = command();
    api.send("commands", twice);
    await api.until(() => api.replies.length === 1);
    api.send("commands", twice);
    await api.until(() => api.replies.length === 2);
    expect(done).toEqual([twice.commandId]);
    expect(api.replies[1]).toEqual(api.replies[0]);
  });

  it.each<[string, object, string]>([
    ["that expired", { expiresAt: Date.now() - 1 }, "command.expired"],
    [
      "for an unknown pump",
      { command: { type: "pump.cancel", pumpId: "pump-9", authorisationId: "a" } },
      "device.unknown",
    ],
    ["of an unknown type", { command: { type: "pump.explode", pumpId: "pump-1" } }, "command.unsupported"],
    ["that break the contract", { issuedAt: "now" }, "command.malformed"],
  ])("%s are refused", async (_, change, code) => {
    const api = await startApi();
    const { done, behaviour } = counting();
    await start({ port: api.port, behaviour });
    await api.until(() => api.statuses.some(({ online }) => online));
    api.send("commands", { ...command(), ...change });
    await api.until(() => api.replies.length === 1);
    expect(api.replies.map(({ outcome }) => codeOf(outcome))).toEqual([code]);
    expect(done).toEqual([]);
  });

  it("get their reply after a reconnect when the link broke meanwhile", async () => {
    const api = await startApi();
    let finish: (outcome: CommandOutcome) => void = () => undefined;
    const execute = () =>
      new Promise<CommandOutcome>((resolve) => {
        finish = resolve;
        api.cut();
      });
    await start({ port: api.port, behaviour: { execute } });
    await api.until(() => api.statuses.some(({ online }) => online));
    api.send("commands", command());
    await api.until(() => api.statuses.some(({ online }) => !online));
    finish({ status: "done", data: {} });
    await api.until(() => api.replies.length === 1);
    expect(codeOf(api.replies[0]?.outcome as CommandOutcome)).toBe("done");
  });
});

describe("the link", () => {
  it("says once that credentials are wrong", async () => {
    const api = await startApi({ password: "right" });
    const running = await start({ port: api.port, password: "wrong" });
    while (running.log.every((line) => !line.includes("broker"))) await new Promise(setImmediate);
    expect(running.log.join("")).toContain("wrong user name or password");
    expect(running.log.join("")).not.toContain('"wrong"');
  });

  it("tells the API when the gateway goes: in order, or by its will", async () => {
    const api = await startApi();
    const running = await start({ port: api.port });
    await api.until(() => api.statuses.at(-1)?.online === true);
    api.cut();
    await api.until(() => api.statuses.at(-1)?.online === false);
    await api.until(() => api.statuses.at(-1)?.online === true);
    await running.daemon.stop();
    await api.until(() => api.statuses.at(-1)?.online === false);
    expect(api.statuses.map(({ online }) => online)).toEqual([true, false, true, false]);
  });

  it("publishes the latest state again after a reconnect", async () => {
    const api = await startApi();
    const running = await start({ port: api.port });
    const state = (volumeMl: number): PumpState => ({
      kind: "pump",
      v: 1,
      pumpId: "pump-1",
      at: 1,
      link: "online",
      state: "filling",
      nozzle: 1,
      volumeMl,
      amountFen: 0,
      unitPrices: [],
      authorisationId: null,
      correlationId: null,
      alarm: null,
    });
    await api.until(() => api.statuses.length === 1);
    for (let volumeMl = 1; volumeMl <= 50; volumeMl += 1) running.driver.host.publish(state(volumeMl));
    await api.until(() => api.states.at(-1)?.kind === "pump" && (api.states.at(-1) as PumpState).volumeMl === 50);
    expect(api.states.length).toBeLessThan(50);
    const before = api.states.length;
    api.cut();
    await api.until(() => api.states.length === before + 1);
    expect(api.states.at(-1)).toMatchObject({ volumeMl: 50 });
  });

  it("hands retained settings to the drivers, and remembers them for a start without broker", async () => {
    const api = await startApi();
    const settings: GatewaySettings = { v: 1, at: 1, prices: [{ pumpId: "pump-1", nozzle: 1, unitPrice: "8.05" }] };
    api.send("settings", settings);
    let applied: (settings: GatewaySettings) => void = () => undefined;
    const next = () =>
      new Promise<GatewaySettings>((resolve) => {
        applied = resolve;
      });
    const behaviour = { applySettings: (given: GatewaySettings) => applied(given) };
    const first = next();
    const running = await start({ port: api.port, behaviour });
    expect(await first).toEqual(settings);
    await running.daemon.stop();
    const second = next();
    await start({ port: 9, directory: running.directory, behaviour });
    expect(await second).toEqual(settings);
  });
});

describe("a data directory", () => {
  it("belongs to one daemon", async () => {
    const api = await startApi();
    const running = await start({ port: api.port });
    await expect(runDaemon({ port: api.port, directory: running.directory })).rejects.toMatchObject({
      cause: { code: "store.locked", pid: process.pid },
    });
  });
});
