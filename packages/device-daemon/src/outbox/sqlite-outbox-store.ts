import type { DeviceEvent } from "@waystation/core/devices";
import { err, ok } from "@waystation/core/kernel";
import type { Batch, GroupWriter } from "./group-writer.js";
import type {
  Acknowledgement,
  DeadLetter,
  JournalChanges,
  NewOutboxEvent,
  OutboxStatus,
  OutboxStore,
} from "./outbox-store.js";
import type { SqliteConnection } from "./sqlite-connection.js";
import { writeJournal } from "./sqlite-journal.js";
import type { Stamp } from "./stamp.js";

interface Append {
  readonly event: NewOutboxEvent;
  readonly body: string;
  readonly stamp: Stamp;
  readonly journal: JournalChanges | undefined;
}

const append: Batch<Append, number> = {
  async apply(connection, items) {
    const [meta] = await connection.all<{ epoch: string; last_seq: number }>(
      "update meta set last_seq = last_seq + ? returning epoch, last_seq",
      items.length,
    );
    if (!meta) throw new Error("the store has no epoch");
    const before = meta.last_seq - items.length;
    const rows = items.map(({ event, body, stamp }) => [
      event.correlationId,
      event.occurredAt,
      event.uptimeMs,
      event.clockSynchronised ? 1 : 0,
      body,
      stamp.tick,
    ]);
    await connection.all(
      `insert into outbox (epoch, seq, correlation_id, occurred_at, uptime_ms, clock_synchronised, body, tick)
       select ?, ? + key, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 from json_each(?)`,
      meta.epoch,
      before + 1,
      JSON.stringify(rows),
    );
    const changes = Object.assign({}, ...items.map(({ journal }) => journal)) as JournalChanges;
    if (Object.keys(changes).length > 0) await writeJournal(connection, changes);
    return items.map((_, index) => before + 1 + index);
  },
};

const bury: Batch<Append & { readonly reason: string }, void> = {
  async apply(connection, items) {
    for (const { event, body, stamp, journal, reason } of items) {
      await connection.all(
        `insert into dead_letters (epoch, correlation_id, occurred_at, uptime_ms, clock_synchronised, body, tick, at, reason)
         select epoch, ?, ?, ?, ?, ?, ?, ?, ? from meta`,
        event.correlationId,
        event.occurredAt,
        event.uptimeMs,
        event.clockSynchronised ? 1 : 0,
        body,
        stamp.tick,
        stamp.at,
        reason,
      );
      if (journal) await writeJournal(connection, journal);
    }
    return items.map(() => undefined);
  },
};

interface Commit extends Acknowledgement {
  readonly sentUpTo: number;
  readonly stamp: Stamp;
}

/** Rows quarantined are moved before `upTo` is applied: the API's high-water mark passes over them. */
const acknowledgeIn = (keep: number): Batch<Commit, void> => ({
  async apply(connection, commits) {
    for (const { upTo, accepted, quarantined, sentUpTo, stamp } of commits) {
      if (quarantined.length > 0) {
        const named = "acknowledged_at is null and seq <= ? and seq in (select value from json_each(?))";
        await connection.all(
          `insert into dead_letters (epoch, seq, correlation_id, occurred_at, uptime_ms, clock_synchronised, body, tick, at, reason)
           select epoch, seq, correlation_id, occurred_at, uptime_ms, clock_synchronised, body, tick, ?, 'quarantined by the API'
           from outbox where ${named}`,
          stamp.at,
          sentUpTo,
          JSON.stringify(quarantined),
        );
        await connection.all(`delete from outbox where ${named}`, sentUpTo, JSON.stringify(quarantined));
      }
      const mark = "update outbox set acknowledged_at = ?, acknowledged_tick = ? where acknowledged_at is null";
      await connection.all(`${mark} and seq <= ?`, stamp.at, stamp.tick, Math.min(upTo, sentUpTo));
      if (accepted.length > 0) {
        await connection.all(
          `${mark} and seq <= ? and seq in (select value from json_each(?))`,
          stamp.at,
          stamp.tick,
          sentUpTo,
          JSON.stringify(accepted),
        );
      }
    }
    // Acknowledged rows are kept for `trace` only. All rows up to `upTo` are acknowledged, so each is visited here once.
    const upTo = Math.max(...commits.map((each) => Math.min(each.upTo, each.sentUpTo)));
    await connection.all("delete from outbox where epoch = (select epoch from meta) and seq <= ?", upTo - keep);
    return commits.map(() => undefined);
  },
});

const startEpoch: Batch<string, void> = {
  async apply(connection, epochs) {
    const epoch = epochs.at(-1) ?? "";
    await connection.all("delete from outbox where acknowledged_at is not null and epoch <> (select epoch from meta)");
    await connection.all(
      `insert into outbox (epoch, seq, correlation_id, occurred_at, uptime_ms, clock_synchronised, body, tick)
       select ?, row_number() over (order by seq), correlation_id, occurred_at, uptime_ms, clock_synchronised, body, tick
       from outbox where acknowledged_at is null`,
      epoch,
    );
    await connection.all("delete from outbox where acknowledged_at is null and epoch <> ?", epoch);
    await connection.all(
      "update meta set epoch = ?, last_seq = (select coalesce(max(seq), 0) from outbox where epoch = ?)",
      epoch,
      epoch,
    );
    return epochs.map(() => undefined);
  },
};

const retry: Batch<number, number | undefined> = {
  async apply(connection, ids) {
    const numbers: (number | undefined)[] = [];
    for (const id of ids) {
      const [row] = await connection.all<{ seq: number }>(
        `insert into outbox (epoch, seq, correlation_id, occurred_at, uptime_ms, clock_synchronised, body, tick)
         select meta.epoch, meta.last_seq + 1, correlation_id, occurred_at, uptime_ms, clock_synchronised, body, tick
         from dead_letters, meta where dead_letters.id = ? returning seq`,
        id,
      );
      if (row) {
        await connection.all("update meta set last_seq = ?", row.seq);
        await connection.all("delete from dead_letters where id = ?", id);
      }
      numbers.push(row?.seq);
    }
    return numbers;
  },
};

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
