import helmet from "@fastify/helmet";
import type { FastifyInstance } from "fastify";

const YEAR_S = 31_536_000;

/**
 * Answers are data: nothing in them may run, be framed or be guessed at, and none is kept by caches. Swagger UI brings its own
 * policy. Strict transport security is said only where this process itself speaks TLS; a proxy in front says it otherwise.
 */
export const registerSecurityHeaders = async (app: FastifyInstance, speaksTls: boolean): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { "default-src": ["'none'"], "frame-ancestors": ["'none'"], "base-uri": ["'none'"] },
    },
    xFrameOptions: { action: "deny" },
    strictTransportSecurity: speaksTls ? { maxAge: YEAR_S, includeSubDomains: false } : false,
  });
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });
};
