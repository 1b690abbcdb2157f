import type { DeviceEvent } from "@waystation/core/devices";
import { err, ok } from "@waystation/core/kernel";
import type { Batch, GroupWriter } from "./group-writer.js";
import { acknowledgeIn, append, bury, type Commit, retry, startEpoch } from "./outbox-batches.js";
import type {
  Acknowledgement,
  DeadLetter,
  JournalChanges,
  NewOutboxEvent,
  OutboxStatus,
  OutboxStore,
} from "./outbox-store.js";
import type { SqliteConnection } from "./sqlite-connection.js";
import type { Stamp } from "./stamp.js";

interface EventRow {
  readonly seq: number;
  readonly correlation_id: string;
  readonly occurred_at: number;
  readonly uptime_ms: number;
  readonly clock_synchronised: number;
  readonly body: string;
}

const toEvent = (row: EventRow): DeviceEvent => ({
  seq: row.seq,
  correlationId: row.correlation_id,
  occurredAt: row.occurred_at,
  uptimeMs: row.uptime_ms,
  clockSynchronised: row.clock_synchronised === 1,
  body: JSON.parse(row.body),
});

/** The outbox in SQLite: WAL, `synchronous=FULL`, one writer that commits in groups, reads on a connection of their own. */
export class SqliteOutboxStore implements OutboxStore {
  readonly #reader: SqliteConnection;
  readonly #writer: GroupWriter;
  readonly #stamp: () => Stamp;
  readonly #acknowledge: Batch<Commit, void>;

  /** `keepAcknowledged`: how many of the newest numbers stay for `trace` after the API has them. */
  constructor(reader: SqliteConnection, writer: GroupWriter, stamp: () => Stamp, keepAcknowledged: number) {
    this.#reader = reader;
    this.#writer = writer;
    this.#stamp = stamp;
    this.#acknowledge = acknowledgeIn(keepAcknowledged);
  }

  async epoch(): Promise<string> {
    const [row] = await this.#reader.all<{ epoch: string }>("select epoch from meta");
    if (!row) throw new Error("the store has no epoch");
    return row.epoch;
  }

  append(event: NewOutboxEvent, journal?: JournalChanges): Promise<number> {
    return this.#writer.submit(append, { event, body: JSON.stringify(event.body), stamp: this.#stamp(), journal });
  }

  bury(event: NewOutboxEvent, reason: string, journal?: JournalChanges): Promise<void> {
    return this.#writer.submit(bury, {
      event,
      body: JSON.stringify(event.body),
      stamp: this.#stamp(),
      journal,
      reason,
    });
  }

  async pending(afterSeq: number, limit: number): Promise<readonly DeviceEvent[]> {
    const rows = await this.#reader.all<EventRow>(
      `select seq, correlation_id, occurred_at, uptime_ms, clock_synchronised, body
       from outbox where acknowledged_at is null and seq > ? order by seq limit ?`,
      afterSeq,
      limit,
    );
    return rows.map(toEvent);
  }

  acknowledge(ack: Acknowledgement, sentUpTo: number): Promise<void> {
    return this.#writer.submit(this.#acknowledge, { ...ack, sentUpTo, stamp: this.#stamp() });
  }

  startEpoch(epoch: string): Promise<void> {
    return this.#writer.submit(startEpoch, epoch);
  }

  async status(): Promise<OutboxStatus> {
    const [row] = await this.#reader.all<{
      epoch: string;
      last_seq: number;
      pending: number;
      dead: number;
      seq: number | null;
      occurred_at: number | null;
    }>(
      `select epoch, last_seq, (select count(*) from outbox where acknowledged_at is null) as pending,
         (select count(*) from dead_letters) as dead, oldest.seq, oldest.occurred_at
       from meta left join
         (select seq, occurred_at from outbox where acknowledged_at is null order by seq limit 1) as oldest on true`,
    );
    if (!row) throw new Error("the store has no epoch");
    return {
      epoch: row.epoch,
      lastSeq: row.last_seq,
      pending: row.pending,
      oldestPending:
        row.seq === null || row.occurred_at === null ? null : { seq: row.seq, occurredAt: row.occurred_at },
      deadLetters: row.dead,
    };
  }

  async deadLetters(): Promise<readonly DeadLetter[]> {
    const rows = await this.#reader.all<Omit<DeadLetter, "body"> & { body: string }>(
      `select id, epoch, seq, correlation_id as "correlationId", at, reason, body from dead_letters order by id`,
    );
    return rows.map((row) => ({ ...row, body: JSON.parse(row.body) }));
  }

  async retry(deadLetterId: number) {
    const seq = await this.#writer.submit(retry, deadLetterId);
    return seq === undefined ? err({ code: "outbox.unknown-dead-letter" as const }) : ok(seq);
  }
}
