import { createHash, randomBytes } from "node:crypto";
import type { Context } from "../../context.js";
import { Refusal } from "../../contract/refusal.js";
import { oneTimeCodes } from "../../storage/repositories/one-time-codes.js";
import { captchaImage, randomCaptchaText } from "./captcha-image.js";

const TTL_MS = 5 * 60_000;

/** What a client read from an image. */
export interface CaptchaAnswer {
  readonly key: string;
  readonly text: string;
}

export interface Captcha {
  readonly key: string;
  /** An SVG as data URI. */
  readonly image: string;
  readonly expiresInS: number;
}

const hashOf = (key: string, text: string): string =>
  createHash("sha256").update(`${key}\n${text.trim().toUpperCase()}`).digest("hex");

/** A new captcha, good for five minutes and one answer. */
export const makeCaptcha = async ({ db, clock }: Context): Promise<Captcha> => {
  const text = randomCaptchaText();
  const key = randomBytes(18).toString("base64url");
  await oneTimeCodes(db).insertCaptcha({ key, answer_hash: hashOf(key, text), expires_at: clock.now() + TTL_MS });
  const image = `data:image/svg+xml;base64,${Buffer.from(captchaImage(text)).toString("base64")}`;
  return { key, image, expiresInS: TTL_MS / 1000 };
};

/** Refuses a wrong answer, and a missing one where it is due. */
export const checkCaptcha = async (
  { db, clock }: Context,
  answer: CaptchaAnswer | undefined,
  isDue: boolean,
): Promise<void> => {
  if (!answer) {
    if (isDue) throw new Refusal("auth.captcha-required");
    return;
  }
  const kept = await oneTimeCodes(db).takeCaptcha(answer.key);
  if (!kept || kept.expires_at <= clock.now() || kept.answer_hash !== hashOf(answer.key, answer.text)) {
    throw new Refusal("auth.captcha-wrong");
  }
};
