import type { Clock } from "@waystation/core/kernel";
import { type JWTHeaderParameters, jwtVerify, SignJWT } from "jose";
import type { KeyRing, SigningKey } from "./key-ring.js";

/** What an access token says of its bearer. */
export interface AccessClaims {
  readonly userId: number;
  readonly tenantId: number;
  readonly sessionId: string;
  /** Which of the session's tokens this is: see `sessions.version`. */
  readonly version: number;
}

export interface Tokens {
  /** A token for one system, valid until `expiresAt` (epoch milliseconds) while its session lives. */
  issue(system: string, claims: AccessClaims, expiresAt: number): Promise<string>;
  /** Undefined for anything that is not a valid access token of that system. The session is still to be looked up. */
  verify(system: string, token: string): Promise<AccessClaims | undefined>;
}

const ALGORITHM = "HS256";
const TYPE = "at+jwt";
const ISSUER = "waystation";
/** Ours have some 300 characters: what is longer is not read. */
const LONGEST_TOKEN = 2_048;
const MOST_CACHED = 10_000;

interface Verified {
  readonly system: string;
  readonly claims: AccessClaims;
  readonly expiresAtMs: number;
}

/** The key that a header names, among ours. Whatever else a header says of keys (`jwk`, `jku`, `x5c`) is not looked at. */
const keyFor =
  (keys: readonly SigningKey[]) =>
  ({ kid }: JWTHeaderParameters) => {
    const key = keys.find(({ id }) => id === kid);
    if (!key) throw new Error("unknown key");
    return key.secret;
  };

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

const verifyFully = async (
  keys: readonly SigningKey[],
  now: number,
  system: string,
  token: string,
): Promise<Verified | undefined> => {
  try {
    const { payload } = await jwtVerify(token, keyFor(keys), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: ISSUER,
      audience: system,
      currentDate: new Date(now),
      requiredClaims: ["sub", "iat", "exp"],
    });
    const { sub, aud, sid, tid, ver, exp } = payload;
    if (aud !== system || typeof sid !== "string") return undefined;
    if (typeof sub !== "string" || !/^[1-9]\d{0,14}$/.test(sub)) return undefined;
    if (!isCount(tid) || !isCount(ver)) return undefined;
    const claims = { userId: Number(sub), tenantId: tid, sessionId: sid, version: ver };
    return { system, claims, expiresAtMs: exp! * 1000 };
  } catch {
    return undefined;
  }
};

/**
 * Access tokens (JWT) under the newest key of the ring, HS256 and nothing else. A verified token is not computed again until
 * it expires or the keys change; whether its session lives is asked of the database on every request.
 */
export const createTokens = (ring: KeyRing, clock: Clock): Tokens => {
  const cached = new Map<string, Verified>();
  let cachedUnder: readonly SigningKey[] = [];

  return {
    issue: (system, { userId, tenantId, sessionId, version }, expiresAt) => {
      const { id, secret } = ring.newest();
      return new SignJWT({ sid: sessionId, tid: tenantId, ver: version })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: id })
        .setIssuer(ISSUER)
        .setSubject(String(userId))
        .setAudience(system)
        .setIssuedAt(Math.floor(clock.now() / 1000))
        .setExpirationTime(Math.floor(expiresAt / 1000))
        .sign(secret);
    },
    verify: async (system, token) => {
      if (token.length > LONGEST_TOKEN) return undefined;
      const keys = ring.all();
      const now = clock.now();
      if (keys !== cachedUnder) {
        cached.clear();
        cachedUnder = keys;
      }
      let verified = cached.get(token);
      if (!verified) {
        verified = await verifyFully(keys, now, system, token);
        if (!verified) return undefined;
        if (cached.size >= MOST_CACHED) cached.delete(cached.keys().next().value!);
        if (keys === cachedUnder) cached.set(token, verified);
      }
      if (verified.system !== system) return undefined;
      if (verified.expiresAtMs > now) return verified.claims;
      cached.delete(token);
      return undefined;
    },
  };
};
