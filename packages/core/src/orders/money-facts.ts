import { err, ok, type Result } from "../kernel/index.js";

/** The two amounts that decide whether an order may be paid, cancelled or refunded. */
export interface MoneyFacts {
  /** What the sale costs after all discounts, in fen; refunds do not change it. */
  readonly dueFen: number;
  /** Captured minus given back, in fen: what is kept of the customer's money now. */
  readonly keptFen: number;
}

/** Reasons for which money forbids a transition. */
export type MoneyRefusal =
  | { readonly code: "order.payment-differs"; readonly dueFen: number; readonly keptFen: number }
  | { readonly code: "order.refund-first"; readonly keptFen: number }
  | { readonly code: "order.not-refunded-in-full"; readonly keptFen: number }
  | { readonly code: "order.not-refunded-in-part"; readonly dueFen: number; readonly keptFen: number };

type Verdict = Result<unknown, MoneyRefusal>;

const pass: Verdict = ok(undefined);

/** Exactly what is due has been paid: neither a remainder nor an unreturned difference. */
export const paidExactly = ({ dueFen, keptFen }: MoneyFacts): Verdict =>
  keptFen === dueFen ? pass : err({ code: "order.payment-differs", dueFen, keptFen });

/** An order can only be dropped once nothing of the customer's money is kept. */
export const nothingKept = ({ keptFen }: MoneyFacts): Verdict =>
  keptFen === 0 ? pass : err({ code: "order.refund-first", keptFen });

/** Everything was given back. */
export const refundedInFull = ({ keptFen }: MoneyFacts): Verdict =>
  keptFen === 0 ? pass : err({ code: "order.not-refunded-in-full", keptFen });

/** Something was given back and something is kept. */
export const refundedInPart = ({ dueFen, keptFen }: MoneyFacts): Verdict =>
  keptFen > 0 && keptFen < dueFen ? pass : err({ code: "order.not-refunded-in-part", dueFen, keptFen });
