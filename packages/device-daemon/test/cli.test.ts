import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { unwrap } from "@waystation/core/kernel";
import { describe, expect, it } from "vitest";
import { runCli } from "../src/cli/run-cli.js";
import { openStore } from "../src/outbox/index.js";
import { createSystemTimers, randomIds, systemClock } from "../src/runtime/index.js";
import { FakeApi } from "./fake-api.js";
import { saleOf } from "./fake-driver.js";
import { freshDirectory } from "./run-daemon.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

const cli = async (...argv: string[]) => {
  const [printed, complained]: [string[], string[]] = [[], []];
  const exitCode = await runCli(argv, {
    print: (line) => void printed.push(line),
    complain: (line) => void complained.push(line),
    input: Readable.from([]),
    environment: {},
    signal: AbortSignal.abort(),
    exitCode: 0,
  });
  return { exitCode, printed, complained: complained.join("\n") };
};

const configIn = (directory: string, more = "", brokerPort = 9): string => {
  const file = join(directory, "daemon.yaml");
  writeFileSync(
    file,
    `gatewayId: gateway-1
dataDirectory: data
uplink: { url: "mqtt://127.0.0.1:${brokerPort}" }
lines: [{ driver: ocpp, listen: "127.0.0.1:0", chargers: [{ id: F1 }] }]
${more}`,
  );
  return file;
};

const openIn = async (directory: string) =>
  unwrap(
    await openStore({
      directory: join(directory, "data"),
      clock: systemClock,
      timers: createSystemTimers(),
      ids: randomIds,
    }),
  );

/** The command as a process of its own. */
const start = (...argv: string[]) => {
  const child = spawn(process.execPath, ["--import", "tsx", "packages/device-daemon/src/cli.ts", ...argv], {
    cwd: root,
  });
  return { child, said: text(child.stderr), exited: once(child, "exit") as Promise<[number | null, string | null]> };
};

