import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Context } from "../context.js";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** From this machine itself: a proxy on it forwards strangers, and says so. */
const isLocal = ({ socket, headers }: FastifyRequest): boolean =>
  LOOPBACK.has(socket.remoteAddress ?? "") &&
  !["forwarded", "x-forwarded-for", "x-real-ip", "via"].some((name) => headers[name] !== undefined);

/**
 * `/metrics` for Prometheus: with the token of the settings where there is one, else from this machine only. Counts and times
 * every request by its operation.
 */
export const registerMetrics = (app: FastifyInstance, { config, metrics }: Context): void => {
  app.addHook("onResponse", async (request, reply) => {
    metrics.requests.observe(request.routeOptions.config.operation ?? "other", reply.statusCode, reply.elapsedTime);
  });
  app.get("/metrics", async (request, reply) => {
    const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
    const allowed =
      config.metricsToken === undefined
        ? isLocal(request)
        : timingSafeEqual(digest(given), digest(config.metricsToken));
    if (!allowed) {
      metrics.securityEvents.count("metrics.denied");
      return reply
        .code(403)
        .send({ message: "metrics are shown to this machine only, or to the holder of their token" });
    }
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
};
