import type { Timers } from "../../drivers/driver.js";
import type { Payload, StationLink } from "./station-link.js";

/** A message about a transaction. Its payload is made when it is sent: only then may the transaction's id be known. */
export interface TransactionMessage {
  readonly action: "StartTransaction" | "StopTransaction" | "MeterValues";
  payload(): Payload;
  /** Sent this often, one after the other: a charger that thinks that its message was lost. */
  readonly times?: number;
  answered?(answer: Payload): void;
}

const maximumAttempts = 5;
const retryMs = 500;

/** Messages about transactions wait here in their order while the charger is offline, with the timestamps they were made with. */
export class TransactionMessages {
  readonly #link: StationLink;
  readonly #timers: Timers;
  readonly #onDropped: (action: string) => void;
  readonly #waiting: TransactionMessage[] = [];
  #sending = false;

  constructor(link: StationLink, timers: Timers, onDropped: (action: string) => void) {
    this.#link = link;
    this.#timers = timers;
    this.#onDropped = onDropped;
  }

  get size(): number {
    return this.#waiting.length;
  }

  add(message: TransactionMessage): void {
    this.#waiting.push(message);
    void this.send();
  }

  /** Sends what waits; ends when nothing does or the line breaks. */
  async send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    for (let attempts = 1; this.#link.online && this.#waiting[0]; ) {
      if (await this.#sendOne(this.#waiting[0])) {
        this.#waiting.shift();
        attempts = 1;
      } else if (this.#link.online && attempts++ >= maximumAttempts) {
        this.#onDropped(this.#waiting.shift()?.action ?? "");
        attempts = 1;
      } else if (this.#link.online) await new Promise<void>((resolve) => this.#timers.after(retryMs, resolve));
    }
    this.#sending = false;
  }

  async #sendOne(message: TransactionMessage): Promise<boolean> {
    try {
      for (let time = 1; time <= (message.times ?? 1); time++) {
        const answer = await this.#link.call(message.action, message.payload());
        message.answered?.(answer);
      }
      return true;
    } catch {
      return false;
    }
  }
}
