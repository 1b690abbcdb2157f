import { monitorEventLoopDelay } from "node:perf_hooks";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.js";
import { Refusal } from "../contract/refusal.js";

const SAMPLE_MS = 500;
const RETRY_AFTER_S = 1;

/** What tells operators how it goes must answer when it goes badly. */
const ALWAYS = new Set(["/livez", "/readyz", "/metrics"]);

/**
 * Refuses new requests with 503 and Retry-After, before any work is done for them, while as many as allowed are under way or the
 * event loop runs late. What was accepted keeps its speed.
 */
export const registerOverload = (app: FastifyInstance, { config, metrics }: Context): void => {
  let inFlight = 0;
  const lag = monitorEventLoopDelay({ resolution: 10 });
  lag.enable();
  let lagMs = 0;
  const timer = setInterval(() => {
    lagMs = lag.mean / 1e6;
    lag.reset();
  }, SAMPLE_MS).unref();
  app.addHook("onClose", async () => {
    clearInterval(timer);
    lag.disable();
  });

  app.addHook("onRequest", (request, reply, done) => {
    if (ALWAYS.has(request.routeOptions.url ?? "")) return done();
    if (inFlight >= config.maxInFlight || lagMs > config.maxEventLoopLagMs) {
      reply.header("retry-after", RETRY_AFTER_S);
      return done(new Refusal("server.overloaded"));
    }
    inFlight++;
    metrics.inFlight.set(inFlight);
    // The end of the answer or of the connection, whichever comes: an aborted request must give its place back.
    reply.raw.once("close", () => {
      inFlight--;
      metrics.inFlight.set(inFlight);
    });
    done();
  });
};
