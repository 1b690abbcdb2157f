import type {
  ControllerTransaction,
  PumpAlarmName,
  PumpCommand,
  PumpStatus,
  PumpTransaction,
} from "../../codecs/wayne-dart/index.js";
import type { Cancel } from "../../drivers/driver.js";
import { type Display, meter, type Preset } from "./fill-meter.js";
import type { FakePumpOptions } from "./pump-options.js";
import type { LinkUser } from "./slave-link.js";

/** A dispenser side's behaviour without its line: states, valve, display, totals. */
export interface FakePump extends LinkUser {
  lift(nozzle: number): void;
  hangUp(): void;
  setPrices(prices: readonly number[]): void;
  /** In manual mode lifting the nozzle is enough: the pump sells without the controller. */
  setManual(isManual: boolean): void;
  alarm(alarm: PumpAlarmName): void;
  /** The fill ends, prices are lost, display and totals stay. */
  powerCut(): void;
  snapshot(): FakePumpSnapshot;
}

/** What an observer sees of a fake pump. Numbers are in units of the display. */
export interface FakePumpSnapshot extends Display {
  readonly status: PumpStatus;
  readonly nozzle: number;
  readonly isNozzleOut: boolean;
  readonly prices: readonly number[];
  readonly totals: readonly number[];
}

const TICK_MS = 20;

/** Which commands a status allows; any other is acknowledged and ignored. */
const allowed: Partial<Record<PumpCommand, readonly PumpStatus[]>> = {
  reset: ["reset", "filling-completed"],
  authorise: ["reset"],
  stop: ["authorised", "filling", "suspended", "limit-reached"],
  suspend: ["filling"],
  resume: ["suspended"],
};

