import type { PumpState } from "@waystation/core/devices";
import { afterEach } from "vitest";
import type { z } from "zod";
import { createWayneDartDriver, wayneDartLine } from "../../src/drivers/wayne-dart/index.js";
import { createSystemTimers } from "../../src/runtime/index.js";
import {
  createWaynePumpSimulator,
  type FakePumpOptions,
  openSimulatedLine,
} from "../../src/simulators/wayne-dart/index.js";
import { createMemoryHost, type MemoryHost } from "./memory-host.js";

/** Of every pump here. */
const decimals = { volume: 2, amount: 2, price: 2 };
/** Closed after each test, last opened first. */
export const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The same rubbish and losses on every run. */
const seededRandom = (seed: number) => () => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return seed / 2 ** 32;
};

/** A fake pump at a port, fast: 250 litres a second. */
export const startPump = async (
  port: string,
  options: Partial<FakePumpOptions> = {},
  others: readonly Partial<FakePumpOptions>[] = [],
) => {
  let send: (bytes: Uint8Array) => void = () => {};
  const waiting = new Map<string, () => void>();
  const simulator = createWaynePumpSimulator({
    pumps: [options, ...others].map((each) => ({
      address: 0x50,
      nozzles: 1,
      decimals,
      flowLitresPerMinute: 15_000,
      prices: [805],
      totals: 100_000,
      onEvent: ({ event }) => waiting.get(event)?.(),
      ...each,
    })),
    timers: createSystemTimers(),
    random: seededRandom(7),
    send: (bytes) => send(bytes),
  });
  const line = await openSimulatedLine(port, (bytes) => simulator.receive(bytes));
  if (!line.ok) throw new Error(line.error);
  send = line.value.send;
  closers.push(line.value.close);
  const fake = simulator.pumps.get(0x50);
  if (!fake) throw new Error("no pump");
  /** Resolves when the pump itself gets there, with or without a driver. */
  const reached = (event: string) => new Promise<void>((resolve) => waiting.set(event, resolve));
  const pump = { ...fake, reached };
  return { simulator, pump, port: line.value.address };
};

/** The driver of one pump at that port, with short time-outs. */
export const startDriver = async (
  port: string,
  host: MemoryHost,
  pumps: readonly z.input<typeof wayneDartLine>["pumps"][number][] = [{ id: "pump-1", address: 0x50 }],
) => {
  const driver = createWayneDartDriver(
    wayneDartLine.parse({
      driver: "wayne-dart",
      port,
      pollIntervalMs: 5,
      responseTimeoutMs: 30,
      offlineAfterMs: 300,
      decimals,
      pumps,
    }),
    host,
  );
  closers.push(() => driver.stop());
  await driver.start();
  return driver;
};

/** Pump and driver over TCP. */
export const setUp = async (options: Partial<FakePumpOptions> = {}) => {
  const host = createMemoryHost();
  const { pump, simulator, port } = await startPump("tcp-listen://127.0.0.1:0", options);
  const driver = await startDriver(port, host);
  return { host, pump, simulator, port, driver };
};

/** 50 litres at 8.05. */
export const authorise = {
  type: "pump.authorise",
  pumpId: "pump-1",
  nozzle: 1,
  authorisationId: "auth-1",
  orderNo: "FO-1",
  unitPrice: "8.05",
  preset: { kind: "volume", volumeMl: 50_000 },
} as const;
/** Its correlation id. */
export const context = { commandId: "command-1", correlationId: "correlation-1", expiresAt: Number.MAX_SAFE_INTEGER };
/** A state by name. */
export const is = (state: PumpState["state"]) => (seen: PumpState) => seen.state === state;
/** Idle: an authorisation can be taken. */
export const ready = (host: MemoryHost) =>
  host.state<PumpState>(({ state, unitPrices }) => state === "idle" && unitPrices.length > 0);
