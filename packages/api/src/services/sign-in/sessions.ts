import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Context } from "../../context.js";
import type { Principal } from "../../contract/call.js";
import { Refusal } from "../../contract/refusal.js";
import type { Db } from "../../storage/database.js";
import { accounts } from "../../storage/repositories/accounts.js";
import { sessions } from "../../storage/repositories/sessions.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Of a document's client, which has nothing but its access token. */
const ACCESS_TTL_MS = HOUR_MS;
const REMEMBERED_ACCESS_TTL_MS = 7 * DAY_MS;
/** Of a client that holds a refresh token beside it. */
const SHORT_ACCESS_TTL_MS = 15 * 60_000;
const REFRESH_TTL_MS = 12 * HOUR_MS;
const REMEMBERED_REFRESH_TTL_MS = 30 * DAY_MS;
/** However often it is refreshed, a sign-in ends: the password is asked for again. */
const LONGEST_SESSION_MS = 90 * DAY_MS;
/** The token before a refresh lives on for requests under way, and a refresh whose answer was lost may be repeated. */
const GRACE_MS = 10_000;

export interface SessionOptions {
  readonly remember?: boolean | undefined;
  /** The client asks for refresh tokens that rotate. */
  readonly rotating?: boolean | undefined;
  readonly loginType?: string | undefined;
}

export interface SignedIn {
  readonly token: string;
  readonly expiresInS: number;
  /** For clients that asked for it; good for one refresh. */
  readonly refreshToken?: string;
}

interface Life {
  readonly id: string;
  readonly user_id: number;
  readonly created_at: number;
  readonly remembered: number;
  readonly rotating: number;
}

const hashOf = (refreshToken: string): string => createHash("sha256").update(refreshToken).digest("hex");

/** The token that follows another: only who holds the other can make it, so that a repeated refresh has the same answer. */
const successor = (refreshToken: string, salt: string): string =>
  createHmac("sha256", salt).update(refreshToken).digest("base64url");

const accessTtlMs = ({ remembered, rotating }: Life): number =>
  rotating ? SHORT_ACCESS_TTL_MS : remembered ? REMEMBERED_ACCESS_TTL_MS : ACCESS_TTL_MS;

const sessionEnd = (life: Life, now: number): number => {
  const ttlMs = life.rotating ? (life.remembered ? REMEMBERED_REFRESH_TTL_MS : REFRESH_TTL_MS) : accessTtlMs(life);
  return Math.min(now + ttlMs, life.created_at + LONGEST_SESSION_MS);
};

const accessToken = async (
  { tokens, clock }: Context,
  system: string,
  life: Life & { readonly tenant_id: number },
  version: number,
): Promise<Omit<SignedIn, "refreshToken">> => {
  const now = clock.now();
  const expiresAt = Math.min(now + accessTtlMs(life), sessionEnd(life, now));
  const claims = { userId: life.user_id, tenantId: life.tenant_id, sessionId: life.id, version };
  return { token: await tokens.issue(system, claims, expiresAt), expiresInS: Math.floor((expiresAt - now) / 1000) };
};

const keepRefreshToken = async (db: Db, life: Life, token: string, salt: string, now: number, previous?: string) => {
  await sessions(db).insertRefreshToken({
    hash: hashOf(token),
    session_id: life.id,
    previous_hash: previous ?? null,
    salt,
    created_at: now,
    used_at: null,
  });
};

