/** What an account counts, in its smallest step: fen of CNY, points, or millilitres of one grade of fuel. */
export type LedgerUnit = "CNY" | "points" | `ml:${string}`;

/** The side on which an account grows: assets and costs on debit; what we owe (stored value, points) and income on credit. */
export type Side = "debit" | "credit";

/**
 * The state of one account. `balance` is positive on the account's own side; `held` is the part of it that is
 * promised (a pre-authorisation). `version` grows by one with every record, without gaps.
 */
export interface Account {
  readonly id: string;
  readonly unit: LedgerUnit;
  readonly side: Side;
  readonly balance: number;
  readonly held: number;
  readonly version: number;
  /** Only accounts that say so may go below zero: the outer world, a clearing account, a credit line. */
  readonly mayBeNegative: boolean;
}

/** A new, empty account. Stored value by default: it grows on credit and never goes below zero. */
export const openAccount = (
  id: string,
  unit: LedgerUnit,
  options: { readonly side?: Side; readonly mayBeNegative?: boolean } = {},
): Account => ({
  id,
  unit,
  side: options.side ?? "credit",
  balance: 0,
  held: 0,
  version: 0,
  mayBeNegative: options.mayBeNegative ?? false,
});

/** What may be spent now: the balance without what is held. */
export const availableBalance = (account: Account): number => account.balance - account.held;
