import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import sqlite3 from "sqlite3";

type Statement = sqlite3.Statement;

const returnsRows = ({ query }: CompiledQuery): boolean =>
  query.kind === "SelectQueryNode" ||
  query.kind === "RawNode" ||
  ("returning" in query && query.returning !== undefined);

/** One connection: prepared statements are kept, calls are promises. */
class Sqlite3Connection implements DatabaseConnection {
  readonly #statements = new Map<string, Statement>();

  constructor(readonly database: sqlite3.Database) {}

  async #prepared(sql: string): Promise<Statement> {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    const statement = await new Promise<Statement>((resolve, reject) => {
      const made: Statement = this.database.prepare(sql, (error) => (error ? reject(error) : resolve(made)));
    });
    this.#statements.set(sql, statement);
    return statement;
  }

  async executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
    const statement = await this.#prepared(compiled.sql);
    if (returnsRows(compiled)) {
      const rows = await new Promise<R[]>((resolve, reject) => {
        statement.all<R>(compiled.parameters as unknown[], (error, found) => (error ? reject(error) : resolve(found)));
      });
      return { rows };
    }
    return new Promise((resolve, reject) => {
      statement.run(compiled.parameters as unknown[], function (error) {
        if (error) reject(error);
        else resolve({ rows: [], insertId: BigInt(this.lastID), numAffectedRows: BigInt(this.changes) });
      });
    });
  }

  // biome-ignore lint/correctness/useYield: streaming is part of kysely's interface; nothing here streams.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("streaming is not supported on SQLite");
  }

  async close(): Promise<void> {
    await Promise.all(
      [...this.#statements.values()].map(
        (statement) => new Promise<void>((resolve) => statement.finalize(() => resolve())),
      ),
    );
    await new Promise<void>((resolve, reject) => this.database.close((error) => (error ? reject(error) : resolve())));
  }
}

const open = (file: string): Promise<sqlite3.Database> =>
  new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, (error) => (error ? reject(error) : resolve(database)));
  });

/** A single connection behind a queue: SQLite has one writer, and a transaction owns the connection until it ends. */
class Sqlite3Driver implements Driver {
  #connection: Sqlite3Connection | undefined;
  #turn: Promise<void> = Promise.resolve();
  #release: (() => void) | undefined;

  constructor(readonly file: string) {}

  async init(): Promise<void> {
    this.#connection = new Sqlite3Connection(await open(this.file));
    for (const pragma of ["busy_timeout = 5000", "journal_mode = wal", "synchronous = full", "foreign_keys = on"]) {
      await this.#connection.executeQuery(CompiledQuery.raw(`pragma ${pragma}`));
    }
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#turn;
    let release = () => {};
    this.#turn = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    this.#release = release;
    return this.#connection!;
  }

  async releaseConnection(): Promise<void> {
    this.#release?.();
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  async destroy(): Promise<void> {
    await this.#connection?.close();
  }
}

/** A migration is one transaction: it stands whole or not at all, and of two processes that start at once one waits. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** Kysely on the `sqlite3` package: WAL, `synchronous=FULL`, every transaction immediate. */
export class Sqlite3Dialect implements Dialect {
  constructor(readonly file: string) {}

  createDriver() {
    return new Sqlite3Driver(this.file);
  }
  createQueryCompiler() {
    return new SqliteQueryCompiler();
  }
  createAdapter() {
    return new TransactionalAdapter();
  }
  createIntrospector(database: ConstructorParameters<typeof SqliteIntrospector>[0]) {
    return new SqliteIntrospector(database);
  }
}
