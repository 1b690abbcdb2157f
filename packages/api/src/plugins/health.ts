import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import type { Context } from "../context.js";

/** `/livez`: the process answers. `/readyz`: its database does too. */
export const registerHealth = (app: FastifyInstance, { db }: Context): void => {
  app.get("/livez", async () => ({ status: "ok" }));
  app.get("/readyz", async (_request, reply) => {
    try {
      await sql`select 1`.execute(db);
      return { status: "ok" };
    } catch {
      return reply.code(503).send({ status: "unavailable", reason: "the database does not answer" });
    }
  });
};
