import { err, ok, type Result } from "../kernel/index.js";
import type { Account } from "./account.js";
import { type LedgerRefusal, type Movement, transfer } from "./movement.js";
import { type Posting, post } from "./post.js";

/** A pre-authorisation on one account: `amount` was promised, `captured` was taken, `released` was given back. */
export interface Hold {
  readonly id: string;
  readonly accountId: string;
  readonly amount: number;
  readonly captured: number;
  readonly released: number;
}

/** A hold as it stands after a posting, with the rows and accounts to store. */
export interface HoldPosting extends Posting {
  readonly hold: Hold;
}

/** How to capture: the account that receives, and whether the rest stays held for another capture. */
export interface Capture {
  readonly amount: number;
  readonly to: Account;
  readonly keepRest?: boolean;
}

/** What of a hold is still promised; 0 when it is settled. */
export const heldRest = (hold: Hold): number => hold.amount - hold.captured - hold.released;

const postHold = (accounts: readonly Account[], movements: readonly Movement[], hold: Hold) => {
  const posted = post(accounts, movements);
  return posted.ok ? ok({ ...posted.value, hold }) : posted;
};

/** Promises `amount` of an account, so that nothing else can spend it. */
export const placeHold = (account: Account, id: string, amount: number): Result<HoldPosting, LedgerRefusal> => {
  const accountId = account.id;
  const hold = { id, accountId, amount, captured: 0, released: 0 };
  return postHold([account], [{ kind: "hold", accountId, amount }], hold);
};

/**
 * Takes what was measured out of a hold and gives the rest back (hold 200.00, capture 137.42, 62.58 released), or
 * keeps the rest held. Capturing 0 releases all.
 */
export const captureHold = (
  account: Account,
  hold: Hold,
  { amount, to, keepRest = false }: Capture,
): Result<HoldPosting, LedgerRefusal> => {
  const left = heldRest(hold);
  if (left === 0) return err({ code: "ledger.hold-settled", holdId: hold.id });
  if (amount > left) return err({ code: "ledger.exceeds-hold", holdId: hold.id, left, amount });
  if (amount === 0) return keepRest ? ok({ hold, records: [], accounts: [] }) : releaseHold(account, hold);
  const given = keepRest ? amount : left;
  const [debitId, creditId] = account.side === "credit" ? [account.id, to.id] : [to.id, account.id];
  const movements: Movement[] = [
    { kind: "release", accountId: account.id, amount: given },
    ...transfer(debitId, creditId, amount),
  ];
  const after = { ...hold, captured: hold.captured + amount, released: hold.released + given - amount };
  return postHold([account, to], movements, after);
};

/** Gives back all that is left of a hold. */
export const releaseHold = (account: Account, hold: Hold): Result<HoldPosting, LedgerRefusal> => {
  const amount = heldRest(hold);
  if (amount === 0) return err({ code: "ledger.hold-settled", holdId: hold.id });
  const after = { ...hold, released: hold.released + amount };
  return postHold([account], [{ kind: "release", accountId: account.id, amount }], after);
};
