import type { MeterReading } from "@waystation/core/devices";
import type { Cancel, DriverHost } from "../driver.js";
import type { OpenTransaction } from "./charger-memory.js";

interface Watched {
  readonly reading: MeterReading;
  readonly cancel: Cancel | undefined;
}

/** A charge that slows down reaches its limit ever later: this much of the charger's time lies between two questions. */
const leastWaitMs = 1_000;
/** A reading this old says nothing of when it was taken: the charger's clock is wrong or its line was down. */
const greatestAgeMs = 60_000;
/** Readings come sooner than this, and each is a new estimate. */
const greatestWaitMs = 3_600_000;

/**
 * Asks for a reading at the moment a charge should reach its limit, by the rate between its last two readings. So it is stopped there
 * and not a sample interval later; the stop itself always follows a reading, never the estimate.
 */
export class LimitWatch {
  readonly #host: DriverHost;
  readonly #ask: (connector: number) => void;
  readonly #watched = new Map<number, Watched>();
  readonly #clockAtStart: number;
  readonly #elapsedAtStart: number;

  constructor(host: DriverHost, ask: (connector: number) => void) {
    this.#host = host;
    this.#ask = ask;
    this.#clockAtStart = host.clock.now();
    this.#elapsedAtStart = host.timers.elapsedMs();
  }

  /** Takes the charger's running transactions as they are now. */
  update(open: readonly OpenTransaction[]): void {
    for (const [transactionId, { cancel }] of this.#watched) {
      if (open.some((transaction) => transaction.transactionId === transactionId)) continue;
      cancel?.();
      this.#watched.delete(transactionId);
    }
    for (const transaction of open) if (transaction.limitStop === "not-reached") this.#watch(transaction);
  }

  stop(): void {
    this.update([]);
  }

  #watch({ transactionId, connector, limitWh, meterStartWh, startedAt, lastReading }: OpenTransaction): void {
    if (limitWh === null) return;
    const watched = this.#watched.get(transactionId);
    const before = watched?.reading ?? { at: startedAt, energyWh: meterStartWh };
    const flowedWh = lastReading.energyWh - before.energyWh;
    if (lastReading.at <= before.at || flowedWh <= 0) return;
    watched?.cancel?.();
    const leftMs = ((meterStartWh + limitWh - lastReading.energyWh) * (lastReading.at - before.at)) / flowedWh;
    const ageMs = this.#host.clock.now() - lastReading.at;
    const waitMs = Math.max(leastWaitMs, leftMs - (ageMs >= 0 && ageMs <= greatestAgeMs ? ageMs : 0)) / this.#speed();
    const cancel = waitMs > greatestWaitMs ? undefined : this.#host.timers.after(waitMs, () => this.#ask(connector));
    this.#watched.set(transactionId, { reading: lastReading, cancel });
  }

  /** How fast the wall clock runs against the monotonic one: 1, but in demonstrations a day may pass in minutes. */
  #speed(): number {
    const elapsedMs = this.#host.timers.elapsedMs() - this.#elapsedAtStart;
    const speed = (this.#host.clock.now() - this.#clockAtStart) / elapsedMs;
    return elapsedMs >= 100 && speed > 1.5 ? speed : 1;
  }
}
