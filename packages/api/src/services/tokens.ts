import type { Clock } from "@waystation/core/kernel";
import { jwtVerify, SignJWT } from "jose";

/** What an access token says. */
export interface AccessClaims {
  readonly userId: number;
  readonly sessionId: string;
}

export interface Tokens {
  issue(system: string, claims: AccessClaims, expiresAt: number): Promise<string>;
  /** Undefined for anything that is not a valid access token of that system. */
  verify(system: string, token: string): Promise<AccessClaims | undefined>;
}

const ALGORITHM = "HS256";

/** Access tokens signed with one pinned algorithm; `secret` has at least 32 bytes. */
export const createTokens = (secret: Uint8Array, clock: Clock): Tokens => ({
  issue: (system, { userId, sessionId }, expiresAt) =>
    new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM, typ: "at+jwt" })
      .setSubject(String(userId))
      .setAudience(system)
      .setIssuedAt(Math.floor(clock.now() / 1000))
      .setExpirationTime(Math.floor(expiresAt / 1000))
      .sign(secret),
  verify: async (system, token) => {
    try {
      const { payload } = await jwtVerify(token, secret, {
        algorithms: [ALGORITHM],
        typ: "at+jwt",
        audience: system,
        currentDate: new Date(clock.now()),
        requiredClaims: ["sub", "sid", "exp"],
      });
      return { userId: Number(payload.sub), sessionId: String(payload.sid) };
    } catch {
      return undefined;
    }
  },
});
