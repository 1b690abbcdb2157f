import type { Timers } from "../drivers/driver.js";
import { delay } from "../runtime/index.js";
import { type SqliteConnection, sqliteCode } from "./sqlite-connection.js";

/** A kind of write that takes many items in few statements; gives one result for each item, in order. */
export interface Batch<Item, Outcome> {
  apply(connection: SqliteConnection, items: readonly Item[]): Promise<readonly Outcome[]>;
}

interface Waiting {
  readonly batch: Batch<unknown, unknown>;
  readonly item: unknown;
  resolve(outcome: unknown): void;
  reject(error: unknown): void;
}

const MAX_GROUP = 1_000;
const RETRY_MS = 250;

/** Codes of a broken environment: the write itself is sound and succeeds once the disk does. */
const environmental = new Set([
  "SQLITE_FULL",
  "SQLITE_IOERR",
  "SQLITE_BUSY",
  "SQLITE_LOCKED",
  "SQLITE_READONLY",
  "SQLITE_CANTOPEN",
  "SQLITE_NOMEM",
]);

/**
 * The only writer of a store. Writes that arrive while a transaction commits form the next one, so that many share one fsync; their
 * order is kept. A promise resolves after the commit. While the disk fails, writes wait and are tried again: nothing that was
 * handed in is given up before `close`.
 */
export class GroupWriter {
  readonly #connection: SqliteConnection;
  readonly #timers: Timers;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;
  #closed = false;
  #failure: string | undefined;

  constructor(connection: SqliteConnection, timers: Timers) {
    this.#connection = connection;
    this.#timers = timers;
  }

  /** Why writes fail now, in SQLite's words; undefined while they succeed. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /** Queues a write; resolves after the transaction that holds it is committed. */
  submit<Item, Outcome>(batch: Batch<Item, Outcome>, item: Item): Promise<Outcome> {
    if (this.#closed) return Promise.reject(new Error("the store is closed"));
    return new Promise<Outcome>((resolve, reject) => {
      this.#waiting.push({
        batch: batch as Batch<unknown, unknown>,
        item,
        resolve: resolve as (outcome: unknown) => void,
        reject,
      });
      this.#running ??= this.#drain();
    });
  }

  /** Takes no more writes and waits for those under way. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#running;
  }

  async #drain(): Promise<void> {
    // One turn of the event loop lets everything that was triggered together share the first commit as well.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#commit(this.#waiting.splice(0, MAX_GROUP));
    this.#running = undefined;
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    for (;;) {
      try {
        const outcomes = await this.#transaction(group);
        this.#failure = undefined;
        group.forEach((each, index) => {
          each.resolve(outcomes[index]);
        });
        return;
      } catch (error) {
        const broken = environmental.has(sqliteCode(error) ?? "");
        if (broken && !this.#closed) {
          this.#failure = error instanceof Error ? error.message : String(error);
          await delay(this.#timers, RETRY_MS);
        } else if (broken || group.length === 1) {
          for (const each of group) each.reject(error);
          return;
        } else {
          for (const each of group) await this.#commit([each]);
          return;
        }
      }
    }
  }

  async #transaction(group: readonly Waiting[]): Promise<unknown[]> {
    await this.#connection.exec("begin immediate");
    try {
      const outcomes: unknown[] = [];
      for (let start = 0; start < group.length; ) {
        const batch = (group[start] as Waiting).batch;
        let end = start;
        while (group[end]?.batch === batch) end += 1;
        const items = group.slice(start, end).map(({ item }) => item);
        outcomes.push(...(await batch.apply(this.#connection, items)));
        start = end;
      }
      await this.#connection.exec("commit");
      return outcomes;
    } catch (error) {
      // SQLite may have rolled back by itself (disk full); then this fails and changes nothing.
      await this.#connection.exec("rollback").catch(() => undefined);
      throw error;
    }
  }
}
