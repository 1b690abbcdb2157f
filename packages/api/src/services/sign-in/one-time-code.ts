import { createHmac, randomInt, timingSafeEqual } from "node:crypto";
import type { Context } from "../../context.js";
import { Refusal } from "../../contract/refusal.js";
import { type AttemptPolicy, attempts } from "../../storage/repositories/attempts.js";
import { oneTimeCodes } from "../../storage/repositories/one-time-codes.js";
import { addressKey } from "../rate-limits.js";
import type { SigningKey } from "../tokens/index.js";
import { type CaptchaAnswer, checkCaptcha } from "./captcha.js";

export type CodePurpose = "login" | "register" | "reset_password";

/** Seconds for which a code may be used. */
export const CODE_TTL_S = 300;
const RESEND_AFTER_MS = 60_000;
const MOST_ATTEMPTS = 5;

const HOUR_MS = 3_600_000;
/** Messages cost money and annoy: ten a day to one phone. */
const perPhone: AttemptPolicy = {
  free: 10,
  firstDelayMs: HOUR_MS,
  longestDelayMs: 23 * HOUR_MS,
  forgetAfterMs: 24 * HOUR_MS,
};
const perAddress: AttemptPolicy = {
  free: 60,
  firstDelayMs: 10 * 60_000,
  longestDelayMs: HOUR_MS,
  forgetAfterMs: 2 * HOUR_MS,
};
/** Requests of one address that need no captcha. */
const FREE_OF_CAPTCHA = 5;

export interface CodeRequest {
  readonly mobile: string;
  readonly purpose: CodePurpose;
  readonly address: string;
  readonly captcha: CaptchaAnswer | undefined;
  /** Does anybody wait for this code? If not, nothing is sent and the caller cannot tell. */
  readonly isExpected: () => Promise<boolean>;
}

const hashOf = (key: SigningKey, ...parts: readonly string[]): string =>
  createHmac("sha256", key.secret).update(parts.join("\n")).digest("base64url");

/**
 * Makes a code and sends it to the phone, in the background: neither the answer nor its time says whether the phone belongs to
 * an account. Refuses with `auth.code-too-soon`, `auth.captcha-required` or `auth.captcha-wrong`.
 */
export const sendCode = async (context: Context, system: string, request: CodeRequest): Promise<void> => {
  const { db, clock, keys, sms, log } = context;
  if (!sms) throw new Refusal("auth.codes-unavailable");
  const { mobile, purpose, address } = request;
  const now = clock.now();
  const phoneKey = `code:${system}:${mobile}`;
  const sourceKey = `code-address:${addressKey(address)}`;
  const waitMs = await attempts(db).blockedForMs([phoneKey, sourceKey], now);
  if (waitMs > 0) throw new Refusal("auth.code-too-soon", { seconds: Math.ceil(waitMs / 1000) });
  const isCaptchaDue = (await attempts(db).highest([sourceKey], now, perAddress)) >= FREE_OF_CAPTCHA;
  await checkCaptcha(context, request.captcha, isCaptchaDue);

  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const isMade = await oneTimeCodes(db).replace(
    {
      system,
      mobile,
      purpose,
      code_hash: hashOf(keys.newest(), system, mobile, purpose, code),
      attempts: 0,
      created_at: now,
      expires_at: now + CODE_TTL_S * 1000,
      used_at: null,
    },
    now - RESEND_AFTER_MS,
  );
  if (!isMade) {
    const latest = await oneTimeCodes(db).find(system, mobile);
    const leftMs = (latest?.created_at ?? now) + RESEND_AFTER_MS - now;
    throw new Refusal("auth.code-too-soon", { seconds: Math.max(1, Math.ceil(leftMs / 1000)) });
  }
  await attempts(db).count({ [phoneKey]: perPhone, [sourceKey]: perAddress }, now);
  const deliver = async (): Promise<void> => {
    if (await request.isExpected()) await sms.send({ mobile, code, purpose, expiresInS: CODE_TTL_S });
  };
  void deliver().catch((error: unknown) => log.error({ err: error, system, purpose }, "a code could not be sent"));
};

/** Is this the phone's live code for that purpose? It is used up by a yes, and by five noes. */
export const useCode = async (
  { db, clock, keys }: Context,
  system: string,
  mobile: string,
  purpose: CodePurpose,
  code: string,
): Promise<boolean> => {
  const now = clock.now();
  const kept = await oneTimeCodes(db).attempt(system, mobile, purpose, now, MOST_ATTEMPTS);
  if (!kept) return false;
  // The keys may have been rotated since the code was sent.
  const fits = keys.all().some((key) => {
    const given = Buffer.from(hashOf(key, system, mobile, purpose, code));
    return timingSafeEqual(given, Buffer.from(kept.code_hash));
  });
  return fits && (await oneTimeCodes(db).use(system, mobile, kept.code_hash, now));
};
