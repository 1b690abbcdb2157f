import { err, ok, type Result, unwrap } from "../kernel/index.js";
import { allocateFen, type Fen, fen, multiplyDivide, sumFen } from "../money/index.js";
import type { Quantity } from "../quantity/index.js";
import { isFullyRefunded, type RefundableLine, type RefundBook, refundableFen } from "./refund-book.js";
import {
  type LineRefusal,
  type LineTaken,
  type RefundedLine,
  takeAmount,
  takeLine,
  takeQuantity,
} from "./take-from-line.js";

/** What is to be given back. An amount of the order is spread over the lines in proportion to what is left of them. */
export type RefundRequest =
  | { readonly kind: "all" }
  | { readonly kind: "line"; readonly lineId: string }
  | { readonly kind: "quantity"; readonly lineId: string; readonly quantity: Quantity }
  | { readonly kind: "amount"; readonly amountFen: Fen }
  | { readonly kind: "line-amount"; readonly lineId: string; readonly amountFen: Fen };

/** Why a refund cannot be made. Nothing of it has taken effect. */
export type RefundRefusal = LineRefusal | { readonly code: "refund.unknown-line"; readonly lineId: string };

/** One refund: the money by line and by tender, the discounts it undoes, the points to return and to take back. */
export interface RefundPlan {
  readonly amountFen: Fen;
  readonly lines: readonly RefundedLine[];
  /** In proportion to what is left of each tender; the last refund takes the remainders. */
  readonly tenders: readonly { readonly id: string; readonly amountFen: Fen }[];
  /** By coupon, promotion or points: how much of what it took off is undone. */
  readonly discounts: readonly { readonly sourceId: string; readonly amountFen: Fen }[];
  readonly pointsReturned: readonly { readonly sourceId: string; readonly points: number }[];
  readonly pointsTakenBack: number;
  /** Nothing is left: coupons that return when everything is refunded return now. */
  readonly isFull: boolean;
}

const takeFromAll = (book: RefundBook, amountFen: Fen): Result<readonly LineTaken[], RefundRefusal> => {
  const leftFen = refundableFen(book);
  if (amountFen <= 0 || amountFen > leftFen) return err({ code: "refund.exceeds-left", leftFen });
  if (amountFen === leftFen) return ok(book.lines.map(takeLine));
  const lefts = book.lines.map((line) => line.leftFen);
  const shares = unwrap(allocateFen(amountFen, lefts, { caps: lefts }));
  return ok(
    book.lines.flatMap((line, index) => {
      const share = shares[index] ?? fen(0);
      return share > 0 ? [unwrap(takeAmount(line, share))] : [];
    }),
  );
};

const takeFromOne = (
  line: RefundableLine,
  request: Extract<RefundRequest, { lineId: string }>,
): Result<LineTaken, RefundRefusal> => {
  if (request.kind === "quantity") return takeQuantity(line, request.quantity);
  if (request.kind === "line-amount") return takeAmount(line, request.amountFen);
  return ok(takeLine(line));
};

const takeLines = (book: RefundBook, request: RefundRequest): Result<readonly LineTaken[], RefundRefusal> => {
  if (request.kind === "all") return ok(book.lines.map(takeLine));
  if (request.kind === "amount") return takeFromAll(book, request.amountFen);
  const { lineId } = request;
  const line = book.lines.find(({ id }) => id === lineId);
  if (!line) return err({ code: "refund.unknown-line", lineId });
  const taken = takeFromOne(line, request);
  return taken.ok ? ok([taken.value]) : taken;
};

const sumsBySource = (
  discounts: readonly { readonly sourceId: string; readonly amountFen: number }[],
): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  for (const { sourceId, amountFen } of discounts) sums.set(sourceId, (sums.get(sourceId) ?? 0) + amountFen);
  return sums;
};