/** Creates a pump in state `reset` when it has prices, else `not-programmed`. */
export const createFakePump = (options: FakePumpOptions): FakePump => {
  const { address, decimals, timers, nozzles } = options;
  const unitsPerMs = (options.flowLitresPerMinute * 10 ** decimals.volume) / 60_000;
  const totals = Array.from({ length: nozzles }, () => options.totals ?? 0);
  const amountTotals = Array.from({ length: nozzles }, () => 0);
  let prices = [...(options.prices ?? [])];
  let status: PumpStatus = prices.length > 0 ? "reset" : "not-programmed";
  let nozzle = 1;
  let isNozzleOut = false;
  let isManual = false;
  let allowedNozzles: readonly number[] = [];
  let preset: Preset;
  let display: Display = { volume: 0, amount: 0 };
  let unposted: Display = display;
  let flowed = 0;
  let flowingSinceMs = 0;
  let stopTicking: Cancel = () => {};
  const dirty = new Set<"status" | "filled" | "nozzle">(["status", "nozzle"]);
  const replies: PumpTransaction[] = [];

  const say = (event: string, details: Record<string, string | number | boolean | null> = {}): void =>
    options.onEvent?.({ event, address, nozzle, ...display, ...details });
  const become = (next: PumpStatus): void => {
    if (next === status) return;
    status = next;
    dirty.add("status");
    if (next === "limit-reached" || next === "filling-completed") dirty.add("filled");
    if (next === "filling-completed") dirty.add("nozzle");
    say(next === "filling-completed" ? "completed" : next);
  };
  const price = (): number => prices[nozzle - 1] ?? 0;

  const measure = (): void => {
    const passed = flowed + Math.floor((timers.elapsedMs() - flowingSinceMs) * unitsPerMs);
    const { isAtLimit, volume, amount } = meter(passed, price(), preset, decimals);
    if (volume !== display.volume || amount !== display.amount) dirty.add("filled");
    display = { volume, amount };
    if (isAtLimit) {
      stopTicking();
      become("limit-reached");
    }
  };
  const tick = (): void => {
    stopTicking = timers.after(TICK_MS, tick);
    measure();
  };
  const startFlow = (): void => {
    flowed = display.volume;
    flowingSinceMs = timers.elapsedMs();
    become("filling");
    tick();
  };
  const stopFlow = (): void => {
    stopTicking();
    if (status === "filling") measure();
    stopTicking();
  };
  /** Totals change after hang-up only. */
  const postTotals = (): void => {
    totals[nozzle - 1] = (totals[nozzle - 1] ?? 0) + unposted.volume;
    amountTotals[nozzle - 1] = (amountTotals[nozzle - 1] ?? 0) + unposted.amount;
    unposted = { volume: 0, amount: 0 };
  };
  const endFill = (): void => {
    stopFlow();
    if (status !== "authorised") unposted = display;
    become("filling-completed");
    if (!isNozzleOut) postTotals();
  };
  const beginIfReady = (): void => {
    const isReleased = status === "authorised" && (allowedNozzles.length === 0 || allowedNozzles.includes(nozzle));
    if (!isNozzleOut || !(isReleased || (isManual && status === "reset"))) return;
    if (status === "reset") display = { volume: 0, amount: 0 };
    startFlow();
  };

  const carryOut: Partial<Record<PumpCommand, () => void>> = {
    "return-status": () => dirty.add("status").add("nozzle"),
    "return-filling-information": () => dirty.add("filled"),
    "return-identity": () => replies.push({ name: "identity", identity: 1_000_000_000 + address }),
    "return-prices": () => replies.push({ name: "prices", prices: prices.length > 0 ? prices : totals.map(() => 0) }),
    reset: () => {
      preset = undefined;
      become("reset");
      dirty.add("status").add("nozzle");
    },
    authorise: () => {
      display = { volume: 0, amount: 0 };
      become("authorised");
      beginIfReady();
    },
    stop: endFill,
    suspend: () => {
      stopFlow();
      if (status === "filling") become("suspended");
    },
    resume: startFlow,
    "switch-off": () => {
      if (status === "filling") endFill();
      become("switched-off");
    },
  };

  const command = (name: PumpCommand | number): void => {
    const run = typeof name === "string" ? carryOut[name] : undefined;
    const isAllowed = typeof name === "string" && (allowed[name]?.includes(status) ?? true);
    if (run && isAllowed) run();
    else say("ignored", { command: name, status });
  };
  const setPrices = (next: readonly number[]): void => {
    if (status !== "not-programmed" && status !== "reset") {
      say("ignored", { command: "price-update", status });
      return;
    }
    prices = [...next];
    dirty.add("nozzle");
    say("price", { price: price() });
    become("reset");
  };
  const sendTotals = (counter: number): void => {
    const volume = totals[(counter & 0x0f) - 1];
    const amount = amountTotals[(counter & 0x0f) - 1];
    if (volume === undefined || amount === undefined) return;
    if (options.totalsForm === "volume-and-amount") {
      replies.push({ name: "volume-and-amount-totals", counter, volume, amount });
    } else {
      replies.push({ name: "totals", counter, total: counter < 0x10 ? volume : amount, meter1: volume, meter2: 0 });
    }
  };
  const take = (transaction: ControllerTransaction): void => {
    if (transaction.name === "command") command(transaction.command);
    if (transaction.name === "suspend") command("suspend");
    if (transaction.name === "resume") command("resume");
    if (transaction.name === "allowed-nozzles") allowedNozzles = transaction.nozzles;
    if (transaction.name === "price-update") setPrices(transaction.prices);
    if (transaction.name === "request-totals") sendTotals(transaction.counter);
    if (status === "reset" || status === "authorised") {
      if (transaction.name === "preset-volume") preset = { kind: "volume", value: transaction.volume };
      if (transaction.name === "preset-amount") preset = { kind: "amount", value: transaction.amount };
    }
  };

  return {
    receive: (transactions) => transactions.forEach(take),
    news() {
      const told: PumpTransaction[] = replies.splice(0);
      if (dirty.has("status")) told.push({ name: "status", status });
      if (dirty.has("filled")) told.push({ name: "filled", ...display });
      if (dirty.has("nozzle")) {
        told.push({ name: "nozzle-and-price", price: price(), nozzle: { nozzle, isOut: isNozzleOut, otherBits: 0 } });
      }
      dirty.clear();
      return told;
    },
    lift(lifted) {
      if (isNozzleOut || lifted < 1 || lifted > nozzles) return;
      nozzle = lifted;
      isNozzleOut = true;
      dirty.add("nozzle");
      say("nozzle-lifted");
      beginIfReady();
    },
    hangUp() {
      if (!isNozzleOut) return;
      isNozzleOut = false;
      dirty.add("nozzle");
      say("nozzle-hung-up");
      if (status === "filling" || status === "limit-reached" || status === "suspended") endFill();
      else postTotals();
    },
    setPrices,
    setManual(next) {
      isManual = next;
    },
    alarm: (alarm) => {
      replies.push({ name: "alarm", alarm });
    },
    powerCut() {
      stopFlow();
      if (status === "filling" || status === "limit-reached" || status === "suspended") unposted = display;
      isNozzleOut = false;
      postTotals();
      prices = [];
      preset = undefined;
      allowedNozzles = [];
      replies.splice(0);
      replies.push({ name: "alarm", alarm: "power-failure" });
      become("not-programmed");
      dirty.add("status").add("nozzle");
    },
    snapshot: () => ({ status, nozzle, isNozzleOut, prices, totals: [...totals], ...display }),
  };
};
