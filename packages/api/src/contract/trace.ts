import { z } from "zod";

const entry = z.object({
  at: z.string().meta({ description: "ISO 8601 with offset", examples: ["2025-03-12T15:36:05.120+08:00"] }),
  source: z.enum([
    "order",
    "command",
    "reply",
    "frame",
    "device-event",
    "acknowledgement",
    "coupon",
    "payment",
    "ledger",
  ]),
  what: z.string(),
  detail: z.record(z.string(), z.unknown()),
});

/** Everything that carries one correlation id, in the order of time: a disputed sale from the nozzle to the ledger. */
export const trace = z
  .object({ correlation_id: z.string(), order_no: z.string().nullable(), entries: z.array(entry) })
  .meta({ id: "Trace" });
