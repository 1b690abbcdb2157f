import type { CommandEnvelope, CommandReply, DeviceEventBody } from "@waystation/core/devices";
import type { EpochMs } from "@waystation/core/kernel";
import { decode } from "../decode.js";
import type { DaemonStore } from "../outbox/index.js";

/** One thing that happened to a sale or charge. `at` is the wall clock then; the order is that of the store's own ticks. */
export type TraceEntry = { readonly at: EpochMs; readonly correlationId: string } & (
  | { readonly kind: "command"; readonly commandId: string; readonly command: CommandEnvelope["command"] }
  | { readonly kind: "reply"; readonly commandId: string; readonly outcome: CommandReply["outcome"] }
  | {
      readonly kind: "frame";
      readonly protocol: string;
      readonly equipmentId: string;
      readonly direction: "to-device" | "from-device";
      readonly frame: string;
      /** What the frame says; null where no codec knows. */
      readonly meaning: unknown;
    }
  | { readonly kind: "event"; readonly epoch: string; readonly seq: number; readonly body: DeviceEventBody }
  | { readonly kind: "acknowledged"; readonly epoch: string; readonly seq: number }
  | { readonly kind: "dead-letter"; readonly id: number; readonly seq: number | null; readonly reason: string }
);

type Reader = DaemonStore["reader"];

/** Every row of a kind with one of the correlation ids (JSON array), as `tick`, `at`, `correlationId` and its own columns. */
const queries = {
  command: `select received_tick as tick, received_at as at, correlation_id, command_id, command as json
    from commands where correlation_id in (select value from json_each(?))`,
  reply: `select replied_tick as tick, replied_at as at, correlation_id, command_id, reply as json
    from commands where reply is not null and correlation_id in (select value from json_each(?))`,
  frame: `select tick, at, correlation_id, protocol, equipment_id, direction, frame
    from frames where correlation_id in (select value from json_each(?)) order by id`,
  event: `select tick, occurred_at as at, correlation_id, epoch, seq, body as json
    from outbox where correlation_id in (select value from json_each(?)) order by seq`,
  acknowledged: `select acknowledged_tick as tick, acknowledged_at as at, correlation_id, epoch, seq
    from outbox where acknowledged_at is not null and correlation_id in (select value from json_each(?)) order by seq`,
  "dead-letter": `select tick, at, correlation_id, id, seq, reason
    from dead_letters where correlation_id in (select value from json_each(?)) order by id`,
} as const;

/** Rank of kinds within one tick: what is asked before what is done before what is said of it. */
const kinds = Object.keys(queries) as readonly (keyof typeof queries)[];

interface Row {
  readonly tick: number;
  readonly at: EpochMs;
  readonly correlation_id: string;
  readonly [column: string]: unknown;
}

const meaningOf = (row: Row): unknown => {
  const direction = row.direction as string;
  const decoded = decode(String(row.protocol), [String(row.frame)], { direction });
  return decoded.ok ? decoded.value.map(({ message, kind }) => message ?? { kind }) : null;
};

const toEntry = (kind: keyof typeof queries, row: Row): TraceEntry => {
  const common = { at: row.at, correlationId: row.correlation_id };
  const parsed = typeof row.json === "string" ? JSON.parse(row.json) : undefined;
  const seq = row.seq as number;
  const epoch = row.epoch as string;
  switch (kind) {
    case "command":
      return { kind, ...common, commandId: row.command_id as string, command: parsed.command };
    case "reply":
      return { kind, ...common, commandId: row.command_id as string, outcome: parsed.outcome };
    case "frame":
      return {
        kind,
        ...common,
        protocol: row.protocol as string,
        equipmentId: row.equipment_id as string,
        direction: row.direction as "to-device" | "from-device",
        frame: row.frame as string,
        meaning: meaningOf(row),
      };
    case "event":
      return { kind, ...common, epoch, seq, body: parsed };
    case "acknowledged":
      return { kind, ...common, epoch, seq };
    case "dead-letter":
      return { kind, ...common, id: row.id as number, seq: row.seq as number | null, reason: row.reason as string };
  }
};

/** The correlation ids that an id stands for: itself, or what an order, sale, transaction or command of that id belongs to. */
const correlationIdsOf = async (reader: Reader, id: string): Promise<readonly string[]> => {
  const rows = await reader.all<{ id: string }>(
    `select ?1 as id
     union select correlation_id from commands where command_id = ?1
       or ?1 in (command ->> '$.command.orderNo', command ->> '$.command.authorisationId', command ->> '$.command.transactionId')
     union select correlation_id from outbox where ?1 in (body ->> '$.orderNo', body ->> '$.saleId',
       body ->> '$.authorisationId', body ->> '$.transactionId')`,
    id,
  );
  return rows.map((row) => row.id);
};

/**
 * Everything that the store remembers of one sale or charge, in the order in which it happened: commands, frames on the line,
 * events, acknowledgements. `id` is a correlation id, or the number of an order, sale, authorisation, transaction or command.
 */
export const traceOf = async (reader: Reader, id: string): Promise<readonly TraceEntry[]> => {
  const ids = JSON.stringify(await correlationIdsOf(reader, id));
  const found: { readonly tick: number; readonly entry: TraceEntry }[] = [];
  for (const kind of kinds) {
    for (const row of await reader.all<Row>(queries[kind], ids))
      found.push({ tick: row.tick, entry: toEntry(kind, row) });
  }
  return found
    .sort((a, b) => a.tick - b.tick || kinds.indexOf(a.entry.kind) - kinds.indexOf(b.entry.kind))
    .map(({ entry }) => entry);
};