describe("waystation-daemon", () => {
  it("names file, key and reason of a wrong configuration and exits 2", async () => {
    const config = configIn(freshDirectory(), "colour: red");
    const { said, exited } = start("run", "--config", config);
    expect(await exited).toEqual([2, null]);
    expect(await said).toBe(`${config}: colour: unknown key\n`);
  });

  it("runs until SIGTERM, refuses a second daemon on the same directory, and says offline when it goes", async () => {
    const api = await FakeApi.start();
    const config = configIn(freshDirectory(), "", api.port);
    const first = start("run", "--config", config);
    await api.until(() => api.statuses.at(-1)?.online === true);
    const second = start("run", "--config", config);
    expect(await second.exited).toEqual([1, null]);
    expect(await second.said).toBe(
      `${config}: another daemon (process ${first.child.pid}) runs on this data directory\n`,
    );
    const asked = performance.now();
    first.child.kill("SIGTERM");
    expect(await first.exited).toEqual([0, null]);
    expect(performance.now() - asked, "no timer keeps a stopped daemon alive").toBeLessThan(4_000);
    expect(api.statuses.at(-1)?.online).toBe(false);
    await api.stop();
  });

  it("checks a configuration", async () => {
    const config = configIn(freshDirectory());
    expect(await cli("check", "--config", config)).toEqual({
      exitCode: 0,
      printed: [`${config}: valid; gateway gateway-1, broker mqtt://127.0.0.1:9, lines: ocpp`],
      complained: "",
    });
  });

  it.each([
    [["fly"], "unknown command 'fly'"],
    [["run"], "required option '--config <file>' not specified"],
    [["run", "--config", "/nowhere/daemon.yaml"], "/nowhere/daemon.yaml: no such file"],
    [["decode", "wayne-dart", "5"], "decode: "],
    [["--log-level", "loud", "check"], "Allowed choices are debug"],
  ])("exits 2 with one clear reason for a wrong call: %j", async (argv, reason) => {
    const { exitCode, complained } = await cli(...argv);
    expect(exitCode).toBe(2);
    expect(complained).toContain(reason);
    expect(complained).not.toMatch(/^\s+at /m);
  });

  it("prints one JSON object for each frame of a capture", async () => {
    const { printed, exitCode } = await cli("decode", "wayne-dart", "50 20 FA", "50 70 FA");
    expect(exitCode).toBe(0);
    expect(printed.map((line) => JSON.parse(line))).toMatchObject([
      { kind: "frame", reencoded: "50 20 FA" },
      { kind: "frame", reencoded: "50 70 FA" },
    ]);
  });

  it("says that a daemon never ran where there is no store", async () => {
    const { exitCode, complained } = await cli("status", "--config", configIn(freshDirectory()));
    expect([exitCode, complained]).toEqual([1, expect.stringContaining("has the daemon run yet?")]);
  });

  it("tells how the outbox stands", async () => {
    const directory = freshDirectory();
    const store = await openIn(directory);
    await store.outbox.append({
      correlationId: "o-1",
      occurredAt: 1_763_600_000_000,
      uptimeMs: 1,
      clockSynchronised: true,
      body: saleOf("s-1"),
    });
    await store.close();
    const { printed } = await cli("status", "--json", "--config", configIn(directory));
    expect(JSON.parse(printed.join(""))).toMatchObject({
      pending: 1,
      lastSeq: 1,
      oldestPending: { seq: 1, occurredAt: 1_763_600_000_000 },
      deadLetters: 0,
    });
  });

  it("lists dead letters and sends them again", async () => {
    const directory = freshDirectory();
    const config = configIn(directory);
    const store = await openIn(directory);
    for (const name of ["s-1", "s-2"]) {
      await store.outbox.append({
        correlationId: name,
        occurredAt: 1,
        uptimeMs: 1,
        clockSynchronised: true,
        body: saleOf(name),
      });
    }
    await store.outbox.acknowledge({ upTo: 2, accepted: [], quarantined: [1] }, 2);
    await store.close();
    const listed = (await cli("outbox", "list", "--json", "--config", config)).printed.map((line) => JSON.parse(line));
    expect(listed).toMatchObject([{ seq: 1, correlationId: "s-1", body: { saleId: "s-1" } }]);
    expect((await cli("outbox", "retry", "--config", config)).printed).toEqual([
      `dead letter ${listed[0].id} is event 3 now`,
    ]);
    expect((await cli("outbox", "list", "--config", config)).printed).toEqual([]);
    expect((await cli("outbox", "retry", "99", "--config", config)).exitCode).toBe(1);
  });

  it("traces a sale by its order number from the command to the acknowledgement, whatever the clock did", async () => {
    const directory = freshDirectory();
    let now = 1_763_600_000_000;
    const clock = { now: () => (now -= 3_600_000) };
    let elapsedMs = 0;
    const timers = { ...createSystemTimers(), elapsedMs: () => (elapsedMs += 1) };
    const store = unwrap(await openStore({ directory: join(directory, "data"), clock, timers, ids: randomIds }));
    const frame = { equipmentId: "pump-1", correlationId: "corr-1" };
    await store.commands.receive({
      v: 1,
      commandId: "c-1",
      correlationId: "corr-1",
      issuedAt: 1,
      expiresAt: 2,
      command: {
        type: "pump.authorise",
        pumpId: "pump-1",
        nozzle: 1,
        authorisationId: "a-1",
        orderNo: "FO-7",
        unitPrice: "8.05",
        preset: { kind: "volume", volumeMl: 50_000 },
      },
    });
    store.frames.add({ ...frame, direction: "to-device", frame: "50 20 FA" }, "wayne-dart");
    store.frames.add({ ...frame, direction: "from-device", frame: "50 70 FA" }, "wayne-dart");
    store.frames.add({ ...frame, correlationId: "corr-2", direction: "to-device", frame: "50 20 FA" }, "wayne-dart");
    await store.commands.answer({
      v: 1,
      commandId: "c-1",
      correlationId: "corr-1",
      at: 1,
      outcome: { status: "done", data: {} },
    });
    await store.outbox.append({
      correlationId: "corr-1",
      occurredAt: clock.now(),
      uptimeMs: 1,
      clockSynchronised: true,
      body: saleOf("s-1"),
    });
    await store.outbox.acknowledge({ upTo: 1, accepted: [], quarantined: [] }, 1);
    await store.close();

    const config = configIn(directory, `logLevel: "\${NOT_SET_IN_THIS_SHELL}"`);
    const { printed } = await cli("trace", "FO-7", "--json", "--config", config);
    const { entries } = JSON.parse(printed.join(""));
    expect(entries.map(({ kind }: { kind: string }) => kind)).toEqual([
      "command",
      "frame",
      "frame",
      "reply",
      "event",
      "acknowledged",
    ]);
    expect(entries[1]).toMatchObject({ direction: "to-device", frame: "50 20 FA", meaning: [{ control: "poll" }] });
    const lines = (await cli("trace", "corr-1", "--config", config)).printed;
    expect(lines).toHaveLength(6);
    expect(lines[1]).toContain("→ pump-1  50 20 FA");
    expect((await cli("trace", "unknown", "--config", config)).exitCode).toBe(1);
  });
});
