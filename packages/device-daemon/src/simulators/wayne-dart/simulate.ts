import { parseDecimal } from "@waystation/core/money";
import { z } from "zod";
import { FIRST_ADDRESS, LAST_ADDRESS } from "../../codecs/wayne-dart/index.js";
import type { Timers } from "../../drivers/driver.js";
import { createSystemTimers, randomJitter } from "../../runtime/index.js";
import { type ControlTarget, runControlLine } from "./control-line.js";
import type { PumpEvent } from "./pump-options.js";
import { openSimulatedLine } from "./simulated-line.js";
import { createWaynePumpSimulator, type WaynePumpSimulator } from "./simulator.js";

const address = z.coerce
  .number()
  .int()
  .min(FIRST_ADDRESS)
  .max(LAST_ADDRESS)
  .meta({ description: "Address of a side, 0x50–0x6F" });
const decimals = z.coerce.number().int().min(0).max(3);

/** Options of `simulate wayne-dart`, as text or numbers; unknown ones are refused. */
export const simulateWayneDartOptions = z.strictObject({
  port: z.string().min(1).meta({ description: "A serial device, or tcp-listen://127.0.0.1:0" }),
  addresses: z.array(address).min(1).default([FIRST_ADDRESS]),
  nozzles: z.coerce.number().int().min(1).max(8).default(1),
  flowLPerMin: z.coerce.number().positive().default(40),
  price: z.string().optional().meta({ description: "Yuan per litre; without it the pump waits for a price" }),
  volumeDecimals: decimals.default(2),
  amountDecimals: decimals.default(2),
  priceDecimals: decimals.default(2),
  totals: z.coerce.number().int().nonnegative().default(0),
  auto: z
    .boolean()
    .default(false)
    .meta({ description: "A customer who lifts nozzle 1 when authorised and hangs up at the limit" }),
});

/** The options before defaults. */
export type SimulateWayneDartOptions = z.input<typeof simulateWayneDartOptions>;

/** What a simulator process is handed. `print` takes one line without its end. */
export interface SimulatorIo {
  /** Control lines; the simulator ends with them only when one of them is `quit`. */
  readonly lines: AsyncIterable<string>;
  print(line: string): void;
  /** Ends the simulator. */
  readonly signal: AbortSignal;
  readonly timers?: Timers;
  readonly random?: () => number;
}

const actLikeACustomer = ({ event, address: at }: PumpEvent, simulator: WaynePumpSimulator): void => {
  const pump = simulator.pumps.get(Number(at));
  if (event === "authorised") pump?.lift(1);
  if (event === "limit-reached") pump?.hangUp();
};

/**
 * Runs fake pumps on a line until `quit` or the signal: reads control lines, prints what happens as JSON lines. Resolves to
 * the exit code; 2 for options or a port that cannot be used.
 */
export const simulateWayneDart = async (given: SimulateWayneDartOptions, io: SimulatorIo): Promise<0 | 2> => {
  const { timers = createSystemTimers(), random = randomJitter } = io;
  const print = (line: Readonly<Record<string, unknown>>): void => io.print(JSON.stringify(line));
  const refuse = (message: string): 2 => {
    print({ event: "error", message });
    return 2;
  };
  const parsed = simulateWayneDartOptions.safeParse(given);
  if (!parsed.success) return refuse(z.prettifyError(parsed.error).replaceAll("\n", " "));
  const options = parsed.data;
  const price = options.price === undefined ? undefined : parseDecimal(options.price, options.priceDecimals);
  if (price?.ok === false)
    return refuse(`price: ${options.price} is not a price with ${options.priceDecimals} decimals`);

  let send: (bytes: Uint8Array) => void = () => {};
  const simulator = createWaynePumpSimulator({
    pumps: options.addresses.map((each) => ({
      address: each,
      nozzles: options.nozzles,
      decimals: { volume: options.volumeDecimals, amount: options.amountDecimals, price: options.priceDecimals },
      flowLitresPerMinute: options.flowLPerMin,
      totals: options.totals,
      ...(price === undefined ? {} : { prices: Array.from({ length: options.nozzles }, () => price.value) }),
      onEvent: (event: PumpEvent) => {
        print(event);
        if (options.auto) timers.after(0, () => actLikeACustomer(event, simulator));
      },
    })),
    timers,
    random,
    send: (bytes) => send(bytes),
  });
  const line = await openSimulatedLine(options.port, simulator.receive);
  if (!line.ok) return refuse(line.error);
  send = line.value.send;
  print({ event: "listening", port: line.value.address });
  const target: ControlTarget = {
    simulator,
    side: options.addresses[0] ?? FIRST_ADDRESS,
    priceDecimals: options.priceDecimals,
  };
  const ended = new Promise<void>((resolve) => {
    io.signal.addEventListener("abort", () => resolve(), { once: true });
    void readControls(io, target, print).then((hasQuit) => {
      if (hasQuit) resolve();
    });
  });
  await ended;
  await line.value.close();
  return 0;
};

const readControls = async (
  { lines }: SimulatorIo,
  target: ControlTarget,
  print: (line: Readonly<Record<string, unknown>>) => void,
): Promise<boolean> => {
  for await (const text of lines) {
    if (text.trim() === "quit") return true;
    if (text.trim() === "") continue;
    const outcome = runControlLine(target, text);
    print(
      outcome.ok
        ? { event: "control", command: text.trim(), ...outcome.value }
        : { event: "error", message: outcome.error },
    );
  }
  return false;
};
