import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Clock, err, type Ids, ok, type Result } from "@waystation/core/kernel";
import type { Journal, Timers } from "../drivers/driver.js";
import type { CommandLog } from "./command-log.js";
import { FrameRing } from "./frame-ring.js";
import { GroupWriter } from "./group-writer.js";
import type { OutboxStore } from "./outbox-store.js";
import { demandDurability, lastTick, prepareSchema } from "./schema.js";
import { SqliteCommandLog } from "./sqlite-command-log.js";
import { SqliteConnection } from "./sqlite-connection.js";
import { SqliteJournal } from "./sqlite-journal.js";
import { SqliteOutboxStore } from "./sqlite-outbox-store.js";
import { createStamps } from "./stamp.js";
import { type LockedError, lockDirectory } from "./store-lock.js";

/** How many rows that nobody waits for are kept. */
export interface StoreLimits {
  readonly frames: number;
  readonly acknowledgedEvents: number;
  readonly commands: number;
}

/** Limits of a store unless the configuration says otherwise: some tens of megabytes. */
export const DEFAULT_LIMITS: StoreLimits = { frames: 100_000, acknowledgedEvents: 50_000, commands: 10_000 };

export interface StoreOptions {
  /** Holds `outbox.db`; made when absent. */
  readonly directory: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly limits?: StoreLimits;
}

/** All durable memory of a daemon: one SQLite file. */
export interface DaemonStore {
  readonly outbox: OutboxStore;
  readonly journal: Journal;
  readonly commands: CommandLog;
  readonly frames: FrameRing;
  /** For reports over several tables. */
  readonly reader: SqliteConnection;
  /** Why writes fail now; undefined while they succeed. */
  failure(): string | undefined;
  close(): Promise<void>;
}

/** Why a store did not open. */
export type StoreError =
  | LockedError
  | { readonly code: "store.missing"; readonly path: string }
  | { readonly code: "store.unusable"; readonly path: string; readonly reason: string };

const open = async (options: StoreOptions, path: string, release: () => Promise<void>): Promise<DaemonStore> => {
  const connection = await SqliteConnection.open(path, { create: true, busyTimeoutMs: 2_000 });
  await demandDurability(connection);
  await prepareSchema(connection, options.ids);
  const reader = await SqliteConnection.open(path, { create: false, busyTimeoutMs: 2_000 });
  const stamp = createStamps(options.clock, options.timers, await lastTick(reader));
  const writer = new GroupWriter(connection, options.timers);
  const limits = options.limits ?? DEFAULT_LIMITS;
  const frames = new FrameRing(writer, options.timers, stamp, limits.frames);
  return {
    outbox: new SqliteOutboxStore(reader, writer, stamp, limits.acknowledgedEvents),
    journal: new SqliteJournal(reader, writer),
    commands: new SqliteCommandLog(reader, writer, stamp, limits.commands),
    frames,
    reader,
    failure: () => writer.failure,
    close: async () => {
      if (writer.failure === undefined) await frames.flush();
      await writer.close();
      await reader.close();
      await connection.close();
      await release();
    },
  };
};

const unusable = (path: string, error: unknown): StoreError => ({
  code: "store.unusable",
  path,
  reason: error instanceof Error ? error.message : String(error),
});

/** Opens the store of a running daemon, made anew with a new epoch when there is none. One daemon per directory. */
export const openStore = async (options: StoreOptions): Promise<Result<DaemonStore, StoreError>> => {
  const path = join(options.directory, "outbox.db");
  try {
    mkdirSync(options.directory, { recursive: true, mode: 0o700 });
    const lock = await lockDirectory(options.directory);
    if (!lock.ok) return lock;
    try {
      return ok(await open(options, path, lock.value.release));
    } catch (error) {
      await lock.value.release();
      throw error;
    }
  } catch (error) {
    return err(unusable(path, error));
  }
};

/** Opens an existing store beside a daemon that may be running on it: for reports and for re-sending dead letters. */
export const visitStore = async (options: StoreOptions): Promise<Result<DaemonStore, StoreError>> => {
  const path = join(options.directory, "outbox.db");
  if (!existsSync(path)) return err({ code: "store.missing", path });
  try {
    return ok(await open(options, path, async () => undefined));
  } catch (error) {
    return err(unusable(path, error));
  }
};
