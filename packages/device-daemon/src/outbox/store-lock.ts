import { join } from "node:path";
import { err, ok, type Result } from "@waystation/core/kernel";
import { SqliteConnection, sqliteCode } from "./sqlite-connection.js";

/** Another daemon runs on the same data directory. */
export interface LockedError {
  readonly code: "store.locked";
  readonly pid: number | null;
}

/**
 * Takes a data directory for this process. The lock is an open transaction on a small SQLite file: the operating system gives it up
 * when the process ends, however it ends.
 */
export const lockDirectory = async (directory: string): Promise<Result<{ release(): Promise<void> }, LockedError>> => {
  const connection = await SqliteConnection.open(join(directory, "daemon.lock"), { create: true, busyTimeoutMs: 0 });
  try {
    await connection.exec(
      `create table if not exists holder (pid integer); delete from holder; insert into holder values (${process.pid});
       begin immediate`,
    );
    return ok({ release: () => connection.close() });
  } catch (error) {
    const busy = sqliteCode(error) === "SQLITE_BUSY";
    const [holder] = busy ? await connection.all<{ pid: number }>("select pid from holder").catch(() => []) : [];
    await connection.close();
    if (busy) return err({ code: "store.locked", pid: holder?.pid ?? null });
    throw error;
  }
};
