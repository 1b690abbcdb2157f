import { createHash } from "node:crypto";
import {
  DEVICE_CONTRACT_VERSION,
  type DeviceEvent,
  type DeviceEventBody,
  type EventAck,
} from "@waystation/core/devices";
import type { Clock } from "@waystation/core/kernel";
import type { FastifyBaseLogger } from "fastify";
import { sql } from "kysely";
import type { Db } from "../storage/database.js";
import { deviceEvents } from "../storage/repositories/device-events.js";
import type { ReceivedBatch } from "./read-batch.js";

/** What an event does to orders and ledger; runs in the transaction that stores the event. */
export type Effect<Body extends DeviceEventBody = DeviceEventBody> = (
  db: Db,
  event: {
    readonly gatewayId: string;
    readonly correlationId: string;
    readonly occurredAt: number;
    readonly body: Body;
  },
) => Promise<void>;

/** One effect for every type of event: a new type does not compile until somebody takes it. */
export type Effects = {
  readonly [Type in DeviceEventBody["type"]]: Effect<Extract<DeviceEventBody, { type: Type }>>;
};

export interface IngestOptions {
  /** The database of the tenant that a gateway works for. */
  readonly dbOf: (gatewayId: string) => Promise<Db>;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  readonly effects: Effects;
  /** An effect or the whole transaction was rolled back: what was kept in memory of it must be forgotten. */
  readonly onFailure: () => void;
}

const MAX_LISTED = 100;

const sha256 = (content: unknown): string => createHash("sha256").update(JSON.stringify(content)).digest("hex");

const hashOf = (event: DeviceEvent): string => sha256([event.correlationId, event.occurredAt, event.body]);

const gapsBetween = (upTo: number, known: readonly number[]): [number, number][] => {
  const gaps: [number, number][] = [];
  let expected = upTo + 1;
  for (const seq of known) {
    if (seq > expected) gaps.push([expected, seq - 1]);
    expected = seq + 1;
  }
  return gaps.slice(0, MAX_LISTED);
};

/**
 * Takes a batch of a gateway's events in one transaction together with all their effects. The same number with the same
 * content is a repetition; with other content it is kept apart and alarmed, never written over. An event whose effect fails
 * or that breaks the contract is kept apart too, so that it blocks nothing behind it. What the acknowledgement names is committed.
 */
export const createIngest =
  ({ dbOf, clock, log, effects, onFailure }: IngestOptions) =>
  async (gatewayId: string, { epoch, events, unreadable }: ReceivedBatch): Promise<EventAck> => {
    const work = async (tx: Db): Promise<EventAck> => {
      const store = deviceEvents(tx);
      const quarantined: number[] = [];

      const keepApart = async (seq: number, content: unknown, hash: string, reason: string): Promise<void> => {
        quarantined.push(seq);
        if (await store.isQuarantined(gatewayId, epoch, seq, hash)) return;
        log.error({ gatewayId, epoch, seq, reason }, "an event was quarantined");
        const body = JSON.stringify(content);
        await store.quarantine({ gateway_id: gatewayId, epoch, seq, hash, reason, received_at: clock.now(), body });
      };

      const take = async (event: DeviceEvent): Promise<void> => {
        const hash = hashOf(event);
        const known = await store.hashOf(gatewayId, epoch, event.seq);
        if (known?.hash === hash) return;
        if (known) return keepApart(event.seq, event, hash, "the same number arrived with other content");
        if (await store.isQuarantined(gatewayId, epoch, event.seq, hash)) {
          quarantined.push(event.seq);
          return;
        }
        await sql`savepoint event`.execute(tx);
        try {
          const { correlationId, occurredAt, body } = event;
          await store.store({
            gateway_id: gatewayId,
            epoch,
            seq: event.seq,
            hash,
            type: body.type,
            correlation_id: correlationId,
            occurred_at: occurredAt,
            clock_synchronised: event.clockSynchronised ? 1 : 0,
            received_at: clock.now(),
            body: JSON.stringify(body),
          });
          await (effects[body.type] as Effect)(tx, { gatewayId, correlationId, occurredAt, body });
          await sql`release savepoint event`.execute(tx);
        } catch (error) {
          onFailure();
          await sql`rollback to savepoint event`.execute(tx);
          await sql`release savepoint event`.execute(tx);
          log.error({ err: error, gatewayId, seq: event.seq }, "the effect of an event failed");
          await keepApart(event.seq, event, hash, `its effect failed: ${(error as Error).message}`);
        }
      };

      for (const { seq, content, reason } of unreadable) await keepApart(seq, content, sha256(content), reason);
      for (const event of events) await take(event);

      const before = await store.upTo(gatewayId, epoch);
      const above = await store.knownAbove(gatewayId, epoch, before);
      let upTo = before;
      while (above[upTo - before] === upTo + 1) upTo++;
      if (upTo > before) await store.advance(gatewayId, epoch, upTo);
      const accepted = above.filter((seq) => seq > upTo);
      return {
        v: DEVICE_CONTRACT_VERSION,
        epoch,
        upTo,
        gaps: gapsBetween(upTo, accepted),
        accepted: accepted.slice(0, 1000),
        quarantined: quarantined.slice(0, 1000),
      };
    };
    try {
      const db = await dbOf(gatewayId);
      return await db.transaction().execute(work);
    } catch (error) {
      onFailure();
      throw error;
    }
  };
