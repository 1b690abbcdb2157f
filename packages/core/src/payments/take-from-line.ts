import { err, ok, type Result } from "../kernel/index.js";
import { type Fen, fen, multiplyDivide } from "../money/index.js";
import { type Quantity, quantity } from "../quantity/index.js";
import type { RefundableLine } from "./refund-book.js";

/** What one refund gives back of one line. */
export interface RefundedLine {
  readonly id: string;
  readonly amountFen: Fen;
  readonly quantity?: Quantity;
  readonly discounts: readonly { readonly sourceId: string; readonly amountFen: Fen }[];
}

/** A line after a part of it was given back, and that part. */
export interface LineTaken {
  readonly line: RefundableLine;
  readonly taken: RefundedLine;
}

/** Why a part of a line cannot be given back. */
export type LineRefusal =
  | { readonly code: "refund.exceeds-quantity"; readonly lineId: string; readonly left?: Quantity }
  | { readonly code: "refund.exceeds-left"; readonly lineId?: string; readonly leftFen: Fen }
  | { readonly code: "refund.nothing-left"; readonly lineId?: string };

interface Share {
  readonly part: number;
  readonly whole: number;
}

const shareOf = (amount: number, { part, whole }: Share): Fen => fen(multiplyDivide(amount, part, whole, "half-up"));

const take = (line: RefundableLine, amountFen: Fen, discountShare: Share, given: Quantity | undefined): LineTaken => {
  const discounts = line.discounts.map(({ sourceId, leftFen }) => ({
    sourceId,
    amountFen: shareOf(leftFen, discountShare),
  }));
  const { quantityLeft } = line;
  return {
    line: {
      ...line,
      leftFen: fen(line.leftFen - amountFen),
      ...(quantityLeft && given && { quantityLeft: quantity(given.unit, quantityLeft.steps - given.steps) }),
      discounts: line.discounts.map((discount, index) => ({
        ...discount,
        leftFen: fen(discount.leftFen - (discounts[index]?.amountFen ?? 0)),
      })),
    },
    taken: { id: line.id, amountFen, ...(given && { quantity: given }), discounts },
  };
};

/** All that is left of a line. */
export const takeLine = (line: RefundableLine): LineTaken =>
  take(line, line.leftFen, { part: 1, whole: 1 }, line.quantityLeft);

/** Some of the quantity of a line with its share of money and discounts, rounded half up; the last takes the remainder. */
export const takeQuantity = (line: RefundableLine, wanted: Quantity): Result<LineTaken, LineRefusal> => {
  const { id: lineId, quantityLeft: left } = line;
  if (left?.unit !== wanted.unit || wanted.steps <= 0 || wanted.steps > left.steps) {
    return err({ code: "refund.exceeds-quantity", lineId, ...(left && { left }) });
  }
  const share: Share = { part: wanted.steps, whole: left.steps };
  return ok(take(line, shareOf(line.leftFen, share), share, wanted));
};

/** Some of the money of a line with its share of discounts, rounded half up; the last fen takes the remainder. */
export const takeAmount = (line: RefundableLine, amountFen: Fen): Result<LineTaken, LineRefusal> => {
  if (amountFen <= 0 || amountFen > line.leftFen) {
    return err({ code: "refund.exceeds-left", lineId: line.id, leftFen: line.leftFen });
  }
  return ok(take(line, amountFen, { part: amountFen, whole: line.leftFen }, undefined));
};
