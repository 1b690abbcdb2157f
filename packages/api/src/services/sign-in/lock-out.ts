import { createHash } from "node:crypto";
import type { Context } from "../../context.js";
import { Refusal } from "../../contract/refusal.js";
import { type AttemptPolicy, attempts } from "../../storage/repositories/attempts.js";
import { addressKey } from "../rate-limits.js";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const policies = {
  /** One name tried from one address: what a forgetful owner or a single attacker does. */
  pair: { free: 5, firstDelayMs: 30_000, longestDelayMs: 15 * MINUTE_MS, forgetAfterMs: DAY_MS },
  /** One name from anywhere: many addresses against one account. */
  name: { free: 20, firstDelayMs: MINUTE_MS, longestDelayMs: 15 * MINUTE_MS, forgetAfterMs: DAY_MS },
  /** Any names from one address; generous, since a whole station may stand behind one. */
  address: { free: 50, firstDelayMs: 5_000, longestDelayMs: 5 * MINUTE_MS, forgetAfterMs: 60 * MINUTE_MS },
} as const satisfies Record<string, AttemptPolicy>;

/** Callers that may queue up for one name before the rest is turned away. */
const MOST_WAITING = 64;

/** What somebody claims to be, and from where. The name is as typed: it need not belong to anybody. */
export interface Claim {
  readonly system: string;
  readonly name: string;
  readonly address: string;
}

const nameKey = ({ system, name }: Claim): string =>
  // Hashed: people type passwords into the name field.
  `name:${system}:${createHash("sha256").update(name).digest("base64url")}`;

const keysOf = (claim: Claim) => ({
  pair: `${nameKey(claim)}:${addressKey(claim.address)}`,
  name: nameKey(claim),
  address: `address:${addressKey(claim.address)}`,
});

const turns = new Map<string, { last: Promise<void>; waiting: number }>();

/** One at a time for each key: of a hundred guesses sent at once the sixth finds the failures of the five before. */
const inTurn = async <T>(key: string, work: () => Promise<T>): Promise<T> => {
  const turn = turns.get(key) ?? { last: Promise.resolve(), waiting: 0 };
  if (turn.waiting >= MOST_WAITING) throw new Refusal("server.overloaded", { seconds: 2 });
  turns.set(key, turn);
  turn.waiting += 1;
  const mine = turn.last.then(work);
  turn.last = mine.then(
    () => {},
    () => {},
  );
  try {
    return await mine;
  } finally {
    turn.waiting -= 1;
    if (turn.waiting === 0) turns.delete(key);
  }
};

/** Failures of a name from an address so far that are not forgotten. */
export const failuresOf = ({ db, clock }: Context, claim: Claim): Promise<number> =>
  attempts(db).highest([keysOf(claim).pair], clock.now(), policies.pair);

/**
 * Runs a check of somebody's claim unless it failed too often: then it is refused with `auth.locked` and the seconds to wait,
 * whether or not the name exists. `check` gives undefined for a failure, which is counted and refused with `failure`.
 */
export const underLockOut = async <T>(
  context: Context,
  claim: Claim,
  failure: () => Refusal,
  check: () => Promise<T | undefined>,
): Promise<T> => {
  const { db, clock, log } = context;
  const keys = keysOf(claim);
  return inTurn(keys.name, async () => {
    const store = attempts(db);
    const waitMs = await store.blockedForMs(Object.values(keys), clock.now());
    if (waitMs > 0) throw new Refusal("auth.locked", { seconds: Math.ceil(waitMs / 1000) });
    const proved = await check();
    if (proved !== undefined) {
      await store.forget([keys.pair, keys.name]);
      return proved;
    }
    const { pair, name, address } = policies;
    await store.count({ [keys.pair]: pair, [keys.name]: name, [keys.address]: address }, clock.now());
    log.warn({ event: "auth.failed", system: claim.system, address: claim.address }, "a sign-in failed");
    throw failure();
  });
};

/** Names are free again: their owner has proved to be who they are by other means. */
export const forgetFailures = async ({ db }: Pick<Context, "db">, claims: readonly Claim[]): Promise<void> => {
  await attempts(db).forget(claims.flatMap((claim) => [keysOf(claim).pair, keysOf(claim).name]));
};
