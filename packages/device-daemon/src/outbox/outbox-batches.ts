import type { Batch } from "./group-writer.js";
import type { Acknowledgement, JournalChanges, NewOutboxEvent } from "./outbox-store.js";
import { writeJournal } from "./sqlite-journal.js";
import type { Stamp } from "./stamp.js";

/** An event on its way into the store. */
export interface Append {
  readonly event: NewOutboxEvent;
  readonly body: string;
  readonly stamp: Stamp;
  readonly journal: JournalChanges | undefined;
}

/** Numbers the events and stores them, with their journal changes. */
export const append: Batch<Append, number> = {
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

/** Stores events as dead letters that never had a number. */
export const bury: Batch<Append & { readonly reason: string }, void> = {
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

/** What the API said, and what it may speak of. */
export interface Commit extends Acknowledgement {
  readonly sentUpTo: number;
  readonly stamp: Stamp;
}

/** Marks committed rows. Rows quarantined are moved before `upTo` is applied: the API's high-water mark passes over them. */
export const acknowledgeIn = (keep: number): Batch<Commit, void> => ({
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

/** Gives what is pending numbers from 1 in another epoch. */
export const startEpoch: Batch<string, void> = {
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

/** Moves dead letters to the end of the outbox; undefined for one that is not there. */
export const retry: Batch<number, number | undefined> = {
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
