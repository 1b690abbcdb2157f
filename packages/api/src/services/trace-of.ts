import type { DeviceEventBody } from "@waystation/core/devices";
import { zonedIso } from "@waystation/core/kernel";
import type { z } from "zod";
import type { trace } from "../contract/trace.js";
import type { Db } from "../storage/database.js";
import { deviceCommands } from "../storage/repositories/device-commands.js";
import { deviceEvents } from "../storage/repositories/device-events.js";
import { ledger } from "../storage/repositories/ledger.js";
import { timeline } from "../storage/repositories/timeline.js";

type Entry = z.input<typeof trace>["entries"][number] & { readonly ms: number };

/** ISO text with milliseconds: the entries of a trace lie close together. */
const isoOf = (ms: number, zone: string): string => {
  const text = zonedIso(ms, zone);
  return `${text.slice(0, 19)}.${String(ms % 1000).padStart(3, "0")}${text.slice(19)}`;
};

/** Everything that carries a correlation id, by time: order, commands, frames, events, acknowledgements, ledger. */
export const traceOf = async (
  db: Db,
  correlationId: string,
  zone: string,
  orderNo: string | null,
): Promise<z.input<typeof trace>> => {
  const entries: Entry[] = [];
  const add = (ms: number, source: Entry["source"], what: string, detail: Record<string, unknown>) =>
    entries.push({ ms, at: isoOf(ms, zone), source, what, detail });

  for (const { at, event, from_state, to_state, actor, reason } of await timeline(db).of(correlationId)) {
    const source = event === "use-coupon" ? "coupon" : event === "pay" ? "payment" : "order";
    add(at, source, event, { from: from_state, to: to_state, actor, reason });
  }
  for (const command of await deviceCommands(db).byCorrelation(correlationId)) {
    add(command.issued_at, "command", command.type, { commandId: command.id, ...JSON.parse(command.body) });
    if (command.replied_at !== null && command.reply) {
      add(command.replied_at, "reply", command.type, { commandId: command.id, ...JSON.parse(command.reply) });
    }
  }
  for (const event of await deviceEvents(db).byCorrelation(correlationId)) {
    const body = JSON.parse(event.body) as DeviceEventBody;
    const { gateway_id: gatewayId, epoch, seq } = event;
    if (body.type === "pump.sale") {
      for (const { at, direction, hex } of body.evidence) add(at, "frame", direction, { hex });
    }
    const shown = body.type === "pump.sale" ? { ...body, evidence: `${body.evidence.length} frames` } : body;
    add(event.occurred_at, "device-event", body.type, { gatewayId, epoch, seq, ...shown });
    add(event.received_at, "acknowledgement", "committed", { gatewayId, epoch, seq, hash: event.hash });
  }
  for (const entry of await ledger(db).byCorrelation(correlationId)) {
    add(entry.at, "ledger", `${entry.kind} ${entry.account_id}`, {
      amount: entry.amount,
      version: entry.version,
      balanceAfter: entry.balance_after,
      cause: entry.cause,
      actor: entry.actor,
      requestId: entry.request_id,
    });
  }
  entries.sort((left, right) => left.ms - right.ms);
  return { correlation_id: correlationId, order_no: orderNo, entries: entries.map(({ ms: _, ...entry }) => entry) };
};
