import type { Journal } from "../drivers/driver.js";
import type { Batch, GroupWriter } from "./group-writer.js";
import type { JournalChanges } from "./outbox-store.js";
import type { SqliteConnection } from "./sqlite-connection.js";

/** Writes changes inside the caller's transaction. */
export const writeJournal = async (connection: SqliteConnection, changes: JournalChanges): Promise<void> => {
  const written = Object.entries(changes).filter(([, value]) => value !== undefined);
  const deleted = Object.keys(changes).filter((key) => changes[key] === undefined);
  if (written.length > 0) {
    await connection.all(
      `insert into journal (key, value) select value ->> 0, value ->> 1 from json_each(?) where true
       on conflict (key) do update set value = excluded.value`,
      JSON.stringify(written.map(([key, value]) => [key, JSON.stringify(value)])),
    );
  }
  if (deleted.length > 0) {
    await connection.all("delete from journal where key in (select value from json_each(?))", JSON.stringify(deleted));
  }
};

const changeJournal: Batch<JournalChanges, void> = {
  async apply(connection, items) {
    await writeJournal(connection, Object.assign({}, ...items));
    return items.map(() => undefined);
  },
};

/** Durable values by key; resolves after the commit. Keys of one owner begin with its namespace. */
export class SqliteJournal implements Journal {
  readonly #reader: SqliteConnection;
  readonly #writer: GroupWriter;

  constructor(reader: SqliteConnection, writer: GroupWriter) {
    this.#reader = reader;
    this.#writer = writer;
  }

  async get<T>(key: string): Promise<T | undefined> {
    const [row] = await this.#reader.all<{ value: string }>("select value from journal where key = ?", key);
    return row && (JSON.parse(row.value) as T);
  }

  set(key: string, value: unknown): Promise<void> {
    return this.#writer.submit(changeJournal, { [key]: value });
  }

  delete(key: string): Promise<void> {
    return this.#writer.submit(changeJournal, { [key]: undefined });
  }
}
