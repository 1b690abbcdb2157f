import { z } from "zod";
import type { Dialect } from "../../contract/dialect.js";

/** Failures that keep their HTTP status; all others are HTTP 200 with `code` −1, as the document says. */
const realStatuses = new Set([413, 429, 503]);

/** The charging document's envelope: `code` 200 or −1, `msg`, and one more property that differs by endpoint. */
export const chargingDialect: Dialect = {
  success: (data, message) => ({ code: 200, msg: message ?? "成功", ...(data as object | null) }),
  successSchema: (data) =>
    z.object({
      code: z.literal(200),
      msg: z.string(),
      ...(data instanceof z.ZodObject ? data.shape : {}),
    }),
  failure: (refusal) => ({
    status: realStatuses.has(refusal.status) ? refusal.status : 200,
    body: {
      code: -1,
      msg: refusal.fields
        ? `${refusal.message}：${Object.entries(refusal.fields)
            .map(([field, problems]) => `${field} ${problems.join("，")}`)
            .join("；")}`
        : refusal.message,
      error: refusal.code,
    },
  }),
  failureSchema: z
    .object({
      code: z.literal(-1),
      msg: z.string(),
      error: z.string().meta({ description: "Stable name of the failure", examples: ["charging.no-request"] }),
    })
    .meta({ id: "Failure" }),
  page: ({ list }) => ({ log: list }),
};
