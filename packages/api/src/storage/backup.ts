import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sql } from "kysely";
import { checkBooks } from "./check-books.js";
import { type Db, openDatabase } from "./database.js";

/** A backup that cannot be made or used: one sentence that says what to do. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}

const databaseOf = (dataDirectory: string): string => join(dataDirectory, "waystation.db");

const withDatabase = async <T>(file: string, work: (db: Db) => Promise<T>): Promise<T> => {
  const db = openDatabase(file);
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
};

/** Throws for a file that is damaged, is no Waystation database, or whose books do not balance. */
const examine = async (db: Db, file: string): Promise<{ readonly orders: number; readonly entries: number }> => {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`
    .execute(db)
    .catch((error: unknown) => {
      throw new BackupError(`${file} is no SQLite database, or is damaged`, { cause: error });
    });
  if (rows[0]?.integrity_check !== "ok") throw new BackupError(`${file} is damaged: ${rows[0]?.integrity_check}`);
  const known = await sql`select 1 from sqlite_master where name = 'ledger_entries'`.execute(db);
  if (known.rows.length === 0) throw new BackupError(`${file} is no database of Waystation`);
  const [problem] = await checkBooks(db);
  if (problem) throw new BackupError(`${file}: the books do not balance: ${problem}`);
  const counted = await sql<{ orders: number; entries: number }>`
    select (select count(*) from fuel_orders) as orders, (select count(*) from ledger_entries) as entries`.execute(db);
  return counted.rows[0]!;
};

/**
 * Writes a consistent copy of a running API's database to a new file, and examines the copy. Writers go on meanwhile. The secrets of
 * the data directory are not in it.
 */
export const backUp = async (dataDirectory: string, target: string) => {
  const source = databaseOf(dataDirectory);
  if (!existsSync(source)) throw new BackupError(`there is no database at ${source}`);
  if (existsSync(target)) throw new BackupError(`${target} exists already: name a new file`);
  mkdirSync(dirname(target), { recursive: true });
  await withDatabase(source, (db) => sql`vacuum into ${target}`.execute(db));
  return withDatabase(target, (db) => examine(db, target));
};

const refuseWhileInUse = (file: string): Promise<unknown> =>
  withDatabase(file, async (db) => {
    await sql`pragma busy_timeout = 200`.execute(db);
    await sql`pragma locking_mode = exclusive`.execute(db);
    await sql`begin exclusive`.execute(db);
    await sql`rollback`.execute(db);
  }).catch((error: unknown) => {
    throw new BackupError(`${file} is in use: stop the API first`, { cause: error });
  });

/**
 * Puts a backup in the place of the database, after examining it. A database that is there is kept beside it, as
 * `waystation.db.before-restore`; one that is in use is left alone.
 */
export const restore = async (dataDirectory: string, from: string) => {
  if (!existsSync(from)) throw new BackupError(`there is no file at ${from}`);
  mkdirSync(dataDirectory, { recursive: true });
  const target = databaseOf(dataDirectory);
  const fresh = `${target}.restoring`;
  await copyFile(from, fresh);
  try {
    const found = await withDatabase(fresh, (db) => examine(db, from));
    if (existsSync(target)) {
      await refuseWhileInUse(target);
      renameSync(target, `${target}.before-restore`);
    }
    for (const rest of ["-wal", "-shm"]) rmSync(`${target}${rest}`, { force: true });
    renameSync(fresh, target);
    return found;
  } finally {
    for (const rest of ["", "-wal", "-shm"]) rmSync(`${fresh}${rest}`, { force: true });
  }
};
