import type { Context } from "../../context.js";
import { attempts } from "../../storage/repositories/attempts.js";
import { oneTimeCodes } from "../../storage/repositories/one-time-codes.js";
import { sessions } from "../../storage/repositories/sessions.js";

const DAY_MS = 24 * 3_600_000;

/** Deletes what can no longer matter: ended sign-ins, old codes and captchas, forgotten failures. */
export const pruneSignIns = async ({ db, clock }: Pick<Context, "db" | "clock">): Promise<void> => {
  const now = clock.now();
  await sessions(db).prune(now - DAY_MS);
  await oneTimeCodes(db).prune(now - DAY_MS);
  await attempts(db).prune(now - DAY_MS);
};
