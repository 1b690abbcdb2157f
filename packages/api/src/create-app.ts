import Fastify, { type FastifyInstance, LogController } from "fastify";
import type { Context } from "./context.js";
import { registerDocs } from "./plugins/docs.js";
import { registerHealth } from "./plugins/health.js";
import type { ChargingFloor } from "./systems/charging/charging-floor.js";
import { registerCharging } from "./systems/charging/plugin.js";
import { chargingSystem } from "./systems/charging/system.js";
import { registerFuel } from "./systems/fuel/plugin.js";
import { fuelSystem } from "./systems/fuel/system.js";

const BODY_LIMIT_BYTES = 256 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;

/** A token in the query is never logged. */
const withoutToken = (url: string): string => url.replace(/([?&]token=)[^&]*/g, "$1[hidden]");

export interface App {
  readonly http: FastifyInstance;
  /** Something happened at the chargers or in their queues. */
  readonly chargingChanged: () => void;
}

/** The HTTP side of the API on a given context: every system under its prefix, health, documents. */
export const createApp = async (context: Context, floors: readonly ChargingFloor[]): Promise<App> => {
  const http = Fastify({
    loggerInstance: context.log,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    requestIdHeader: "x-request-id",
    genReqId: () => context.ids.next(),
    logController: new LogController({ disableRequestLogging: true }),
    return503OnClosing: true,
  });
  http.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
    reply.header("x-content-type-options", "nosniff");
  });
  http.addHook("onResponse", async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        url: withoutToken(request.url),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      "request",
    );
  });
  http.setNotFoundHandler((request, reply) =>
    reply.code(404).send({
      message: `nothing is served at ${request.method} ${withoutToken(request.url)}`,
      served: [context.config.fuelPrefix, context.config.chargingPrefix, "/docs", "/livez", "/readyz"],
    }),
  );
  registerHealth(http, context);
  await registerDocs(http, [
    { ...fuelSystem, prefix: context.config.fuelPrefix },
    { ...chargingSystem, prefix: context.config.chargingPrefix },
  ]);
  await registerFuel(http, context);
  const { changed } = await registerCharging(http, context, floors);
  return { http, chargingChanged: changed };
};
