import type { Basket, Quote } from "../coupons/index.js";
import { err, ok, type Result } from "../kernel/index.js";
import { type Fen, sumFen } from "../money/index.js";
import type { Quantity } from "../quantity/index.js";

/** An amount that can be given back once: what it was, and what is left of it. */
export interface Refundable {
  readonly amountFen: Fen;
  readonly leftFen: Fen;
}

/** A number of points that can be given or taken back once. */
export interface RefundablePoints {
  readonly points: number;
  readonly left: number;
}

/** What a coupon, the points or a promotion took off one line. */
export interface RefundableDiscount extends Refundable {
  readonly sourceId: string;
}

/** A line of a paid order: the money paid for it, what was taken off it, and how much of it can still come back. */
export interface RefundableLine extends Refundable {
  readonly id: string;
  readonly quantityLeft?: Quantity;
  readonly discounts: readonly RefundableDiscount[];
}

/** What of a paid order can still be refunded, component by component. Stored with the order; each refund makes the next. */
export interface RefundBook {
  readonly lines: readonly RefundableLine[];
  /** The means that paid: a provider, cash, principal, bonus. Their sum is the sum of the lines. */
  readonly tenders: readonly (Refundable & { readonly id: string })[];
  /** Points that were spent, by the discount that they made. */
  readonly pointsSpent: readonly (RefundablePoints & { readonly sourceId: string })[];
  readonly pointsEarned: RefundablePoints;
}

/** How a quote was paid for. */
export interface QuotePayment {
  readonly tenders: readonly { readonly id: string; readonly amountFen: Fen }[];
  readonly pointsEarned?: number;
}

/** The tenders do not sum to what the quote asks for. */
export interface TendersDiffer {
  readonly code: "refund.tenders-differ";
  readonly payableFen: Fen;
  readonly tendersFen: Fen;
}

/** Money of a book that can still be given back. */
export const refundableFen = ({ tenders }: RefundBook): Fen => sumFen(tenders.map(({ leftFen }) => leftFen));

/** Whether nothing is left: all money and all discounts have been given back. */
export const isFullyRefunded = ({ lines }: RefundBook): boolean =>
  lines.every((line) => line.leftFen === 0 && line.discounts.every(({ leftFen }) => leftFen === 0));

/** Opens the book of an order that was quoted and then paid with the given tenders. */
export const openRefundBook = (
  basket: Basket,
  quote: Quote,
  { tenders, pointsEarned = 0 }: QuotePayment,
): Result<RefundBook, TendersDiffer> => {
  const { payableFen } = quote;
  const tendersFen = sumFen(tenders.map(({ amountFen }) => amountFen));
  if (tendersFen !== payableFen) return err({ code: "refund.tenders-differ", payableFen, tendersFen });
  const quantities = new Map(basket.map(({ id, quantity }) => [id, quantity]));
  const lines = quote.lines.map((line): RefundableLine => {
    const quantityLeft = quantities.get(line.id);
    return {
      id: line.id,
      amountFen: line.payableFen,
      leftFen: line.payableFen,
      ...(quantityLeft && { quantityLeft }),
      discounts: line.discounts.map(({ candidateId, amountFen }) => ({
        sourceId: candidateId,
        amountFen,
        leftFen: amountFen,
      })),
    };
  });
  const pointsSpent = quote.verdicts.flatMap((verdict) =>
    verdict.applied && verdict.pointsSpent > 0
      ? [{ sourceId: verdict.candidateId, points: verdict.pointsSpent, left: verdict.pointsSpent }]
      : [],
  );
  return ok({
    lines,
    tenders: tenders.map(({ id, amountFen }) => ({ id, amountFen, leftFen: amountFen })),
    pointsSpent,
    pointsEarned: { points: pointsEarned, left: pointsEarned },
  });
};
