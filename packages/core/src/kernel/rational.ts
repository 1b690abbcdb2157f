/** An exact fraction in lowest terms; `d` is positive. Build it with `rational`. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

const SMALL = BigInt(Number.MAX_SAFE_INTEGER);
const isSmall = (value: bigint): boolean => value <= SMALL && value >= -SMALL;

// Euclid on doubles is several times faster than on bigints, and nearly every pair here is small.
const gcd = (a: bigint, b: bigint): bigint => {
  if (isSmall(a) && isSmall(b)) {
    let [x, y] = [Math.abs(Number(a)), Number(b)];
    while (y !== 0) [x, y] = [y, x % y];
    return BigInt(x);
  }
  let [x, y] = [a < 0n ? -a : a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

const reduce = (n: bigint, d: bigint): Rational => {
  if (d === 1n) return { n, d };
  const common = gcd(n, d);
  return common === 1n ? { n, d } : { n: n / common, d: d / common };
};

const PATTERN = /^([+-]?\d+)(?:\.(\d+)|\/(\d+))?$/;

/** Reads `"12"`, `"-0.35"` or `"7/3"`; null when the text is none of these or divides by zero. */
export const parseRational = (text: string): Rational | null => {
  const [matched, whole = "", decimals = "", divisor = "1"] = PATTERN.exec(text) ?? [];
  if (matched === undefined || /^0+$/.test(divisor)) return null;
  return reduce(BigInt(whole + decimals), decimals === "" ? BigInt(divisor) : 10n ** BigInt(decimals.length));
};

/**
 * An exact fraction from an integer, or from text as `parseRational` reads it; a number with decimals counts as its
 * shortest decimal text (0.1 is one tenth). Throws a `RangeError` for anything else.
 */
export const rational = (value: bigint | number | string): Rational => {
  if (typeof value === "bigint") return { n: value, d: 1n };
  const parsed = parseRational(String(value));
  if (parsed === null) throw new RangeError(`not a rational number: ${value}`);
  return parsed;
};

/** a + b */
export const addRational = (a: Rational, b: Rational): Rational =>
  a.d === b.d ? reduce(a.n + b.n, a.d) : reduce(a.n * b.d + b.n * a.d, a.d * b.d);

/** a − b */
export const subtractRational = (a: Rational, b: Rational): Rational => addRational(a, { n: -b.n, d: b.d });

/** a × b */
export const multiplyRational = (a: Rational, b: Rational): Rational => reduce(a.n * b.n, a.d * b.d);

/** a ÷ b; throws a `RangeError` when b is zero. */
export const divideRational = (a: Rational, b: Rational): Rational => {
  if (b.n === 0n) throw new RangeError("division by zero");
  return b.n < 0n ? reduce(-a.n * b.d, -a.d * b.n) : reduce(a.n * b.d, a.d * b.n);
};

/** Negative, zero or positive as a is less than, equal to or greater than b. */
export const compareRational = (a: Rational, b: Rational): number => {
  const [left, right] = a.d === b.d ? [a.n, b.n] : [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
};

/** The greatest integer not above the value. */
export const floorRational = ({ n, d }: Rational): bigint => (n >= 0n || n % d === 0n ? n / d : n / d - 1n);

/** The nearest integer, a half going up. */
export const roundRational = ({ n, d }: Rational): bigint => floorRational({ n: 2n * n + d, d: 2n * d });

/** Decimal text with exactly `decimals` digits after the point, a half going up: 2/3 with 2 is `"0.67"`. */
export const formatRational = (value: Rational, decimals: number): string => {
  const scaled = roundRational({ n: value.n * 10n ** BigInt(decimals), d: value.d });
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(decimals + 1, "0");
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return scaled < 0n ? `-${text}` : text;
};
