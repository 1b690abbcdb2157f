import { err, ok, type Result, unwrap } from "../kernel/index.js";
import { allocateFen, type Fen, fen, multiplyDivide } from "../money/index.js";
import { priceOf, type Quantity, quantity } from "../quantity/index.js";
import type { Basket } from "./basket.js";
import type { Benefit, ThresholdStep } from "./benefit.js";
import type { Coupon } from "./coupon.js";
import type { EligibleLines } from "./eligibility.js";
import type { CouponRefusal } from "./refusal.js";

/** What one coupon takes off: per line of the basket, together, and the points it costs. */
export interface Reduction {
  readonly shares: readonly Fen[];
  readonly discountFen: Fen;
  readonly pointsSpent: number;
  /** What its lines stood at before it. */
  readonly baseFen: Fen;
}

interface Lines {
  readonly basket: Basket;
  readonly applicable: readonly boolean[];
  readonly left: readonly number[];
}

type Pooled = Exclude<Benefit, { kind: "member-price" | "per-unit-off" }>;

const basisPoints = 10_000;

const atMost = (amount: number, cap: number | undefined): number => (cap === undefined || amount < cap ? amount : cap);

/** The step that takes most off among those reached. */
const reachedStep = (steps: readonly ThresholdStep[], base: number): ThresholdStep | undefined =>
  steps.reduce<ThresholdStep | undefined>(
    (best, step) => (step.fromFen <= base && step.offFen > (best?.offFen ?? 0) ? step : best),
    undefined,
  );

/** The next step worth more than what `base` reaches: what to buy for it, and what it takes off. */
export const nextStep = (
  steps: readonly ThresholdStep[],
  base: number,
): { readonly missingFen: Fen; readonly offFen: Fen } | undefined => {
  const reached = reachedStep(steps, base)?.offFen ?? 0;
  const [next] = steps
    .filter(({ fromFen, offFen }) => fromFen > base && offFen > reached)
    .sort((a, b) => a.fromFen - b.fromFen);
  return next && { missingFen: fen(next.fromFen - base), offFen: next.offFen };
};

const pooledAmount = (benefit: Pooled, base: number): { readonly off: number; readonly points: number } => {
  const plain = (off: number) => ({ off, points: 0 });
  switch (benefit.kind) {
    case "amount-off":
      return plain(benefit.offFen);
    case "percent-off":
      return plain(atMost(multiplyDivide(base, benefit.offBasisPoints, basisPoints, "half-up"), benefit.capFen));
    case "thresholds":
      return plain(reachedStep(benefit.steps, base)?.offFen ?? 0);
    case "every-full":
      return plain(atMost(Math.floor(base / benefit.everyFen), benefit.maxTimes) * benefit.offFen);
    case "free-delivery":
      return plain(atMost(base, benefit.capFen));
    case "points": {
      const { stepPoints, stepFen, maxPoints, maxShareBasisPoints = basisPoints } = benefit;
      const payable = multiplyDivide(base, maxShareBasisPoints, basisPoints, "floor");
      const steps = Math.min(Math.floor(maxPoints / stepPoints), Math.floor(payable / stepFen));
      return { off: steps * stepFen, points: steps * stepPoints };
    }
  }
};

const memberShares = (basket: Basket, left: readonly number[]): number[] =>
  basket.map(({ memberAmountFen }, index) => {
    const amount = left[index] ?? 0;
    return memberAmountFen === undefined ? 0 : Math.max(0, amount - memberAmountFen);
  });

const perUnitShares = (
  { unit, offPerUnit, maxQuantity, capFen }: Extract<Benefit, { kind: "per-unit-off" }>,
  { basket, applicable, left }: Lines,
): readonly number[] => {
  let stepsLeft = maxQuantity?.steps ?? Number.MAX_SAFE_INTEGER;
  const shares = basket.map(({ quantity: measured }, index) => {
    if (!applicable[index] || measured?.unit !== unit) return 0;
    const steps = Math.min(measured.steps, stepsLeft);
    stepsLeft -= steps;
    return atMost(priceOf(offPerUnit, quantity(unit, steps), "half-up"), left[index]);
  });
  const total = sum(shares);
  return capFen !== undefined && total > capFen ? unwrap(allocateFen(capFen, shares)) : shares;
};

