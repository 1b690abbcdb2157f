import type { Result } from "../kernel/index.js";
import type { Basket } from "./basket.js";
import type { Benefit } from "./benefit.js";
import type { Candidate } from "./candidate.js";
import { type Stage, stages } from "./coupon.js";
import type { EligibleLines } from "./eligibility.js";
import { type Measure, measure, type Reduction, spread } from "./reduce.js";
import type { CouponRefusal } from "./refusal.js";

/** An eligible candidate and its lines. */
export interface Contender {
  readonly candidate: Candidate;
  readonly lines: EligibleLines;
}

/** A contender with what it takes off at its turn. */
export interface Choice {
  readonly contender: Contender;
  readonly reduction: Reduction;
}

/** Contenders that go together, in the order in which they apply, each with what it takes off. */
export interface Combination {
  readonly chosen: readonly Choice[];
  readonly discountFen: number;
  readonly pointsSpent: number;
}

/** Nothing taken off. */
export const emptyCombination: Combination = { chosen: [], discountFen: 0, pointsSpent: 0 };

const stageOrder = Object.fromEntries(stages.map((stage, index) => [stage, index])) as Record<Stage, number>;

/** Within a stage what depends on the amount comes before what is fixed. */
const benefitOrder: Record<Benefit["kind"], number> = {
  "member-price": 0,
  "per-unit-off": 1,
  "percent-off": 2,
  "every-full": 3,
  thresholds: 4,
  "amount-off": 5,
  points: 6,
  "free-delivery": 7,
};

/** The order in which coupons apply: stage, priority, kind of benefit, what ends sooner, id. */
export const compareContenders = ({ candidate: a }: Contender, { candidate: b }: Contender): number =>
  stageOrder[a.coupon.stage] - stageOrder[b.coupon.stage] ||
  (a.coupon.priority ?? 0) - (b.coupon.priority ?? 0) ||
  benefitOrder[a.coupon.benefit.kind] - benefitOrder[b.coupon.benefit.kind] ||
  a.validUntil - b.validUntil ||
  (a.id < b.id ? -1 : 1);

/** Whether two coupons may be used in one order. */
export const areCombinable = (
  { candidate: { coupon: a } }: Contender,
  { candidate: { coupon: b } }: Contender,
): boolean => {
  if (a.stacking?.exclusive || b.stacking?.exclusive) return false;
  const groupA = a.stacking?.group ?? a.stage;
  const groupB = b.stacking?.group ?? b.stage;
  return (
    groupA !== groupB && !a.stacking?.excludesGroups?.includes(groupB) && !b.stacking?.excludesGroups?.includes(groupA)
  );
};

/** What is left of each line after a reduction. */
export const subtractShares = (remaining: readonly number[], { shares }: Reduction): readonly number[] =>
  remaining.map((amount, index) => amount - (shares[index] ?? 0));

/** What the lines cost before anything is taken off. */
export const basketAmounts = (basket: Basket): readonly number[] => basket.map(({ amountFen }) => amountFen);

/** What a contender takes off what is left of the lines. */
export const measureContender = (
  { candidate, lines }: Contender,
  basket: Basket,
  remaining: readonly number[],
): Result<Measure, CouponRefusal> => measure(candidate.coupon, basket, lines, remaining);

/** Applies contenders in the order given; those that have nothing to take off are left out. */
export const applyInOrder = (basket: Basket, contenders: readonly Contender[]): Combination => {
  const chosen: Choice[] = [];
  let discountFen = 0;
  let pointsSpent = 0;
  let remaining = basketAmounts(basket);
  for (const contender of contenders) {
    const measured = measureContender(contender, basket, remaining);
    if (!measured.ok) continue;
    const reduction = spread(measured.value);
    chosen.push({ contender, reduction });
    discountFen += reduction.discountFen;
    pointsSpent += reduction.pointsSpent;
    remaining = subtractShares(remaining, reduction);
  }
  return { chosen, discountFen, pointsSpent };
};

/** More taken off is better; then fewer points spent; then fewer coupons used. */
export const isBetter = (a: Combination, b: Combination): boolean =>
  a.discountFen !== b.discountFen
    ? a.discountFen > b.discountFen
    : a.pointsSpent !== b.pointsSpent
      ? a.pointsSpent < b.pointsSpent
      : a.chosen.length < b.chosen.length;
