import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addRational,
  compareRational,
  divideRational,
  floorRational,
  formatRational,
  multiplyRational,
  parseRational,
  rational,
  roundRational,
  subtractRational,
} from "./rational.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const anyRational = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 12n }))
  .map(([n, d]) => rational(`${n}/${d}`));

describe("an exact fraction", () => {
  it("is kept in lowest terms", () => {
    expect(rational("6/4")).toEqual({ n: 3n, d: 2n });
    expect(rational("-0.350")).toEqual({ n: -7n, d: 20n });
    expect(rational(0.1)).toEqual({ n: 1n, d: 10n });
    expect(rational("0/7")).toEqual({ n: 0n, d: 1n });
  });

  it("is not read from text that is no number", () => {
    for (const text of ["", "x", "1.", ".5", "1/0", "1e3", "1/2/3", "--1", "1.5/2"]) {
      expect(parseRational(text)).toBeNull();
      expect(() => rational(text)).toThrow(RangeError);
    }
  });

  it("refuses to divide by zero", () => {
    expect(() => divideRational(rational(1), rational(0))).toThrow(RangeError);
  });

  it("prints with a half going up", () => {
    const given: [string, number, string][] = [
      ["2/3", 2, "0.67"],
      ["0.005", 2, "0.01"],
      ["-0.005", 2, "0.00"],
      ["-0.006", 2, "-0.01"],
      ["99.995", 2, "100.00"],
      ["7/2", 0, "4"],
    ];
    for (const [value, decimals, want] of given) expect(formatRational(rational(value), decimals)).toBe(want);
  });

  it("undoes every operation exactly", () => {
    fc.assert(
      fc.property(anyRational, anyRational, (a, b) => {
        expect(subtractRational(addRational(a, b), b)).toEqual(a);
        expect(compareRational(addRational(a, { n: 1n, d: 10n ** 30n }), a)).toBe(1);
        if (b.n !== 0n) expect(divideRational(multiplyRational(a, b), b)).toEqual(a);
      }),
      { numRuns },
    );
  });

  it("rounds to integers that are next to it", () => {
    fc.assert(
      fc.property(anyRational, (a) => {
        const floor = rational(floorRational(a));
        expect(compareRational(floor, a)).toBeLessThanOrEqual(0);
        expect(compareRational(addRational(floor, rational(1)), a)).toBe(1);
        const distance = subtractRational(rational(roundRational(a)), a);
        expect(compareRational(distance, rational("1/2"))).toBeLessThanOrEqual(0);
        expect(compareRational(distance, rational("-1/2"))).toBe(1);
      }),
      { numRuns },
    );
  });
});
