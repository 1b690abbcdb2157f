import type { DeviceEvent, EventAck, EventBatch } from "@waystation/core/devices";
import type { Ids } from "@waystation/core/kernel";
import type { Logger } from "pino";
import type { Cancel, Timers } from "../drivers/driver.js";
import type { OutboxStore } from "../outbox/index.js";

export interface EventSenderOptions {
  readonly outbox: OutboxStore;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly log: Logger;
  readonly ackTimeoutMs: number;
  /** Hands a batch to the broker; whether it arrived is for the API to say. */
  send(batch: EventBatch): void;
  /** The store has another epoch than before. */
  onEpoch(epoch: string): void;
}

const BATCH_EVENTS = 64;
const BATCH_BYTES = 256 * 1024;
/** Sent but not acknowledged events; the API lists at most 1,000 numbers above its high-water mark. */
const WINDOW = 512;
const GAP_HOLD_MS = 1_000;
const LONGEST_TIMEOUT_MS = 60_000;

/** The longest run of events that fits one message; at least one. */
const fitting = (events: readonly DeviceEvent[]): readonly DeviceEvent[] => {
  let bytes = 0;
  const end = events.findIndex((event, index) => {
    bytes += JSON.stringify(event).length;
    return index > 0 && bytes > BATCH_BYTES;
  });
  return end === -1 ? events : events.slice(0, end);
};

/**
 * Sends the outbox in order and empties it by the API's acknowledgements only. `cursor` is the last number handed to the broker since
 * the last rewind; `sentUpTo` the highest ever in this epoch and process. A rewind goes back to the oldest
 * unacknowledged event: after a connect, when the API reports a gap, and when it stays silent.
 */
export class EventSender {
  readonly #options: EventSenderOptions;
  #epoch: string | undefined;
  #online = false;
  #cursor = 0;
  #oldest = 1;
  #sentUpTo = 0;
  #draining: Promise<void> | undefined;
  #again = false;
  #leaving = false;
  #timeoutMs: number;
  #cancelTimeout: Cancel | undefined;
  #lastGap = { upTo: -1, atMs: Number.NEGATIVE_INFINITY };

  constructor(options: EventSenderOptions) {
    this.#options = options;
    this.#timeoutMs = options.ackTimeoutMs;
  }

  /** Begins with the oldest unacknowledged event. */
  connected(): void {
    this.#online = true;
    this.#timeoutMs = this.#options.ackTimeoutMs;
    this.#rewind();
  }

  /** Sends nothing until connected again; resolves when no read of the store is under way. */
  async disconnected(): Promise<void> {
    this.#online = false;
    this.#cancelTimeout?.();
    this.#cancelTimeout = undefined;
    await this.#draining;
  }

  /** There may be something new in the outbox. */
  wake(): void {
    if (!this.#online) return;
    this.#again = true;
    this.#draining ??= this.#drain()
      .catch((error: unknown) => {
        this.#again = false;
        this.#options.log.error(`outbox cannot be read: ${error instanceof Error ? error.message : String(error)}`);
      })
      .finally(() => {
        this.#draining = undefined;
        if (this.#again) this.wake();
      });
  }

  /** Takes what the API says it has. */
  async acknowledged(ack: EventAck): Promise<void> {
    const { outbox, log, ackTimeoutMs, timers } = this.#options;
    const epoch = await this.#currentEpoch();
    if (ack.epoch !== epoch || this.#leaving) return;
    if (ack.upTo > this.#sentUpTo && ack.upTo > (await outbox.status()).lastSeq) return this.#leaveEpoch(ack.upTo);
    if (ack.quarantined.length > 0) {
      log.error({ seq: ack.quarantined }, "the API quarantined events: see `waystation-daemon outbox list`");
    }
    await outbox.acknowledge(ack, this.#sentUpTo);
    this.#oldest = Math.max(this.#oldest, Math.min(ack.upTo, this.#sentUpTo) + 1);
    this.#timeoutMs = ackTimeoutMs;
    this.#cancelTimeout?.();
    this.#cancelTimeout = undefined;
    const nowMs = timers.elapsedMs();
    // Every message that was under way when one was lost reports the same gap: it is answered once.
    const held = this.#lastGap.upTo === ack.upTo && nowMs - this.#lastGap.atMs < GAP_HOLD_MS;
    if (ack.gaps.length > 0 && !held) {
      this.#lastGap = { upTo: ack.upTo, atMs: nowMs };
      log.warn({ gaps: ack.gaps }, "the API misses events: sending them again");
      this.#cursor = Math.min(this.#cursor, ack.upTo);
    }
    this.#watch();
    this.wake();
  }

  /** The API knows numbers that this store never gave: it was restored from an older copy, so its numbers are used up. */
  async #leaveEpoch(upTo: number): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    const epoch = this.#options.ids.next();
    this.#options.log.error({ upTo, epoch }, "the store is older than what the API has: starting a new epoch");
    this.#online = false;
    await this.#draining;
    await this.#options.outbox.startEpoch(epoch);
    this.#epoch = epoch;
    this.#sentUpTo = 0;
    this.#leaving = false;
    this.#options.onEpoch(epoch);
    this.connected();
  }

  async #currentEpoch(): Promise<string> {
    this.#epoch ??= await this.#options.outbox.epoch();
    return this.#epoch;
  }

  #rewind(): void {
    this.#cursor = 0;
    this.#oldest = 1;
    this.wake();
  }

  async #drain(): Promise<void> {
    const epoch = await this.#currentEpoch();
    while (this.#online && this.#again) {
      this.#again = false;
      const room = this.#cursor < this.#oldest ? WINDOW : WINDOW - (this.#cursor - this.#oldest + 1);
      if (room <= 0) return;
      const cursor = this.#cursor;
      const events = fitting(await this.#options.outbox.pending(cursor, Math.min(BATCH_EVENTS, room)));
      const [first, last] = [events[0], events.at(-1)];
      // A rewind or a lost connection while the store was read makes this page stale.
      if (!first || !last || !this.#online || this.#cursor !== cursor) continue;
      if (cursor < this.#oldest) this.#oldest = first.seq;
      // Store first, then send: these rows are committed, and stay until `acknowledged`.
      this.#cursor = last.seq;
      this.#sentUpTo = Math.max(this.#sentUpTo, last.seq);
      this.#options.send({ v: 1, epoch, events: [...events] });
      this.#watch();
      this.#again = true;
    }
  }

  /** While something is sent and not acknowledged: sends it again when the API stays silent. */
  #watch(): void {
    if (this.#cancelTimeout || !this.#online || this.#cursor < this.#oldest) return;
    this.#cancelTimeout = this.#options.timers.after(this.#timeoutMs, () => {
      this.#cancelTimeout = undefined;
      if (this.#timeoutMs === this.#options.ackTimeoutMs) {
        this.#options.log.warn("the API does not acknowledge events: they are kept and sent again");
      }
      this.#timeoutMs = Math.min(this.#timeoutMs * 2, Math.max(LONGEST_TIMEOUT_MS, this.#options.ackTimeoutMs));
      this.#rewind();
    });
  }
}
