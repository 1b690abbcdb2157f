import type { LedgerUnit, Side } from "./account.js";

/**
 * One step of a transaction. `debit` and `credit` move value; `hold` and `release` only promise a part of a
 * balance. `amount` is a positive safe integer in the account's unit.
 */
export interface Movement {
  readonly kind: Side | "hold" | "release";
  readonly accountId: string;
  readonly amount: number;
}

/** An immutable row of the journal: a movement, and the account as it stood after it. */
export interface LedgerRecord extends Movement {
  readonly unit: LedgerUnit;
  readonly version: number;
  readonly balanceAfter: number;
  readonly heldAfter: number;
}

/** Why a transaction was refused. Nothing of it has taken effect. */
export type LedgerRefusal =
  | { readonly code: "ledger.unknown-account"; readonly accountId: string }
  | { readonly code: "ledger.bad-amount"; readonly accountId: string; readonly amount: number }
  | { readonly code: "ledger.unbalanced"; readonly unit: LedgerUnit; readonly debit: number; readonly credit: number }
  | {
      readonly code: "ledger.insufficient";
      readonly accountId: string;
      readonly unit: LedgerUnit;
      readonly available: number;
      readonly missing: number;
    }
  | { readonly code: "ledger.exceeds-held"; readonly accountId: string; readonly held: number; readonly amount: number }
  | { readonly code: "ledger.exceeds-hold"; readonly holdId: string; readonly left: number; readonly amount: number }
  | { readonly code: "ledger.hold-settled"; readonly holdId: string };

/** The other side. */
const oppositeSide = (side: Side): Side => (side === "debit" ? "credit" : "debit");

/**
 * The two movements of a plain transfer. A recharge debits the bank and credits the wallet, a payment debits the
 * wallet and credits the sales, a payout debits the wallet and credits the bank.
 */
export const transfer = (debitId: string, creditId: string, amount: number): readonly Movement[] => [
  { kind: "debit", accountId: debitId, amount },
  { kind: "credit", accountId: creditId, amount },
];

/**
 * Movements that undo the given debits and credits, last first. A correction is a new transaction; what was written
 * stays. Holds are not undone here: they end by being settled.
 */
export const reverseMovements = (movements: readonly Movement[]): readonly Movement[] =>
  movements
    .toReversed()
    .flatMap(({ kind, accountId, amount }) =>
      kind === "debit" || kind === "credit" ? [{ kind: oppositeSide(kind), accountId, amount }] : [],
    );
