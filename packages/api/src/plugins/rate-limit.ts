import type { FastifyInstance } from "fastify";
import type { Context } from "../context.js";
import { type Allowance, addressKey } from "../services/rate-limits.js";

/**
 * Limits by address, over all routes and for each route that anybody may write to without a sign-in (those that a guesser of
 * passwords or codes would use). The limit by user follows once the user is known.
 */
export const registerRateLimit = (app: FastifyInstance, { config, rates }: Context): void => {
  app.addHook("onRequest", async (request, reply) => {
    const address = addressKey(request.ip);
    const { operation, permission } = request.routeOptions.config;
    const isOpenWrite = permission === "public" && request.method !== "GET" && request.method !== "HEAD";
    const allowances: Allowance[] = [{ key: `address:${address}`, perMinute: config.ratePerAddress }];
    if (isOpenWrite) allowances.push({ key: `${operation}:${address}`, perMinute: config.rateOpenWrites });
    await rates.take(reply, allowances);
  });
};
