import { type Clock, unwrap } from "@waystation/core/kernel";
import { z } from "zod";
import { clockFromEnvironment, createSystemTimers } from "../../runtime/index.js";
import type { SimulatorIo } from "../wayne-dart/index.js";
import { ChargePoint } from "./charge-point.js";
import { misbehave, runControlLine } from "./control-line.js";

const kilo = 1_000;

/** Options of `simulate ocpp`, as text or numbers; unknown ones are refused. */
export const simulateOcppOptions = z.strictObject({
  url: z
    .string()
    .regex(/^wss?:\/\//, "must begin with ws:// or wss://")
    .meta({ description: "The central system, without the identity: ws://127.0.0.1:9220/ocpp" }),
  identity: z.string().min(1).max(64).meta({ description: "The charger's name at the central system" }),
  password: z.string().max(40).optional(),
  connectors: z.coerce.number().int().min(1).max(255).default(1),
  powerKw: z.coerce.number().positive().max(10_000).default(60),
  vehicleKwh: z.coerce
    .number()
    .positive()
    .optional()
    .meta({ description: "What a vehicle takes before it suspends; without it: no end" }),
  meterWh: z.coerce.number().int().nonnegative().default(0).meta({ description: "Register at the start" }),
  vendor: z.string().min(1).max(20).default("Waystation"),
  model: z.string().min(1).max(20).default("Simulated"),
  misbehave: z
    .array(z.string())
    .default([])
    .meta({ description: "Faults from the start: duplicate-start, duplicate-stop, stop-minus-one, …" }),
});

export type SimulateOcppOptions = z.input<typeof simulateOcppOptions>;

/** What the simulator process is handed; the clock is the environment's (`WAYSTATION_CLOCK`) when none is given. */
export interface OcppSimulatorIo extends SimulatorIo {
  readonly clock?: Clock;
}

/**
 * Runs one charge point until `quit` or the signal: reads control lines, prints what happens as JSON lines. Resolves to the exit
 * code; 2 for options that cannot be used. A central system that is not there is tried again and again.
 */
export const simulateOcpp = async (given: SimulateOcppOptions, io: OcppSimulatorIo): Promise<0 | 2> => {
  const print = (line: Readonly<Record<string, unknown>>): void => io.print(JSON.stringify(line));
  const refuse = (message: string): 2 => {
    print({ event: "error", message });
    return 2;
  };
  const parsed = simulateOcppOptions.safeParse(given);
  if (!parsed.success) return refuse(z.prettifyError(parsed.error).replaceAll("\n", " "));
  const clock = io.clock ? { ok: true as const, value: io.clock } : clockFromEnvironment(process.env.WAYSTATION_CLOCK);
  if (!clock.ok) return refuse(`WAYSTATION_CLOCK: ${clock.error.reason}`);
  const { powerKw, vehicleKwh, misbehave: faults, ...options } = parsed.data;
  const point = new ChargePoint({
    ...options,
    password: options.password,
    powerW: Math.round(powerKw * kilo),
    vehicleWh: vehicleKwh === undefined ? null : Math.round(vehicleKwh * kilo),
    clock: unwrap(clock),
    timers: io.timers ?? createSystemTimers(),
    onEvent: print,
  });
  for (const fault of faults) {
    const outcome = misbehave(point.faults, fault.split("="));
    if (!outcome.ok) return refuse(outcome.error);
  }
  point.start();
  await new Promise<void>((resolve) => {
    io.signal.addEventListener("abort", () => resolve(), { once: true });
    void readControls(io, point, print).then((hasQuit) => {
      if (hasQuit) resolve();
    });
  });
  await point.stop();
  return 0;
};

const readControls = async (
  { lines }: SimulatorIo,
  point: ChargePoint,
  print: (line: Readonly<Record<string, unknown>>) => void,
): Promise<boolean> => {
  for await (const text of lines) {
    if (text.trim() === "quit") return true;
    if (text.trim() === "") continue;
    const outcome = runControlLine(point, text);
    print(
      outcome.ok
        ? { event: "control", command: text.trim(), ...outcome.value }
        : { event: "error", message: outcome.error },
    );
  }
  return false;
};
