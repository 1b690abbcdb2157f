import type { FastifyRequest } from "fastify";
import type { Context } from "../context.js";
import type { Principal } from "../contract/call.js";
import type { SystemDescription } from "../contract/openapi.js";
import { Refusal } from "../contract/refusal.js";
import { accounts } from "../storage/repositories/accounts.js";
import type { RightsOf } from "./rights/index.js";
import { isVersionLive } from "./sign-in/index.js";

const BEARER = /^Bearer +(\S+) *$/i;

const tokenOf = (request: FastifyRequest, fromQuery: boolean): string | undefined => {
  const bearer = BEARER.exec(request.headers.authorization ?? "")?.[1];
  if (bearer !== undefined) return bearer;
  const { token } = (request.query ?? {}) as { token?: unknown };
  return fromQuery && typeof token === "string" && token !== "" ? token : undefined;
};

/**
 * Who shows this token. Sign-in, account and role are read on every request, so that a log-out, a disabled account or a changed
 * role acts on the next one, whichever instance it reaches.
 */
const identify = async (
  { tokens, db, clock }: Context,
  system: string,
  token: string,
  rightsOf: RightsOf,
): Promise<Principal> => {
  const invalid = new Refusal("auth.token-invalid");
  const claims = await tokens.verify(system, token);
  if (!claims) throw invalid;
  const now = clock.now();
  const account = await accounts(db, system).bySession(claims.sessionId, now);
  if (!account || account.id !== claims.userId || account.tenant_id !== claims.tenantId) throw invalid;
  if (!isVersionLive(account, claims.version, now)) throw invalid;
  if (account.status !== 1) throw new Refusal("auth.account-disabled");
  return {
    userId: account.id,
    tenantId: claims.tenantId,
    username: account.username,
    roleCode: account.role_code,
    rights: await rightsOf({
      userId: account.id,
      tenantId: claims.tenantId,
      roleId: account.role_id,
      roleCode: account.role_code,
      roleVersion: account.role_version,
    }),
    sessionId: claims.sessionId,
    sessionVersion: claims.version,
  };
};

/** The one permission under which a body may speak for its sender: a refresh token proves itself. */
const bringsRefreshToken = (permission: string, { body }: FastifyRequest): boolean =>
  permission === "signed-in-or-refresh-token" &&
  typeof (body as { refresh_token?: unknown } | null | undefined)?.refresh_token === "string";

/** A system as it is served: what it says of itself, and who may do what in it. */
export interface Served {
  readonly system: SystemDescription;
  readonly rightsOf: RightsOf;
}

/** Refuses a caller who does not hold the permission of the route. */
export const authorise = ({ rights }: Principal, permission: string): void => {
  if (!permission.startsWith("signed-in") && !rights.may(permission))
    throw new Refusal("auth.forbidden", { permission });
};

/** Finds out who calls; undefined where a route asks nobody. */
export const authenticate = async (
  context: Context,
  { system: { name, tokenInQuery = false }, rightsOf }: Served,
  permission: string,
  request: FastifyRequest,
): Promise<Principal | undefined> => {
  if (permission === "public" || bringsRefreshToken(permission, request)) return undefined;
  const token = tokenOf(request, tokenInQuery);
  if (token === undefined) throw new Refusal("auth.token-missing");
  return identify(context, name, token, rightsOf);
};
