/**
 * How a fraction of a fen (or of any step) becomes whole. Ties of `half-up` go away from zero, so that giving back rounds like
 * taking; ties of `half-even` to the even neighbour. `floor` and `ceiling` go towards minus and plus infinity.
 */
export type Rounding = "half-up" | "half-even" | "floor" | "ceiling";

/** Products up to this bound divide exactly in doubles: quotient times divisor stays below 2^53. */
const fastLimit = 2 ** 52;

/** Quotient of two integers, rounded as named; a denominator below 1 throws a `RangeError`. */
export const divideRounded = (numerator: bigint, denominator: bigint, rounding: Rounding): bigint => {
  if (denominator < 1n) throw new RangeError(`denominator must be positive: ${denominator}`);
  const quotient = numerator / denominator;
  const remainder = numerator - quotient * denominator;
  if (remainder === 0n) return quotient;
  const negative = remainder < 0n;
  const away = negative ? -1n : 1n;
  if (rounding === "floor") return negative ? quotient + away : quotient;
  if (rounding === "ceiling") return negative ? quotient : quotient + away;
  const twice = remainder * away * 2n;
  if (twice === denominator) return rounding === "half-up" || quotient % 2n !== 0n ? quotient + away : quotient;
  return twice > denominator ? quotient + away : quotient;
};

/** `product / divisor` for a safe product up to 2^52 and a divisor not above it, rounded as named. */
const divideFast = (product: number, divisor: number, rounding: Rounding): number => {
  let below = Math.floor(product / divisor);
  let remainder = product - below * divisor;
  if (remainder < 0) {
    // The double quotient was rounded up to the next whole number.
    below -= 1;
    remainder += divisor;
  }
  if (remainder === 0 || rounding === "floor") return below;
  if (rounding === "ceiling") return below + 1;
  const twice = remainder * 2;
  if (twice !== divisor) return twice > divisor ? below + 1 : below;
  if (rounding === "half-up") return below >= 0 ? below + 1 : below;
  return below % 2 === 0 ? below : below + 1;
};

/**
 * Exactly `left × right / divisor`, rounded once as named, for safe integers and a positive divisor: plain numbers while the product
 * stays below 2^52, bigint beyond. Throws a `RangeError` when the result is not a safe integer.
 */
export const multiplyDivide = (left: number, right: number, divisor: number, rounding: Rounding): number => {
  const product = left * right;
  if (product <= fastLimit && product >= -fastLimit && divisor <= fastLimit && divisor > 0) {
    return divideFast(product, divisor, rounding) + 0;
  }
  const result = Number(divideRounded(BigInt(left) * BigInt(right), BigInt(divisor), rounding));
  if (!Number.isSafeInteger(result)) throw new RangeError(`${left} × ${right} / ${divisor} passes ±2^53`);
  return result;
};
