import { err, ok, type Result } from "../kernel/index.js";
import { type Account, availableBalance, type LedgerUnit } from "./account.js";
import type { LedgerRecord, LedgerRefusal, Movement } from "./movement.js";

/** An accepted transaction: its journal rows in order, and the new state of each account that it touched. */
export interface Posting {
  readonly records: readonly LedgerRecord[];
  readonly accounts: readonly Account[];
}

const imbalance = (records: readonly LedgerRecord[]): LedgerRefusal | undefined => {
  const sums = new Map<LedgerUnit, { debit: number; credit: number }>();
  for (const { kind, unit, amount } of records) {
    if (kind === "hold" || kind === "release") continue;
    const sum = sums.get(unit) ?? { debit: 0, credit: 0 };
    sum[kind] += amount;
    sums.set(unit, sum);
  }
  for (const [unit, sum] of sums) {
    if (sum.debit !== sum.credit) return { code: "ledger.unbalanced", unit, ...sum };
  }
  return undefined;
};

const move = (account: Account, { kind, accountId, amount }: Movement): Result<Account, LedgerRefusal> => {
  let { balance, held } = account;
  if (kind === "hold") held += amount;
  else if (kind === "release") held -= amount;
  else balance += kind === account.side ? amount : -amount;

  if (!Number.isSafeInteger(amount) || amount <= 0 || !Number.isSafeInteger(balance) || !Number.isSafeInteger(held)) {
    return err({ code: "ledger.bad-amount", accountId, amount });
  }
  if (held < 0) return err({ code: "ledger.exceeds-held", accountId, held: account.held, amount });
  const shrinks = balance - held < availableBalance(account);
  if (shrinks && balance < held && !account.mayBeNegative) {
    const available = availableBalance(account);
    return err({ code: "ledger.insufficient", accountId, unit: account.unit, available, missing: held - balance });
  }
  return ok({ ...account, balance, held, version: account.version + 1 });
};

/**
 * Posts one transaction against the given account states, all or nothing. After it Σ debit = Σ credit in every unit,
 * and no account has less than it holds unless it may. Movements take effect in order: write a `release` before the
 * movement that spends what was held.
 *
 * Pure: the caller stores the records and the accounts together, on the condition that each account still has the
 * version it was read with.
 */
export const post = (accounts: readonly Account[], movements: readonly Movement[]): Result<Posting, LedgerRefusal> => {
  const touched = new Map<string, Account>();
  const records: LedgerRecord[] = [];
  for (const movement of movements) {
    const { accountId } = movement;
    const before = touched.get(accountId) ?? accounts.find((account) => account.id === accountId);
    if (before === undefined) return err({ code: "ledger.unknown-account", accountId });
    const after = move(before, movement);
    if (!after.ok) return after;
    const { unit, version, balance, held } = after.value;
    touched.set(accountId, after.value);
    records.push({ ...movement, unit, version, balanceAfter: balance, heldAfter: held });
  }
  const refusal = imbalance(records);
  return refusal === undefined ? ok({ records, accounts: [...touched.values()] }) : err(refusal);
};
