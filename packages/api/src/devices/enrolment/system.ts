import { z } from "zod";
import type { Dialect } from "../../contract/dialect.js";
import type { SystemDescription } from "../../contract/openapi.js";
import { deviceRoutes } from "./contract.js";

/** Plain answers, no envelope: who asks here is a machine of ours. */
const dialect: Dialect = {
  success: (data) => data,
  successSchema: (data) => data,
  failure: ({ status, code, message, fields }) => ({
    status,
    body: { error: code, message, ...(fields ? { errors: fields } : {}) },
  }),
  failureSchema: z
    .object({
      error: z.string().meta({ description: "Stable name of the failure", examples: ["gateway.code-refused"] }),
      message: z.string(),
      errors: z.record(z.string(), z.array(z.string())).optional(),
    })
    .meta({ id: "Failure" }),
  page: (page) => page,
};

/** Not one of the five systems of people: what gateways ask over HTTP. */
export const deviceSystem = {
  name: "devices",
  title: "网关接入 API",
  version: "1.0.0",
  prefix: "/devices/v1",
  dialect,
  routes: deviceRoutes,
} as const satisfies SystemDescription;
