import type { FastifyInstance } from "fastify";

/** Where secrets and personal data could come to stand in a log line: never shown. */
export const REDACTED_PATHS = [
  "token",
  "password",
  "secret",
  "authorization",
  "headers.authorization",
  "headers.cookie",
  "req.headers.authorization",
  "req.headers.cookie",
  "req.body",
  "res.headers['set-cookie']",
  "body",
  "user.mobile",
  "user.email",
  "user.real_name",
  "user.license_plate",
  "err.config",
  "err.request",
];

const pathOf = (url: string): string => url.split("?", 1)[0]!;

/** One line for each request. The query stays out of it: it may hold a token, a phone number, a name. */
export const registerRequestLog = (app: FastifyInstance): void => {
  app.addHook("onResponse", async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        url: pathOf(request.url),
        operation: request.routeOptions.config.operation,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      "request",
    );
  });
};
