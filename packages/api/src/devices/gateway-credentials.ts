import { createHash, randomBytes } from "node:crypto";
import { deviceId } from "@waystation/core/devices";
import { type Clock, err, ok, type Result } from "@waystation/core/kernel";
import type { Db } from "../storage/database.js";
import { gateways } from "../storage/repositories/gateways.js";
import { createSecret, hashOfSecret, matchesSecret } from "./secret-hash.js";

/** The API's own account on the embedded broker; no gateway may be called so. */
export const API_USER = "waystation-api";

/** Why something cannot be done with a gateway. */
export type GatewayProblem =
  | { readonly code: "gateway.id-invalid"; readonly reason: string }
  | { readonly code: "gateway.unknown"; readonly id: string }
  | { readonly code: "gateway.revoked"; readonly id: string }
  | { readonly code: "gateway.other-station"; readonly id: string }
  | { readonly code: "gateway.code-refused" };

/** What a gateway signs in with; the secret is shown this once. */
export interface GatewayCredential {
  readonly gatewayId: string;
  readonly secret: string;
}

/** A code that turns into a credential once. */
export interface EnrolmentCode {
  readonly code: string;
  readonly expiresAt: number;
}

/** After an enrolment anew the secret before it still holds so long, for the daemon that is yet to be restarted. */
const ENROL_OVERLAP_MS = 10 * 60_000;
const CODE_BYTES = 15;
/** No I, L, O, U: a code may be read out on the telephone. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 120 random bits as `XXXXXX-XXXXXX-XXXXXX-XXXXXX`: the 24 digits of base 32. */
const createCode = (): string => {
  let bits = BigInt(`0x${randomBytes(CODE_BYTES).toString("hex")}`);
  let digits = "";
  for (let index = 0; index < (CODE_BYTES * 8) / 5; index++) {
    digits = ALPHABET[Number(bits & 31n)] + digits;
    bits >>= 5n;
  }
  return digits.replace(/(.{6})(?=.)/g, "$1-");
};

/** A code may be typed in small letters, with or without its dashes, O for 0, I or L for 1. */
const hashOfCode = (code: string): string => {
  const digits = code.toUpperCase().replace(/[\s-]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return createHash("sha256").update(digits).digest("hex");
};

/** Enrolment, rotation and revocation of gateways, and the check of what one signs in with. */
export const createGatewayCredentials = (db: Db, clock: Clock) => {
  /** A new secret; those before it end after the overlap. */
  const replaceSecret = async (tx: Db, gatewayId: string, overlapMs: number): Promise<GatewayCredential> => {
    const now = clock.now();
    const secret = createSecret();
    await gateways(tx).expireSecrets(gatewayId, now + overlapMs);
    await gateways(tx).forgetSecrets(now);
    await gateways(tx).insertSecret({ gateway_id: gatewayId, hash: await hashOfSecret(secret), created_at: now });
    return { gatewayId, secret };
  };

  return {
    /** The stored hash that a secret fits; undefined for a wrong one, an unknown or a revoked gateway. */
    check: async (gatewayId: string, secret: Buffer): Promise<string | undefined> => {
      for (const { hash } of await gateways(db).secretsOf(gatewayId, clock.now())) {
        if (await matchesSecret(secret, hash)) return hash;
      }
      return undefined;
    },

    /** Tells for an id and a hash whether it is good now. */
    good: async (): Promise<(gatewayId: string, hash: string) => boolean> => {
      const rows = await gateways(db).allSecrets(clock.now());
      const known = new Set(rows.map(({ gateway_id, hash }) => `${gateway_id} ${hash}`));
      return (gatewayId, hash) => known.has(`${gatewayId} ${hash}`);
    },

    /** A code for a gateway of a station, which is made known when it is new. The code before it ends. */
    invite: (id: string, stationId: number, validMs: number): Promise<Result<EnrolmentCode, GatewayProblem>> =>
      db.transaction().execute(async (tx) => {
        const parsed = deviceId.safeParse(id);
        if (!parsed.success || id === API_USER) {
          const reason = parsed.success ? "is the API's own name" : (parsed.error.issues[0]?.message ?? "");
          return err({ code: "gateway.id-invalid" as const, reason });
        }
        const now = clock.now();
        const known = await gateways(tx).byId(id);
        if (known && known.station_id !== stationId) return err({ code: "gateway.other-station" as const, id });
        if (!known) await gateways(tx).insert({ id, station_id: stationId, created_at: now });
        const code = createCode();
        const expiresAt = now + validMs;
        const row = { code_hash: hashOfCode(code), gateway_id: id, created_at: now, expires_at: expiresAt };
        await gateways(tx).putCode(row);
        return ok({ code, expiresAt });
      }),

    /** Turns a code into a credential, once; `gatewayId` must be the code's own where it is given. A revoked gateway is back. */
    enrol: (code: string, gatewayId?: string): Promise<Result<GatewayCredential, GatewayProblem>> =>
      db.transaction().execute(async (tx) => {
        const taken = await gateways(tx).takeCode(hashOfCode(code), clock.now(), gatewayId);
        if (!taken) return err({ code: "gateway.code-refused" as const });
        await gateways(tx).setRevoked(taken.gateway_id, null);
        return ok(await replaceSecret(tx, taken.gateway_id, ENROL_OVERLAP_MS));
      }),

    /** A new secret; the one before it holds until the overlap is over. */
    rotate: (id: string, overlapMs: number): Promise<Result<GatewayCredential, GatewayProblem>> =>
      db.transaction().execute(async (tx) => {
        const known = await gateways(tx).byId(id);
        if (!known) return err({ code: "gateway.unknown" as const, id });
        if (known.revoked_at !== null) return err({ code: "gateway.revoked" as const, id });
        return ok(await replaceSecret(tx, id, overlapMs));
      }),

    /** Every secret and code of a gateway ends now. */
    revoke: (id: string): Promise<Result<void, GatewayProblem>> =>
      db.transaction().execute(async (tx) => {
        if (!(await gateways(tx).byId(id))) return err({ code: "gateway.unknown" as const, id });
        const now = clock.now();
        await gateways(tx).expireSecrets(id, now);
        await gateways(tx).forgetSecrets(now);
        await gateways(tx).dropCode(id);
        await gateways(tx).setRevoked(id, now);
        return ok(undefined);
      }),
  };
};

export type GatewayCredentials = ReturnType<typeof createGatewayCredentials>;
