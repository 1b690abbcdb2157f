import type { CommandEnvelope, CommandReply } from "@waystation/core/devices";
import type { CommandLog, CommandReceipt } from "./command-log.js";
import type { Batch, GroupWriter } from "./group-writer.js";
import type { SqliteConnection } from "./sqlite-connection.js";
import type { Stamp } from "./stamp.js";

interface Stamped<T> {
  readonly what: T;
  readonly stamp: Stamp;
}

const receiveIn = (keep: number): Batch<Stamped<CommandEnvelope>, CommandReceipt> => ({
  async apply(connection, items) {
    const receipts: CommandReceipt[] = [];
    for (const { what, stamp } of items) {
      const inserted = await connection.all(
        `insert into commands (command_id, correlation_id, command, expires_at, received_at, received_tick)
         values (?, ?, ?, ?, ?, ?) on conflict do nothing returning command_id`,
        what.commandId,
        what.correlationId,
        JSON.stringify(what),
        what.expiresAt,
        stamp.at,
        stamp.tick,
      );
      if (inserted.length > 0) {
        receipts.push({ status: "new" });
        continue;
      }
      const [known] = await connection.all<{ reply: string | null }>(
        "select reply from commands where command_id = ?",
        what.commandId,
      );
      receipts.push(known?.reply ? { status: "answered", reply: JSON.parse(known.reply) } : { status: "running" });
    }
    await connection.all(
      `delete from commands where reply_delivered = 1 and expires_at < ? and received_tick <
         (select received_tick from commands order by received_tick desc limit 1 offset ?)`,
      items.at(-1)?.stamp.at ?? 0,
      keep,
    );
    return receipts;
  },
});

const answer: Batch<Stamped<CommandReply>, void> = {
  async apply(connection, items) {
    for (const { what, stamp } of items) {
      await connection.all(
        "update commands set reply = ?, replied_at = ?, replied_tick = ? where command_id = ? and reply is null",
        JSON.stringify(what),
        stamp.at,
        stamp.tick,
        what.commandId,
      );
    }
    return items.map(() => undefined);
  },
};

const deliver: Batch<string, void> = {
  async apply(connection, ids) {
    await connection.all(
      "update commands set reply_delivered = 1 where command_id in (select value from json_each(?))",
      JSON.stringify(ids),
    );
    return ids.map(() => undefined);
  },
};

/** The command log in SQLite; the newest `keep` commands stay, and any that has not expired or is not answered. */
export class SqliteCommandLog implements CommandLog {
  readonly #reader: SqliteConnection;
  readonly #writer: GroupWriter;
  readonly #stamp: () => Stamp;
  readonly #receive: Batch<Stamped<CommandEnvelope>, CommandReceipt>;

  constructor(reader: SqliteConnection, writer: GroupWriter, stamp: () => Stamp, keep: number) {
    this.#reader = reader;
    this.#writer = writer;
    this.#stamp = stamp;
    this.#receive = receiveIn(keep);
  }

  receive(envelope: CommandEnvelope): Promise<CommandReceipt> {
    return this.#writer.submit(this.#receive, { what: envelope, stamp: this.#stamp() });
  }

  answer(reply: CommandReply): Promise<void> {
    return this.#writer.submit(answer, { what: reply, stamp: this.#stamp() });
  }

  async unanswered(): Promise<readonly CommandEnvelope[]> {
    const rows = await this.#reader.all<{ command: string }>(
      "select command from commands where reply_delivered = 0 and reply is null order by received_tick",
    );
    return rows.map(({ command }) => JSON.parse(command));
  }

  async undelivered(): Promise<readonly CommandReply[]> {
    const rows = await this.#reader.all<{ reply: string }>(
      "select reply from commands where reply_delivered = 0 and reply is not null order by received_tick",
    );
    return rows.map(({ reply }) => JSON.parse(reply));
  }

  delivered(commandId: string): Promise<void> {
    return this.#writer.submit(deliver, commandId);
  }
}
