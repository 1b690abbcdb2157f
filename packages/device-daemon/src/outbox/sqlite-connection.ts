import sqlite3 from "sqlite3";

type Value = string | number | null;

/** One connection to an SQLite file, with promises and prepared statements that are kept. */
export class SqliteConnection {
  readonly #database: sqlite3.Database;
  readonly #statements = new Map<string, Promise<sqlite3.Statement>>();

  private constructor(database: sqlite3.Database) {
    this.#database = database;
  }

  /** Opens a file, making it when `create` is set. Rejects with SQLite's error (`code: "SQLITE_…"`). */
  static open(path: string, options: { readonly create: boolean; readonly busyTimeoutMs: number }) {
    return new Promise<SqliteConnection>((resolve, reject) => {
      const mode = sqlite3.OPEN_READWRITE | (options.create ? sqlite3.OPEN_CREATE : 0);
      const database = new sqlite3.Database(path, mode, (error) => {
        if (error) return reject(error);
        database.configure("busyTimeout", options.busyTimeoutMs);
        resolve(new SqliteConnection(database));
      });
    });
  }

  /**
   * Runs one statement and reads all its rows. Also the way to write: a statement with RETURNING that is not read to its end
   * would stay open inside the transaction.
   */
  async all<Row>(sql: string, ...values: readonly Value[]): Promise<Row[]> {
    const statement = await this.#prepare(sql);
    return new Promise((resolve, reject) => {
      statement.all<Row>(values, (error: Error | null, rows: Row[]) => (error ? reject(error) : resolve(rows)));
    });
  }

  /** Runs several statements that take no values and give no rows. */
  exec(sql: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#database.exec(sql, (error) => (error ? reject(error) : resolve()));
    });
  }

  async close(): Promise<void> {
    const statements = await Promise.allSettled(this.#statements.values());
    for (const each of statements) if (each.status === "fulfilled") each.value.finalize();
    await new Promise<void>((resolve, reject) => {
      this.#database.close((error) => (error ? reject(error) : resolve()));
    });
  }

  #prepare(sql: string): Promise<sqlite3.Statement> {
    const known = this.#statements.get(sql);
    if (known) return known;
    const prepared = new Promise<sqlite3.Statement>((resolve, reject) => {
      const statement = this.#database.prepare(sql, (error: Error | null) =>
        error ? reject(error) : resolve(statement),
      );
    });
    this.#statements.set(sql, prepared);
    prepared.catch(() => this.#statements.delete(sql));
    return prepared;
  }
}

/** SQLite's own code of an error, e.g. `SQLITE_FULL`; undefined for other errors. */
export const sqliteCode = (error: unknown): string | undefined => {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" && code.startsWith("SQLITE_") ? code : undefined;
};
