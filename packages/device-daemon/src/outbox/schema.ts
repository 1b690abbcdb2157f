import type { Ids } from "@waystation/core/kernel";
import type { SqliteConnection } from "./sqlite-connection.js";

const VERSION = 1;

/*
 * `tick` is the store's own monotonic milliseconds: it never goes back, neither over restarts nor when the wall clock jumps, and
 * orders rows of different tables. `acknowledged_at` null: the API has not said that it committed the row.
 */
const tables = `
create table meta (id integer primary key check (id = 1), epoch text not null, last_seq integer not null);
create table outbox (
  epoch text not null, seq integer not null, correlation_id text not null, occurred_at integer not null,
  uptime_ms integer not null, clock_synchronised integer not null, body text not null, tick integer not null,
  acknowledged_at integer, acknowledged_tick integer,
  primary key (epoch, seq)
) without rowid;
create index outbox_pending on outbox (seq) where acknowledged_at is null;
create index outbox_correlation on outbox (correlation_id);
create table dead_letters (
  id integer primary key autoincrement, epoch text not null, seq integer, correlation_id text not null,
  occurred_at integer not null, uptime_ms integer not null, clock_synchronised integer not null, body text not null,
  tick integer not null, at integer not null, reason text not null
);
create table journal (key text primary key, value text not null) without rowid;
create table commands (
  command_id text primary key, correlation_id text not null, command text not null, expires_at integer not null,
  received_at integer not null, received_tick integer not null,
  reply text, replied_at integer, replied_tick integer, reply_delivered integer not null default 0
);
create index commands_correlation on commands (correlation_id);
create index commands_open on commands (received_tick) where reply_delivered = 0;
create table frames (
  id integer primary key autoincrement, at integer not null, tick integer not null, protocol text not null,
  equipment_id text not null, correlation_id text, direction text not null, frame text not null
);
create index frames_correlation on frames (correlation_id) where correlation_id is not null;
`;

/** Makes the tables of a new store, with a new epoch; leaves an existing store as it is. Throws on a newer store's file. */
export const prepareSchema = async (connection: SqliteConnection, ids: Ids): Promise<void> => {
  await connection.exec("begin immediate");
  const [row] = await connection.all<{ user_version: number }>("pragma user_version");
  const version = row?.user_version ?? 0;
  if (version > VERSION) throw new Error(`made by a newer release (store version ${version}, known up to ${VERSION})`);
  if (version === 0) {
    await connection.exec(tables);
    await connection.all("insert into meta (id, epoch, last_seq) values (1, ?, 0)", ids.next());
    await connection.exec(`pragma user_version = ${VERSION}`);
  }
  await connection.exec("commit");
};

/**
 * Sets WAL and `synchronous=FULL`, and reads both back: with NORMAL a power cut loses rows that were acknowledged.
 * Throws where the file system or the build of SQLite does not grant them.
 */
export const demandDurability = async (connection: SqliteConnection): Promise<void> => {
  const [journal] = await connection.all<{ journal_mode: string }>("pragma journal_mode = wal");
  await connection.exec("pragma synchronous = full");
  const [synchronous] = await connection.all<{ synchronous: number }>("pragma synchronous");
  if (journal?.journal_mode !== "wal" || synchronous?.synchronous !== 2) {
    throw new Error(
      `durable writes are not available (journal_mode ${journal?.journal_mode}, synchronous ${synchronous?.synchronous})`,
    );
  }
};

/** The highest tick of any table: where the ticks of this run continue. */
export const lastTick = async (connection: SqliteConnection): Promise<number> => {
  const [row] = await connection.all<{ tick: number | null }>(
    `select max(tick) as tick from (
       select max(tick) as tick from outbox union all select max(acknowledged_tick) from outbox
       union all select max(received_tick) from commands union all select max(replied_tick) from commands
       union all select tick from frames where id = (select max(id) from frames))`,
  );
  return row?.tick ?? 0;
};
