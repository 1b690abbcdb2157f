import type { FastifyRequest } from "fastify";
import type { Context } from "../context.js";
import type { Principal } from "../contract/call.js";
import { Refusal } from "../contract/refusal.js";
import { accounts } from "../storage/repositories/accounts.js";
import { permits } from "./permits.js";

const tokenOf = (request: FastifyRequest): string | undefined => {
  const [scheme, bearer] = (request.headers.authorization ?? "").split(" ");
  if (scheme?.toLowerCase() === "bearer" && bearer) return bearer;
  const { token } = (request.query ?? {}) as { token?: unknown };
  return typeof token === "string" && token !== "" ? token : undefined;
};

/**
 * Finds out who calls and whether they may. The sign-in and the role are read on every request, so that a log-out or a
 * changed role acts on the next one.
 */
export const authenticate = async (
  { tokens, db, clock }: Context,
  system: string,
  permission: string,
  request: FastifyRequest,
): Promise<Principal | undefined> => {
  if (permission === "public") return undefined;
  const token = tokenOf(request);
  if (!token) throw new Refusal("auth.token-missing");
  const claims = await tokens.verify(system, token);
  const account = claims && (await accounts(db, system).bySession(claims.sessionId, clock.now()));
  if (!claims || !account || account.id !== claims.userId) throw new Refusal("auth.token-invalid");
  if (account.status !== 1) throw new Refusal("auth.account-disabled");
  const permissions = JSON.parse(account.permissions) as string[];
  if (permission !== "signed-in" && !permits(permissions, permission))
    throw new Refusal("auth.forbidden", { permission });
  return {
    userId: account.id,
    username: account.username,
    roleCode: account.role_code,
    permissions,
    sessionId: claims.sessionId,
  };
};
