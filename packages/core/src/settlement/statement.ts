import { err, ok, type Result } from "../kernel/index.js";
import { type Fen, fen, multiplyDivide, sumFen } from "../money/index.js";
import type { Quantity, Rate } from "../quantity/index.js";

/** One line of a statement: positive is owed to the seller, negative is taken off. */
export interface StatementLine<Code extends string = string> {
  readonly code: Code;
  readonly amountFen: Fen;
  readonly quantity?: Quantity;
  readonly unitPrice?: Rate;
}

/** What a deal comes to. `balanceFen` is still to be paid; what was prepaid beyond the final amount is a credit. */
export interface Statement<Line extends StatementLine = StatementLine> {
  readonly lines: readonly Line[];
  readonly finalFen: Fen;
  readonly prepaidFen: Fen;
  readonly balanceFen: Fen;
  readonly creditFen: Fen;
}

/** A statement after one more payment. */
export interface SettledPayment {
  readonly paidFen: Fen;
  readonly balanceFen: Fen;
  /** What was paid beyond the final amount, the prepayment counted. */
  readonly creditFen: Fen;
}

/** A single payment may be as large as the whole deal, even where a part is prepaid, but no larger. */
export interface SettlementPaymentRefusal {
  readonly code: "settlement.payment-exceeds-final" | "settlement.payment-not-positive";
  readonly finalFen: Fen;
  readonly paymentFen: Fen;
}

const remainder = (finalFen: number, paidFen: number) => ({
  balanceFen: fen(Math.max(0, finalFen - paidFen)),
  creditFen: fen(Math.max(0, paidFen - finalFen)),
});

/** Sums the lines of a deal and sets the prepayment beside them. */
export const drawStatement = <Line extends StatementLine>(lines: readonly Line[], prepaidFen: Fen): Statement<Line> => {
  const finalFen = sumFen(lines.map(({ amountFen }) => amountFen));
  return { lines, finalFen, prepaidFen, ...remainder(finalFen, prepaidFen) };
};

/** Takes one more payment for a statement, after what was paid so far (the prepayment included). */
export const payStatement = (
  { finalFen }: Pick<Statement, "finalFen">,
  paidSoFarFen: Fen,
  paymentFen: Fen,
): Result<SettledPayment, SettlementPaymentRefusal> => {
  if (paymentFen <= 0) return err({ code: "settlement.payment-not-positive", finalFen, paymentFen });
  if (paymentFen > finalFen) return err({ code: "settlement.payment-exceeds-final", finalFen, paymentFen });
  const paidFen = fen(paidSoFarFen + paymentFen);
  return ok({ paidFen, ...remainder(finalFen, paidFen) });
};

/** A fixed amount, or a part of another one in basis points (500 is 5 %), rounded half up. */
export type Charge = { readonly amountFen: Fen } | { readonly basisPoints: number };

/** What a charge comes to on an amount. */
export const chargeOn = (charge: Charge, baseFen: Fen): Fen =>
  "amountFen" in charge ? charge.amountFen : fen(multiplyDivide(baseFen, charge.basisPoints, 10_000, "half-up"));
