import { unwrap } from "../kernel/index.js";
import { allocateFen, divideRounded, fen, formatDecimal } from "../money/index.js";

/**
 * `part` of `whole` in percent as decimal text, rounded half up: `percent(1, 3)` is "33.33". Both are whole numbers of any one
 * unit; null where the whole is not positive, as there is nothing to be a part of.
 */
export const percent = (part: number, whole: number, decimals = 2): string | null =>
  whole > 0
    ? formatDecimal(divideRounded(BigInt(part) * 100n * 10n ** BigInt(decimals), BigInt(whole), "half-up"), decimals)
    : null;

/** Change against the period before in percent; from a loss, against the size of the loss; null from nothing. */
export const growthPercent = (before: number, now: number, decimals = 2): string | null =>
  percent(now - before, Math.abs(before), decimals);

/** What is left of the revenue after its cost, in percent of the revenue; negative for a loss. */
export const marginPercent = (revenueFen: number, costFen: number, decimals = 2): string | null =>
  percent(revenueFen - costFen, revenueFen, decimals);

/** How many of those begun were completed, in percent. */
export const completionPercent = (completed: number, begun: number, decimals = 2): string | null =>
  percent(completed, begun, decimals);

/**
 * The shares of whole, not negative numbers in their sum, in percent, by largest remainder: they add up to exactly 100, where
 * rounding each alone would give 99.99. All null where the sum is 0.
 */
export const sharePercents = (values: readonly number[], decimals = 2): (string | null)[] => {
  if (values.every((value) => value === 0)) return values.map(() => null);
  // The exact split of an amount over weights is also that of a hundred percent.
  const shares = unwrap(allocateFen(fen(100 * 10 ** decimals), values));
  return shares.map((share) => formatDecimal(share, decimals));
};

/** The mean of a sum over a count in whole units (fen, millilitres), rounded half up; null of nothing. */
export const mean = (sum: number, count: number): number | null =>
  count > 0 ? Number(divideRounded(BigInt(sum), BigInt(count), "half-up")) : null;

/** The n records of the greatest value, greatest first; equals keep their order. */
export const topN = <R>(records: Iterable<R>, n: number, value: (record: R) => number): R[] =>
  [...records].sort((left, right) => value(right) - value(left)).slice(0, n);
