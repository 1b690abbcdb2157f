import type { EpochMs } from "../kernel/index.js";
import type { Fen } from "../money/index.js";

/** A movement of money as one side recorded it: our ledger, or a line of the provider's daily bill. */
export interface BillEntry {
  readonly kind: "payment" | "refund";
  /** Our number of the payment or refund, which both sides carry. */
  readonly reference: string;
  readonly amountFen: Fen;
  readonly state: "succeeded" | "pending" | "failed" | "closed";
  readonly at: EpochMs;
}

/** The time that a bill covers, its end excluded. Clocks differ: what is so close to an edge may stand in the next bill. */
export interface BillPeriod {
  readonly from: EpochMs;
  readonly until: EpochMs;
  readonly graceMs: number;
}

/**
 * Where the two sides disagree. `missing`: we have it, the bill does not; `extra`: the bill has it, or has it once more
 * than we do; `amount` and `state`: both have it, with other figures.
 */
export type BillDifference =
  | { readonly kind: "missing"; readonly own: BillEntry }
  | { readonly kind: "extra"; readonly bill: BillEntry }
  | { readonly kind: "amount" | "state"; readonly own: BillEntry; readonly bill: BillEntry };

/** What a side counts up to: succeeded entries only. */
export interface BillTotals {
  readonly payments: number;
  readonly paymentFen: bigint;
  readonly refunds: number;
  readonly refundFen: bigint;
}

/** The outcome of comparing one bill with our ledger. */
export interface Reconciliation {
  readonly differences: readonly BillDifference[];
  /** Ours, not in this bill, but so close to its edges that the neighbouring one must be seen first. */
  readonly undecided: readonly BillEntry[];
  readonly matched: number;
  readonly own: BillTotals;
  readonly bill: BillTotals;
}

const keyOf = ({ kind, reference }: BillEntry): string => `${kind} ${reference}`;

const totalsOf = (entries: readonly BillEntry[]): BillTotals => {
  const totals = { payments: 0, paymentFen: 0n, refunds: 0, refundFen: 0n };
  for (const { kind, amountFen, state } of entries) {
    if (state !== "succeeded") continue;
    if (kind === "payment") {
      totals.payments += 1;
      totals.paymentFen += BigInt(amountFen);
    } else {
      totals.refunds += 1;
      totals.refundFen += BigInt(amountFen);
    }
  }
  return totals;
};

const isInside = ({ at }: BillEntry, { from, until }: BillPeriod, marginMs: number): boolean =>
  at >= from + marginMs && at < until - marginMs;

/**
 * Compares a provider's bill with our own entries, each by kind and number. Entries of ours that never succeeded need
 * no line in the bill; entries outside its period and grace are not looked for.
 */
export const reconcileBill = (
  own: readonly BillEntry[],
  bill: readonly BillEntry[],
  period: BillPeriod,
): Reconciliation => {
  const open = new Map<string, BillEntry[]>();
  for (const entry of bill) {
    const same = open.get(keyOf(entry));
    if (same) same.push(entry);
    else open.set(keyOf(entry), [entry]);
  }
  const differences: BillDifference[] = [];
  const undecided: BillEntry[] = [];
  let matched = 0;
  for (const entry of own) {
    const line = open.get(keyOf(entry))?.shift();
    if (line) {
      const { length } = differences;
      if (line.amountFen !== entry.amountFen) differences.push({ kind: "amount", own: entry, bill: line });
      if (line.state !== entry.state) differences.push({ kind: "state", own: entry, bill: line });
      if (differences.length === length) matched += 1;
    } else if (entry.state === "succeeded") {
      if (isInside(entry, period, period.graceMs)) differences.push({ kind: "missing", own: entry });
      else if (isInside(entry, period, -period.graceMs)) undecided.push(entry);
    }
  }
  for (const lines of open.values()) {
    for (const line of lines) if (line.state === "succeeded") differences.push({ kind: "extra", bill: line });
  }
  return { differences, undecided, matched, own: totalsOf(own), bill: totalsOf(bill) };
};
