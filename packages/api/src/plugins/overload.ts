import type { IncomingMessage, ServerResponse } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { FastifyInstance } from "fastify";
import type { Context } from "../context.js";
import type { SystemDescription } from "../contract/openapi.js";
import { Refusal } from "../contract/refusal.js";

const SAMPLE_MS = 500;
const RESOLUTION_MS = 10;
const RETRY_AFTER_S = 1;

/** What tells operators how it goes must answer when it goes badly. */
const ALWAYS = new Set(["/livez", "/readyz", "/metrics"]);

type Systems = readonly Pick<SystemDescription, "prefix" | "dialect">[];

/** The ready-made refusal for an address, in its system's envelope. */
const refusalsOf = (systems: Systems): ((url: string) => string) => {
  const refusal = new Refusal("server.overloaded");
  const bodies = systems.map(({ prefix, dialect }) => [prefix, JSON.stringify(dialect.failure(refusal).body)] as const);
  const other = JSON.stringify({ message: refusal.message, error: refusal.code });
  return (url) => bodies.find(([prefix]) => url.startsWith(prefix))?.[1] ?? other;
};

/** How late the event loop runs, in milliseconds, over the last half second. */
const watchEventLoop = (app: FastifyInstance): (() => number) => {
  const lag = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  lag.enable();
  let lagMs = 0;
  const timer = setInterval(() => {
    // The histogram holds the times between two looks: the resolution is no delay.
    lagMs = lag.mean / 1e6 - RESOLUTION_MS;
    lag.reset();
  }, SAMPLE_MS).unref();
  app.addHook("onClose", async () => {
    clearInterval(timer);
    lag.disable();
  });
  return () => lagMs;
};

/**
 * Refuses new requests with 503 and Retry-After while as many as allowed are under way or the event loop runs late. What was
 * accepted keeps its speed, since a refusal costs next to nothing: it is answered ahead of routing, hooks and log.
 */
export const registerOverload = (app: FastifyInstance, { config, metrics }: Context, systems: Systems): void => {
  const lagMs = watchEventLoop(app);
  const bodyFor = refusalsOf(systems);
  let inFlight = 0;

  const refuse = (response: ServerResponse, url: string): void => {
    metrics.securityEvents.count("server.overloaded");
    const body = bodyFor(url);
    response.writeHead(503, {
      "content-type": "application/json; charset=utf-8",
      "content-length": Buffer.byteLength(body),
      "retry-after": String(RETRY_AFTER_S),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    response.end(body);
  };

  const { server } = app;
  const serve = server.listeners("request") as ((request: IncomingMessage, response: ServerResponse) => void)[];
  server.removeAllListeners("request");
  server.on("request", (request, response) => {
    const url = request.url ?? "/";
    if (!ALWAYS.has(url)) {
      if (inFlight >= config.maxInFlight || lagMs() > config.maxEventLoopLagMs) return refuse(response, url);
      metrics.inFlight.set(++inFlight);
      // The end of the answer or of the connection, whichever comes: an aborted request must give its place back.
      response.once("close", () => metrics.inFlight.set(--inFlight));
    }
    for (const each of serve) each(request, response);
  });
};