const sum = (amounts: readonly number[]): number => {
  let total = 0;
  for (const amount of amounts) total += amount;
  return total;
};

const missingQuantity = (required: Quantity, basket: Basket, counted: readonly boolean[]): Quantity | undefined => {
  let steps = 0;
  basket.forEach((line, index) => {
    if (counted[index] && line.quantity?.unit === required.unit) steps += line.quantity.steps;
  });
  return steps < required.steps ? quantity(required.unit, required.steps - steps) : undefined;
};

/** The least amount from which a benefit takes anything off. */
const lowestStep = (benefit: Benefit): number => {
  if (benefit.kind === "every-full") return benefit.everyFen;
  return benefit.kind === "thresholds" ? Math.min(...benefit.steps.map(({ fromFen }) => fromFen)) : 0;
};

const belowMinimum = (required: number, amount: number): CouponRefusal => ({
  code: "coupon.below-minimum",
  requiredFen: fen(required),
  missingFen: fen(required - amount),
});

const minimumRefusal = (
  { minimumFen, minimumQuantity }: Coupon,
  basket: Basket,
  counted: readonly boolean[],
  amount: number,
): CouponRefusal | undefined => {
  if (minimumFen !== undefined && amount < minimumFen) return belowMinimum(minimumFen, amount);
  if (minimumQuantity === undefined) return undefined;
  const missing = missingQuantity(minimumQuantity, basket, counted);
  return missing && { code: "coupon.below-quantity", required: minimumQuantity, missing };
};

/** How much a coupon takes off, before it is spread over the lines. */
export interface Measure {
  readonly discountFen: number;
  readonly pointsSpent: number;
  readonly baseFen: number;
  /** What is left of the lines it applies to; 0 for the others. */
  readonly left: readonly number[];
  /** Of a benefit that works line by line. */
  readonly shares?: readonly number[];
}

const measureBenefit = (benefit: Benefit, { basket, applicable, left }: Lines, baseFen: number): Measure => {
  if (benefit.kind !== "member-price" && benefit.kind !== "per-unit-off") {
    const { off, points } = pooledAmount(benefit, baseFen);
    return { discountFen: atMost(off, baseFen), pointsSpent: points, baseFen, left };
  }
  const shares =
    benefit.kind === "member-price" ? memberShares(basket, left) : perUnitShares(benefit, { basket, applicable, left });
  return { discountFen: sum(shares), pointsSpent: 0, baseFen, left, shares };
};

/**
 * How much a coupon takes off the lines it applies to, given what earlier coupons left of every line. The less is left,
 * the less it takes off, never more.
 */
export const measure = (
  coupon: Coupon,
  basket: Basket,
  { applicable, counted }: EligibleLines,
  remaining: readonly number[],
): Result<Measure, CouponRefusal> => {
  const left = remaining.map((amount, index) => (applicable[index] ? amount : 0));
  const base = sum(left);
  const countedAmount =
    counted === applicable ? base : sum(remaining.map((amount, index) => (counted[index] ? amount : 0)));
  const refusal = minimumRefusal(coupon, basket, counted, countedAmount);
  if (refusal) return err(refusal);
  const lowest = lowestStep(coupon.benefit);
  if (base > 0 && base < lowest) return err(belowMinimum(lowest, base));
  const measured = measureBenefit(coupon.benefit, { basket, applicable, left }, base);
  return measured.discountFen > 0 ? ok(measured) : err({ code: "coupon.nothing-to-take-off" });
};

/**
 * Spreads what a coupon takes off over its lines. The shares sum to the discount exactly and none is more than what is
 * left of its line; a pooled amount is spread in proportion to what is left, by largest remainder.
 */
export const spread = ({ discountFen, pointsSpent, baseFen, left, shares }: Measure): Reduction => {
  const total = fen(discountFen);
  return {
    // Weighted by what is left of each line, a share of at most the whole never passes its line: no caps are needed.
    shares: shares ? (shares as readonly Fen[]) : unwrap(allocateFen(total, left)),
    discountFen: total,
    pointsSpent,
    baseFen: fen(baseFen),
  };
};