/** Points that go with the money left: rounded up while some is, none at the end. */
const pointsKept = (points: number, leftFen: number, amountFen: number): number =>
  amountFen === 0 ? points : multiplyDivide(points, leftFen, amountFen, "ceiling");

const isSomething = ({ amountFen, discounts }: RefundedLine): boolean =>
  amountFen > 0 || discounts.some((discount) => discount.amountFen > 0);

/** Takes from the tenders what the lines have given back. */
const settleTenders = (book: RefundBook): RefundBook => {
  const lefts = book.tenders.map(({ leftFen }) => leftFen);
  const takenFen = fen(refundableFen(book) - sumFen(book.lines.map(({ leftFen }) => leftFen)));
  const shares = unwrap(allocateFen(takenFen, lefts, { caps: lefts }));
  return {
    ...book,
    tenders: book.tenders.map((tender, index) => ({ ...tender, leftFen: fen(tender.leftFen - (shares[index] ?? 0)) })),
  };
};

/** The points that the money and discounts given back bring with them. */
const settlePoints = (book: RefundBook): RefundBook => {
  const discounts = book.lines.flatMap((line) => line.discounts);
  const totals = sumsBySource(discounts);
  const lefts = sumsBySource(discounts.map(({ sourceId, leftFen }) => ({ sourceId, amountFen: leftFen })));
  const paidFen = sumFen(book.tenders.map(({ amountFen }) => amountFen));
  const { points } = book.pointsEarned;
  return {
    ...book,
    pointsSpent: book.pointsSpent.map((spent) => {
      const total = totals.get(spent.sourceId) ?? 0;
      return { ...spent, left: pointsKept(spent.points, lefts.get(spent.sourceId) ?? 0, total) };
    }),
    // An order that coupons paid whole has earned by quantity all the same.
    pointsEarned: { points, left: isFullyRefunded(book) ? 0 : pointsKept(points, refundableFen(book), paidFen) },
  };
};

/** The plan that leads from one book to the next. */
const describe = (before: RefundBook, after: RefundBook, lines: readonly RefundedLine[]): RefundPlan => ({
  amountFen: sumFen(lines.map(({ amountFen }) => amountFen)),
  lines,
  tenders: before.tenders.map(({ id, leftFen }, index) => ({
    id,
    amountFen: fen(leftFen - (after.tenders[index]?.leftFen ?? 0)),
  })),
  discounts: [...sumsBySource(lines.flatMap(({ discounts }) => discounts))].map(([sourceId, sum]) => ({
    sourceId,
    amountFen: fen(sum),
  })),
  pointsReturned: before.pointsSpent.map(({ sourceId, left }, index) => ({
    sourceId,
    points: left - (after.pointsSpent[index]?.left ?? 0),
  })),
  pointsTakenBack: before.pointsEarned.left - after.pointsEarned.left,
  isFull: isFullyRefunded(after),
});

/**
 * Plans a refund of one or several parts of a paid order, all or nothing: the plan to carry out, and the book to keep
 * for the next one. In whatever order an order is refunded, the refunds sum to what was paid, for each line and for
 * each tender; discounts undone and points sum to what they were.
 */
export const planRefund = (
  book: RefundBook,
  requests: readonly RefundRequest[],
): Result<{ readonly plan: RefundPlan; readonly book: RefundBook }, RefundRefusal> => {
  let after = book;
  const refunded: RefundedLine[] = [];
  for (const request of requests) {
    const taken = takeLines(after, request);
    if (!taken.ok) return taken;
    const byId = new Map(taken.value.map(({ line }) => [line.id, line]));
    after = settleTenders({ ...after, lines: after.lines.map((line) => byId.get(line.id) ?? line) });
    refunded.push(...taken.value.map((item) => item.taken).filter(isSomething));
  }
  if (refunded.length === 0) return err({ code: "refund.nothing-left" });
  after = settlePoints(after);
  return ok({ plan: describe(book, after, refunded), book: after });
};
