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
  subtractShares,
} from "./combination.js";
import { reduce } from "./reduce.js";

/** Up to so many contenders every combination is tried. */
export const exactSearchLimit = 12;

/** The best combination found, and whether every one was tried. */
export interface Search {
  readonly kind: "exact" | "greedy";
  readonly combination: Combination;
}

const searchExactly = (basket: Basket, ordered: readonly Contender[]): Combination => {
  let best = emptyCombination;
  const chosen: Choice[] = [];
  const visit = (index: number, remaining: readonly number[], discountFen: number, pointsSpent: number): void => {
    const contender = ordered[index];
    if (contender === undefined) {
      const found = { chosen, discountFen, pointsSpent };
      if (isBetter(found, best)) best = { ...found, chosen: [...chosen] };
      return;
    }
    if (chosen.every((other) => areCombinable(other.contender, contender))) {
      const reduction = reduce(contender.candidate.coupon, basket, contender.applicable, remaining);
      if (reduction.ok) {
        const { value } = reduction;
        chosen.push({ contender, reduction: value });
        visit(
          index + 1,
          subtractShares(remaining, value),
          discountFen + value.discountFen,
          pointsSpent + value.pointsSpent,
        );
        chosen.pop();
        // Whatever it takes off is gain: leaving out the last one cannot be better.
        if (index === ordered.length - 1) return;
      }
    }
    visit(index + 1, remaining, discountFen, pointsSpent);
  };
  visit(0, basketAmounts(basket), 0, 0);
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
 * those that end sooner. Every combination is tried up to twelve contenders, beyond that a greedy search climbs from
 * the best single coupon. The contenders come in the order in which they apply.
 */
export const findBestCombination = (basket: Basket, ordered: readonly Contender[]): Search => {
  return ordered.length <= exactSearchLimit
    ? { kind: "exact", combination: searchExactly(basket, ordered) }
    : { kind: "greedy", combination: searchGreedily(basket, ordered) };
};
