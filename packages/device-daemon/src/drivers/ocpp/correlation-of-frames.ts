import type { ChargerMemory } from "./charger-memory.js";
import { pendingStartOf, runningOn, transactionById } from "./transaction-book.js";

interface Payload {
  readonly transactionId?: number;
  readonly connectorId?: number;
  readonly idTag?: string;
}

const correlationOfPayload = (memory: ChargerMemory, payload: Payload): string | null => {
  const { transactionId = 0, connectorId = 0, idTag } = payload;
  const transaction = transactionId > 0 ? transactionById(memory, transactionId) : runningOn(memory, connectorId);
  const pending = idTag === undefined ? undefined : pendingStartOf(memory, connectorId, idTag);
  return (pending ?? transaction)?.correlationId ?? null;
};

const parse = (frame: string): readonly unknown[] => {
  try {
    const message: unknown = JSON.parse(frame);
    return Array.isArray(message) ? message : [];
  } catch {
    return [];
  }
};

/** Requests whose answers are remembered as outstanding; there is at most one each way, the rest were never answered. */
const OUTSTANDING_KEPT = 16;

/** Which charge an OCPP frame belongs to, if any: a request by its payload, an answer by its request or by the id it assigns. */
export const correlationOfFrames = (memory: () => ChargerMemory): ((frame: string) => string | null) => {
  const outstanding = new Map<unknown, string | null>();
  return (frame) => {
    const [type, messageId, ...rest] = parse(frame);
    if (type === 2) {
      const correlationId = correlationOfPayload(memory(), (rest[1] ?? {}) as Payload);
      outstanding.set(messageId, correlationId);
      for (const oldest of outstanding.keys()) {
        if (outstanding.size <= OUTSTANDING_KEPT) break;
        outstanding.delete(oldest);
      }
      return correlationId;
    }
    const correlationId = outstanding.get(messageId) ?? correlationOfPayload(memory(), (rest[0] ?? {}) as Payload);
    outstanding.delete(messageId);
    return correlationId;
  };
};