/** Opens a sign-in of an account whose identity is proved, and issues its tokens. */
export const openSession = async (
  context: Context,
  system: string,
  userId: number,
  { remember = false, rotating = false, loginType }: SessionOptions = {},
): Promise<SignedIn> => {
  const { db, clock, ids } = context;
  const now = clock.now();
  const life: Life = {
    id: ids.next(),
    user_id: userId,
    created_at: now,
    remembered: remember ? 1 : 0,
    rotating: rotating ? 1 : 0,
  };
  const account = await accounts(db, system).byId(userId);
  if (!account) throw new Refusal("auth.token-invalid");
  const refreshToken = rotating ? randomBytes(32).toString("base64url") : undefined;
  await db.transaction().execute(async (tx) => {
    await sessions(tx).insert({
      ...life,
      expires_at: sessionEnd(life, now),
      version_at: now,
      login_type: loginType ?? null,
    });
    if (refreshToken) await keepRefreshToken(tx, life, refreshToken, "", now);
    await accounts(tx, system).markLogin(userId, now);
  });
  return {
    ...(await accessToken(context, system, { ...life, tenant_id: account.tenant_id }, 1)),
    ...(refreshToken ? { refreshToken } : {}),
  };
};

/** Is a token of this version good? The last one is, and for ten seconds the one before. */
export const isVersionLive = (
  session: { readonly version: number; readonly version_at: number },
  version: number,
  now: number,
): boolean => version === session.version || (version === session.version - 1 && now < session.version_at + GRACE_MS);

/** A new token for who holds a live one. All who refresh with the same token get tokens of the same version. */
export const refreshByBearer = async (
  context: Context,
  system: string,
  { sessionId, sessionVersion }: Principal,
): Promise<SignedIn> => {
  const now = context.clock.now();
  const session = await sessions(context.db).byId(sessionId, now);
  if (!session) throw new Refusal("auth.token-invalid");
  // Rotating sign-ins are prolonged by their refresh token only.
  const end = session.rotating ? session.expires_at : sessionEnd(session, now);
  await sessions(context.db).advance(sessionId, sessionVersion, now, end);
  const after = await sessions(context.db).byId(sessionId, now);
  if (!after) throw new Refusal("auth.token-invalid");
  return accessToken(context, system, after, after.version);
};

/**
 * Exchanges a refresh token for the next one. A token that was used before ends its sign-in with all tokens of it, since either
 * the client or a thief holds a stale copy; within ten seconds, while its successor is unused, it gets the same answer again.
 */
export const refreshByToken = async (context: Context, system: string, refreshToken: string): Promise<SignedIn> => {
  const { clock, db, log, metrics } = context;
  const now = clock.now();
  const hash = hashOf(refreshToken);
  const outcome = await db.transaction().execute(async (tx) => {
    const store = sessions(tx);
    const kept = await store.refreshToken(hash);
    const session = kept && (await store.byId(kept.session_id, now));
    if (!session || session.system !== system) return undefined;
    if (session.user_status !== 1) return { disabled: true as const };
    if (await store.takeRefreshToken(hash, now)) {
      const salt = randomBytes(16).toString("base64url");
      const next = successor(refreshToken, salt);
      await keepRefreshToken(tx, session, next, salt, now, hash);
      await store.advance(session.id, session.version, now, sessionEnd(session, now));
      return { session, version: session.version + 1, next };
    }
    const usedAt = (await store.refreshToken(hash))?.used_at ?? 0;
    const follower = await store.successorOf(hash);
    if (follower && follower.used_at === null && now < usedAt + GRACE_MS) {
      return { session, version: session.version, next: successor(refreshToken, follower.salt) };
    }
    await store.end(session.id, now);
    return { reused: session };
  });
  if (!outcome) throw new Refusal("auth.token-invalid");
  if ("disabled" in outcome) throw new Refusal("auth.account-disabled");
  if ("reused" in outcome) {
    const { user_id: userId, id: sessionId } = outcome.reused;
    metrics.securityEvents.count("auth.refresh-reused");
    log.warn({ event: "auth.refresh-reused", system, userId, sessionId }, "a used refresh token came again");
    throw new Refusal("auth.token-invalid");
  }
  const { session, version, next } = outcome;
  return { ...(await accessToken(context, system, session, version)), refreshToken: next };
};

/** Ends one sign-in: no token of it is taken from the next request on. */
export const closeSession = ({ db, clock }: Context, sessionId: string) => sessions(db).end(sessionId, clock.now());
