import type { FastifyReply, FastifyRequest } from "fastify";
import type { SystemDescription } from "./openapi.js";
import { Refusal } from "./refusal.js";

/** Answers a URL that cannot be decoded, which the router finds before any route: in the envelope of the system it was meant for. */
export const refuseUrl = (
  systems: readonly SystemDescription[],
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply => {
  const refusal = new Refusal("request.invalid", {}, { url: ["无法解码的URL"] });
  const system = systems.find(({ prefix }) => request.url.startsWith(`${prefix}/`));
  const { status, body } = system?.dialect.failure(refusal) ?? {
    status: refusal.status,
    body: { message: refusal.message, error: refusal.code },
  };
  return reply
    .code(status)
    .headers({ "x-request-id": request.id, "x-content-type-options": "nosniff" })
    .type("application/json; charset=utf-8")
    .send(JSON.stringify(body));
};
