import type { Account, LedgerUnit } from "./account.js";
import type { LedgerRecord } from "./movement.js";

/** A broken invariant of a ledger: where, and the figures that disagree. */
export type LedgerViolation =
  | { readonly code: "ledger.transaction-unbalanced"; readonly transaction: number; readonly unit: LedgerUnit }
  | {
      readonly code: "ledger.version-gap";
      readonly accountId: string;
      readonly expected: number;
      readonly found: number;
    }
  | {
      readonly code: "ledger.balance-differs" | "ledger.held-differs";
      readonly accountId: string;
      readonly version: number;
      readonly expected: number;
      readonly found: number;
    }
  | {
      readonly code: "ledger.below-zero";
      readonly accountId: string;
      readonly version: number;
      readonly balance: number;
    }
  | { readonly code: "ledger.unknown-account"; readonly accountId: string };

interface Replay {
  balance: number;
  held: number;
  version: number;
}

const unbalancedUnits = (records: readonly LedgerRecord[]): readonly LedgerUnit[] => {
  const sums = new Map<LedgerUnit, number>();
  for (const { kind, unit, amount } of records) {
    if (kind === "debit") sums.set(unit, (sums.get(unit) ?? 0) + amount);
    if (kind === "credit") sums.set(unit, (sums.get(unit) ?? 0) - amount);
  }
  return [...sums].filter(([, sum]) => sum !== 0).map(([unit]) => unit);
};

const replay = (state: Replay, account: Account, record: LedgerRecord): readonly LedgerViolation[] => {
  const { accountId, kind, amount, version } = record;
  const violations: LedgerViolation[] = [];
  if (version !== state.version + 1) {
    violations.push({ code: "ledger.version-gap", accountId, expected: state.version + 1, found: version });
  }
  state.version = version;
  if (kind === "hold") state.held += amount;
  else if (kind === "release") state.held -= amount;
  else state.balance += kind === account.side ? amount : -amount;
  const { balance, held } = state;
  const { balanceAfter, heldAfter } = record;
  if (balanceAfter !== balance) {
    violations.push({ code: "ledger.balance-differs", accountId, version, expected: balance, found: balanceAfter });
  }
  if (heldAfter !== held) {
    violations.push({ code: "ledger.held-differs", accountId, version, expected: held, found: heldAfter });
  }
  if (balance < held && !account.mayBeNegative) {
    violations.push({ code: "ledger.below-zero", accountId, version, balance: balance - held });
  }
  return violations;
};

/**
 * Replays a whole journal from empty accounts and says everything that does not hold: every transaction sums to zero
 * per unit, versions are dense, each row's balance follows from the row before, the accounts stand where their rows
 * lead, nothing is below zero that may not be. An empty list is a sound ledger.
 */
export const checkLedger = (
  accounts: readonly Account[],
  journal: readonly (readonly LedgerRecord[])[],
): readonly LedgerViolation[] => {
  const violations: LedgerViolation[] = [];
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const states = new Map<string, Replay>(accounts.map(({ id }) => [id, { balance: 0, held: 0, version: 0 }]));
  journal.forEach((records, transaction) => {
    for (const unit of unbalancedUnits(records)) {
      violations.push({ code: "ledger.transaction-unbalanced", transaction, unit });
    }
    for (const record of records) {
      const account = byId.get(record.accountId);
      const state = states.get(record.accountId);
      if (account && state) violations.push(...replay(state, account, record));
      else violations.push({ code: "ledger.unknown-account", accountId: record.accountId });
    }
  });
  for (const { id: accountId, balance, held, version } of accounts) {
    const state = states.get(accountId);
    if (!state) continue;
    if (state.version !== version) {
      violations.push({ code: "ledger.version-gap", accountId, expected: state.version, found: version });
    }
    if (state.balance !== balance) {
      violations.push({ code: "ledger.balance-differs", accountId, version, expected: state.balance, found: balance });
    }
    if (state.held !== held) {
      violations.push({ code: "ledger.held-differs", accountId, version, expected: state.held, found: held });
    }
  }
  return violations;
};
