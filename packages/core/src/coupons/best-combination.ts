import { ok } from "../kernel/index.js";
import type { Basket } from "./basket.js";
import {
  applyInOrder,
  areCombinable,
  basketAmounts,
  type Choice,
  type Combination,
  type Contender,
  compareContenders,
  emptyCombination,
  isBetter,
  measureContender,
  subtractShares,
} from "./combination.js";
import { type Measure, spread } from "./reduce.js";

/** Up to so many contenders that take anything off, every combination is tried. */
export const exactSearchLimit = 12;

/** The best combination found, and whether every one was tried. */
export interface Search {
  readonly kind: "exact" | "greedy";
  readonly combination: Combination;
}

/** A contender that takes something off the whole basket. It never takes more off what others leave. */
interface Useful {
  readonly contender: Contender;
  readonly alone: Measure;
}

const findUseful = (basket: Basket, ordered: readonly Contender[]): readonly Useful[] => {
  const amounts = basketAmounts(basket);
  const useful: Useful[] = [];
  for (const contender of ordered) {
    const measured = measureContender(contender, basket, amounts);
    if (measured.ok) useful.push({ contender, alone: measured.value });
  }
  return useful;
};

/**
 * Tries every combination, without going on where it is certain to end below the best one found: those still to come
 * (`reach`) add at most what they do alone.
 */
const searchExactly = (basket: Basket, useful: readonly Useful[]): Combination => {
  let best = emptyCombination;
  const chosen: Choice[] = [];
  const visit = (index: number, remaining: readonly number[], reach: number, combination: Combination): void => {
    const next = useful[index];
    if (next === undefined) {
      const { discountFen, pointsSpent } = combination;
      if (isBetter(combination, best)) best = { chosen: chosen.slice(), discountFen, pointsSpent };
      return;
    }
    if (combination.discountFen + reach < best.discountFen) return;
    const { contender, alone } = next;
    const reachAfter = reach - alone.discountFen;
    if (chosen.every((other) => areCombinable(other.contender, contender))) {
      const measured = chosen.length === 0 ? ok(alone) : measureContender(contender, basket, remaining);
      if (measured.ok) {
        const reduction = spread(measured.value);
        const discountFen = combination.discountFen + reduction.discountFen;
        const pointsSpent = combination.pointsSpent + reduction.pointsSpent;
        chosen.push({ contender, reduction });
        visit(index + 1, subtractShares(remaining, reduction), reachAfter, { chosen, discountFen, pointsSpent });
        chosen.pop();
      }
    }
    visit(index + 1, remaining, reachAfter, combination);
  };
  let reach = 0;
  for (const { alone } of useful) reach += alone.discountFen;
  visit(0, basketAmounts(basket), reach, emptyCombination);
  return best;
};

/** Adds the contender that helps most, again and again, until none helps. */
const climb = (basket: Basket, ordered: readonly Contender[]): Combination => {
  let best = emptyCombination;
  for (;;) {
    const kept = best.chosen.map(({ contender }) => contender);
    let improved: Combination | undefined;
    for (const contender of ordered) {
      if (kept.includes(contender) || !kept.every((other) => areCombinable(other, contender))) continue;
      const combination = applyInOrder(basket, [...kept, contender].sort(compareContenders));
      if (isBetter(combination, improved ?? best)) improved = combination;
    }
    if (improved === undefined) return best;
    best = improved;
  }
};

const searchGreedily = (basket: Basket, ordered: readonly Contender[]): Combination => {
  const isExclusive = ({ candidate }: Contender): boolean => candidate.coupon.stacking?.exclusive === true;
  const together = climb(
    basket,
    ordered.filter((contender) => !isExclusive(contender)),
  );
  const alone = climb(basket, ordered.filter(isExclusive));
  return isBetter(alone, together) ? alone : together;
};

/**
 * The combination of coupons that takes most off; among equals the one with fewer points, then fewer coupons, then
 * those that end sooner. Up to twelve useful contenders every combination is tried, beyond that a greedy search climbs
 * from the best single coupon. The contenders come in the order in which they apply.
 */
export const findBestCombination = (basket: Basket, ordered: readonly Contender[]): Search => {
  const useful = findUseful(basket, ordered);
  if (useful.length <= exactSearchLimit) return { kind: "exact", combination: searchExactly(basket, useful) };
  const contenders = useful.map(({ contender }) => contender);
  return { kind: "greedy", combination: searchGreedily(basket, contenders) };
};
