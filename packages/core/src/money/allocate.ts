import { err, ok, type Result } from "../kernel/index.js";
import { type Fen, fen } from "./fen.js";
import { multiplyDivide } from "./rounding.js";

/** The total cannot be placed: no line has a weight, or the lines that have one cannot hold it within their caps. */
export type AllocationError =
  | { readonly code: "money.allocation-without-weight"; readonly total: Fen }
  | { readonly code: "money.allocation-over-caps"; readonly total: Fen; readonly capacity: Fen };

/** Limits of an allocation. */
export interface AllocationOptions {
  /** The most that each line takes, as a magnitude of fen, one per weight. */
  readonly caps?: readonly number[];
}

const sumOfWhole = (what: string, values: readonly number[]): number => {
  let sum = 0;
  for (const value of values) {
    if (!(value >= 0 && Number.isSafeInteger(value)))
      throw new RangeError(`${what} must be whole and not negative: ${value}`);
    sum += value;
  }
  return sum;
};

/** Takes out, round by round, the lines whose share reaches their cap: closing them only raises the share of the others. */
const closeCapped = (total: number, weights: number[], caps: readonly number[], shares: number[]): number => {
  let left = total;
  for (let closedSome = true; closedSome; ) {
    closedSome = false;
    const toShare = left;
    const weightSum = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [line, weight] of weights.entries()) {
      const cap = caps[line] ?? 0;
      if (weight === 0 || multiplyDivide(toShare, weight, weightSum, "floor") < cap) continue;
      shares[line] = cap;
      weights[line] = 0;
      left -= cap;
      closedSome = true;
    }
  }
  return left;
};

/** `total × weight mod weightSum`, given the whole part of the quotient. */
const remainderOf = (total: number, weight: number, weightSum: number, quotient: number): number => {
  const product = total * weight;
  if (product <= Number.MAX_SAFE_INTEGER) return product - quotient * weightSum;
  return Number((BigInt(total) * BigInt(weight)) % BigInt(weightSum));
};

/** Gives one fen each to the lines of the largest remainders: by repeated search while that is little work, else by sorting. */
const giveOdd = (count: number, remainders: number[], shares: number[]): void => {
  if (count * remainders.length > 1000) {
    const lines = [...remainders.keys()].sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0));
    for (const line of lines.slice(0, count)) shares[line] = (shares[line] ?? 0) + 1;
    return;
  }
  for (let given = 0; given < count; given++) {
    let best = 0;
    let most = 0;
    for (let line = 0; line < remainders.length; line++) {
      const remainder = remainders[line] ?? 0;
      if (remainder > most) {
        best = line;
        most = remainder;
      }
    }
    remainders[best] = 0;
    shares[best] = (shares[best] ?? 0) + 1;
  }
};

/** Largest remainder over the lines that have a weight. */
const shareOut = (total: number, weights: readonly number[], weightSum: number, shares: number[]): void => {
  const remainders: number[] = [];
  let left = total;
  for (let line = 0; line < weights.length; line++) {
    const weight = weights[line] ?? 0;
    const quotient = multiplyDivide(total, weight, weightSum, "floor");
    remainders.push(remainderOf(total, weight, weightSum, quotient));
    shares[line] = (shares[line] ?? 0) + quotient;
    left -= quotient;
  }
  giveOdd(left, remainders, shares);
};

/**
 * Splits an amount over lines in proportion to their weights by largest remainder, ties to the earlier line. A line whose
 * proportional share reaches its cap takes the cap, and the rest is shared by the others in proportion; a line of weight 0 takes
 * nothing. The shares sum to the total exactly, none passes its cap, and the shares of `-total` are those of `total` negated.
 *
 * Weights and caps are whole and not negative and the weights sum to less than 2^53, else a `RangeError` is thrown.
 */
export const allocateFen = (
  total: Fen,
  weights: readonly number[],
  { caps }: AllocationOptions = {},
): Result<Fen[], AllocationError> => {
  let weightSum = sumOfWhole("weights", weights);
  if (!Number.isSafeInteger(weightSum)) throw new RangeError("weights sum past 2^53");
  const shares = weights.map(() => 0);
  if (total === 0) return ok(shares as Fen[]);
  if (weightSum === 0) return err({ code: "money.allocation-without-weight", total });

  let open = weights;
  let left = Math.abs(total);
  if (caps) {
    sumOfWhole("caps", caps);
    if (caps.length !== weights.length) throw new RangeError(`${caps.length} caps for ${weights.length} weights`);
    const uncapped = [...weights];
    left = closeCapped(left, uncapped, caps, shares);
    open = uncapped;
    weightSum = sumOfWhole("weights", open);
    if (weightSum === 0 && left > 0) {
      return err({ code: "money.allocation-over-caps", total, capacity: fen(Math.abs(total) - left) });
    }
  }
  if (left > 0) shareOut(left, open, weightSum, shares);
  if (total < 0) for (let line = 0; line < shares.length; line++) shares[line] = 0 - (shares[line] ?? 0);
  return ok(shares as Fen[]);
};
