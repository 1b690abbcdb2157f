import type { DeviceEvent, DeviceEventBody, EventAck } from "@waystation/core/devices";
import type { EpochMs, Result } from "@waystation/core/kernel";

/** An event before it has a number. */
export interface NewOutboxEvent {
  readonly correlationId: string;
  readonly occurredAt: EpochMs;
  readonly uptimeMs: number;
  readonly clockSynchronised: boolean;
  readonly body: DeviceEventBody;
}

/** Values by key, JSON; `undefined` deletes the key. */
export type JournalChanges = Readonly<Record<string, unknown>>;

/** What the API says it has, as far as the store cares. */
export type Acknowledgement = Pick<EventAck, "upTo" | "accepted" | "quarantined">;

/** An event that the API would not or could not take: kept, listed, re-sent by command; it blocks nothing. */
export interface DeadLetter {
  readonly id: number;
  readonly epoch: string;
  /** The number it had; null when it never had one. */
  readonly seq: number | null;
  readonly correlationId: string;
  readonly at: EpochMs;
  readonly reason: string;
  readonly body: DeviceEventBody;
}

/** How an outbox stands. */
export interface OutboxStatus {
  readonly epoch: string;
  readonly lastSeq: number;
  readonly pending: number;
  readonly oldestPending: { readonly seq: number; readonly occurredAt: EpochMs } | null;
  readonly deadLetters: number;
}

/** The durable queue between devices and API: a row leaves it only by `acknowledge`. */
export interface OutboxStore {
  /** Names this store; a store made anew has another. */
  epoch(): Promise<string>;
  /** Stores an event with the next number, and journal changes in the same transaction; resolves after the commit. */
  append(event: NewOutboxEvent, journal?: JournalChanges): Promise<number>;
  /**
   * Stores an event among the dead letters, as durably as `append`: one that breaks the contract would make the API refuse every
   * message that holds it, and so block all that follow.
   */
  bury(event: NewOutboxEvent, reason: string, journal?: JournalChanges): Promise<void>;
  /** Unacknowledged events numbered above `afterSeq`, in order. */
  pending(afterSeq: number, limit: number): Promise<readonly DeviceEvent[]>;
  /**
   * Marks what the API committed, and moves what it quarantined to the dead letters. Only rows up to `sentUpTo` count: an
   * acknowledgement cannot speak of an event that was never sent.
   */
  acknowledge(ack: Acknowledgement, sentUpTo: number): Promise<void>;
  /** Gives the store another epoch and numbers the pending events from 1: for a store restored from an older copy. */
  startEpoch(epoch: string): Promise<void>;
  status(): Promise<OutboxStatus>;
  deadLetters(): Promise<readonly DeadLetter[]>;
  /** Queues a dead letter again under a new number. */
  retry(deadLetterId: number): Promise<Result<number, { readonly code: "outbox.unknown-dead-letter" }>>;
}
