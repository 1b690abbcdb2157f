import { type DeviceEvent, deviceEvent, eventBatch } from "@waystation/core/devices";
import { z } from "zod";

/** A numbered event that breaks the contract. */
export interface UnreadableEvent {
  readonly seq: number;
  readonly content: unknown;
  readonly reason: string;
}

/** A batch as it can be read: one bad event must not hold up those around it, which would be sent again for ever. */
export interface ReceivedBatch {
  readonly epoch: string;
  readonly events: readonly DeviceEvent[];
  readonly unreadable: readonly UnreadableEvent[];
}

const envelope = eventBatch.extend({
  events: z
    .array(z.looseObject({ seq: z.int().positive() }))
    .min(1)
    .max(64),
});

/** Undefined for a message of another form, or with an event whose number cannot be read. */
export const readBatch = (message: unknown): ReceivedBatch | undefined => {
  const batch = envelope.safeParse(message);
  if (!batch.success) return undefined;
  const events: DeviceEvent[] = [];
  const unreadable: UnreadableEvent[] = [];
  for (const content of batch.data.events) {
    const result = deviceEvent.safeParse(content);
    if (result.success) events.push(result.data);
    else {
      const [issue] = result.error.issues;
      const reason = `it breaks the contract: ${issue?.path.join(".")} ${issue?.message}`;
      unreadable.push({ seq: content.seq, content, reason });
    }
  }
  return { epoch: batch.data.epoch, events, unreadable };
};
