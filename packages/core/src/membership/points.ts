import { type Fen, fen, multiplyDivide } from "../money/index.js";
import type { Quantity } from "../quantity/index.js";
import type { MemberLevel } from "./level.js";

const basisPoints = 10_000;

/** How points are earned: so many for every amount paid, for every quantity bought, or both. Parts earn in proportion. */
export interface PointsEarning {
  readonly perAmount?: { readonly points: number; readonly amountFen: Fen };
  readonly perQuantity?: readonly { readonly points: number; readonly quantity: Quantity }[];
  readonly maxPerOrder?: number;
}

/** How points are spent: in whole steps of `stepPoints` that are worth `stepFen`. */
export interface PointsSpending {
  readonly stepPoints: number;
  readonly stepFen: Fen;
  readonly maxPerOrder?: number;
  /** Most of an order that points may pay: 5000 is half. */
  readonly maxShareBasisPoints?: number;
}

const sumSteps = (quantities: readonly Quantity[], unit: Quantity["unit"]): number =>
  quantities.reduce((sum, quantity) => (quantity.unit === unit ? sum + quantity.steps : sum), 0);

/**
 * Points for an order, from what was really paid and what was bought. Each rule rounds down to whole points, then the
 * member's level multiplies the sum and rounds down again; the most per order holds for the result.
 */
export const pointsEarned = (
  { perAmount, perQuantity = [], maxPerOrder = Number.MAX_SAFE_INTEGER }: PointsEarning,
  order: { readonly paidFen: Fen; readonly quantities?: readonly Quantity[] },
  level?: MemberLevel,
): number => {
  let points = perAmount ? multiplyDivide(order.paidFen, perAmount.points, perAmount.amountFen, "floor") : 0;
  for (const rule of perQuantity) {
    const steps = sumSteps(order.quantities ?? [], rule.quantity.unit);
    points += multiplyDivide(steps, rule.points, rule.quantity.steps, "floor");
  }
  const multiplied = multiplyDivide(points, level?.earnBasisPoints ?? basisPoints, basisPoints, "floor");
  return Math.min(multiplied, maxPerOrder);
};

/** The most points that a balance may spend on an amount, and what they are worth. */
export const spendablePoints = (
  { stepPoints, stepFen, maxPerOrder = Number.MAX_SAFE_INTEGER, maxShareBasisPoints = basisPoints }: PointsSpending,
  balance: number,
  amountFen: Fen,
): { readonly points: number; readonly amountFen: Fen } => {
  const payable = multiplyDivide(amountFen, maxShareBasisPoints, basisPoints, "floor");
  const steps = Math.min(Math.floor(Math.min(balance, maxPerOrder) / stepPoints), Math.floor(payable / stepFen));
  return { points: steps * stepPoints, amountFen: fen(steps * stepFen) };
};

/** The rule and a balance as the benefit of the points stage in a quote (`Benefit` of coupons has this shape). */
export const pointsBenefit = (rule: PointsSpending, balance: number) => {
  const { stepPoints, stepFen, maxPerOrder = Number.MAX_SAFE_INTEGER, maxShareBasisPoints = basisPoints } = rule;
  return {
    kind: "points" as const,
    stepPoints,
    stepFen,
    maxPoints: Math.min(balance, maxPerOrder),
    maxShareBasisPoints,
  };
};

/**
 * Takes earned points back after a refund. A member who has spent them meanwhile keeps a balance of 0; what is short
 * is worth `shortFen`, which a merchant may keep back from the refund.
 */
export const takeBackPoints = (
  { stepPoints, stepFen }: PointsSpending,
  balance: number,
  points: number,
): { readonly taken: number; readonly short: number; readonly shortFen: Fen } => {
  const taken = Math.min(balance, points);
  const short = points - taken;
  return { taken, short, shortFen: fen(multiplyDivide(short, stepFen, stepPoints, "floor")) };
};
