import cors from "@fastify/cors";
import type { FastifyInstance } from "fastify";

const PREFLIGHT_MAX_AGE_S = 600;

/** Lets pages of the listed origins call the API; without any, browsers keep other sites out. No cookie carries authority here. */
export const registerCors = async (app: FastifyInstance, origins: readonly string[]): Promise<void> => {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: [...origins],
    methods: ["GET", "POST", "PUT", "DELETE"],
    allowedHeaders: ["Authorization", "Content-Type", "Idempotency-Key", "X-Request-Id"],
    exposedHeaders: ["X-Request-Id", "Retry-After", "Idempotency-Replayed"],
    maxAge: PREFLIGHT_MAX_AGE_S,
  });
};
