import Fastify, { type FastifyInstance, LogController } from "fastify";
import type { Context } from "./context.js";
import { Refusal } from "./contract/refusal.js";
import { refuseUrl } from "./contract/refuse-url.js";
import { registerDevices } from "./devices/enrolment/plugin.js";
import { deviceSystem } from "./devices/enrolment/system.js";
import { httpOptions, speaksTls } from "./http-options.js";
import { registerCors } from "./plugins/cors.js";
import { registerDocs } from "./plugins/docs.js";
import { registerDrain } from "./plugins/drain.js";
import { registerHealth } from "./plugins/health.js";
import { registerMetrics } from "./plugins/metrics.js";
import { registerOverload } from "./plugins/overload.js";
import { registerRateLimit } from "./plugins/rate-limit.js";
import { registerRequestLog } from "./plugins/request-log.js";
import { registerSecurityHeaders } from "./plugins/security-headers.js";
import type { ChargingFloor } from "./systems/charging/charging-floor.js";
import { registerCharging } from "./systems/charging/plugin.js";
import { chargingSystem } from "./systems/charging/system.js";
import { registerFuel } from "./systems/fuel/plugin.js";
import { fuelSystem } from "./systems/fuel/system.js";

/** What still runs that long after a request to stop is cut off. */
const STOP_LIMIT_MS = 8_000;

/** A caller may bring the id of its request, so far as it can stand in a log line. */
const REQUEST_ID = /^[\w.:-]{1,64}$/;

export interface App {
  readonly http: FastifyInstance;
  /** Something happened at the chargers or in their queues. */
  readonly chargingChanged: () => void;
}

/** The HTTP side of the API on a given context: every system under its prefix, health, documents. */
export const createApp = async (context: Context, floors: readonly ChargingFloor[]): Promise<App> => {
  const systems = [
    { ...fuelSystem, prefix: context.config.fuelPrefix },
    { ...chargingSystem, prefix: context.config.chargingPrefix },
    deviceSystem,
  ];
  const http = Fastify({
    ...httpOptions(context.config),
    loggerInstance: context.log,
    genReqId: ({ headers }) => {
      const given = headers["x-request-id"];
      return typeof given === "string" && REQUEST_ID.test(given) ? given : context.ids.next();
    },
    logController: new LogController({ disableRequestLogging: true }),
    // What comes while connections drain is still served: see plugins/drain.ts.
    return503OnClosing: false,
    frameworkErrors: (_error, request, reply) => refuseUrl(systems, request, reply),
  });
  http.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  registerRequestLog(http);
  await registerSecurityHeaders(http, speaksTls(context.config));
  await registerCors(http, context.config.corsOrigins);
  registerDrain(http, context.config.drainMs, STOP_LIMIT_MS);
  registerOverload(http, context, systems);
  registerRateLimit(http, context);
  http.setErrorHandler((error, request, reply) => {
    const { statusCode = 500, message } = error as { statusCode?: number; message: string };
    if (error instanceof Refusal) return reply.code(error.status).send({ message: error.message, error: error.code });
    if (statusCode < 500) return reply.code(statusCode).send({ message });
    request.log.error({ err: error }, "a request failed");
    return reply.code(500).send({ message: `an error of the server; the request's id is ${request.id}` });
  });
  http.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      message: `nothing is served at ${request.method} ${request.url.split("?", 1)[0]}`,
      served: [context.config.fuelPrefix, context.config.chargingPrefix, "/docs", "/livez", "/readyz"],
    }),
  );
  registerMetrics(http, context);
  registerHealth(http, context);
  await registerDocs(http, systems);
  await registerDevices(http, context);
  await registerFuel(http, context);
  const { changed } = await registerCharging(http, context, floors);
  return { http, chargingChanged: changed };
};
