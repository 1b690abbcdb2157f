import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divideRounded, multiplyDivide, type Rounding } from "./rounding.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const modes: Rounding[] = ["half-up", "half-even", "floor", "ceiling"];

describe("rounding a quotient", () => {
  it.each<[Rounding, number[]]>([
    ["half-up", [-3, -2, -1, 1, 2, 3]],
    ["half-even", [-2, -2, 0, 0, 2, 2]],
    ["floor", [-3, -2, -1, 0, 1, 2]],
    ["ceiling", [-2, -1, 0, 1, 2, 3]],
  ])("%s takes -2.5, -1.5, -0.5, 0.5, 1.5, 2.5 where its name says", (mode, expected) => {
    const halves = [-5, -3, -1, 1, 3, 5];
    expect(halves.map((half) => multiplyDivide(half, 1, 2, mode))).toEqual(expected);
    expect(halves.map((half) => Number(divideRounded(BigInt(half), 2n, mode)))).toEqual(expected);
  });

  it("takes the same way in plain numbers as in bigint, whatever the size of the product", () => {
    const factor = fc.oneof(fc.integer({ min: -1000, max: 1000 }), fc.integer(), fc.maxSafeInteger());
    const divisor = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
    fc.assert(
      fc.property(factor, factor, divisor, fc.constantFrom(...modes), (left, right, by, mode) => {
        const exact = divideRounded(BigInt(left) * BigInt(right), BigInt(by), mode);
        fc.pre(Number.isSafeInteger(Number(exact)));
        expect(multiplyDivide(left, right, by, mode)).toBe(Number(exact));
      }),
      { numRuns },
    );
  });

  it("never strays a whole step from the exact quotient", () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n }), fc.constantFrom(...modes), (numerator, denominator, mode) => {
        const off = divideRounded(numerator, denominator, mode) * denominator - numerator;
        expect(off < denominator && off > -denominator).toBe(true);
        if (mode === "floor") expect(off <= 0n).toBe(true);
        if (mode === "ceiling") expect(off >= 0n).toBe(true);
        if (mode.startsWith("half")) expect(off * 2n <= denominator && off * 2n >= -denominator).toBe(true);
      }),
      { numRuns },
    );
  });

  it("throws rather than lose a digit or divide by nothing", () => {
    expect(() => multiplyDivide(Number.MAX_SAFE_INTEGER, 2, 1, "floor")).toThrow(RangeError);
    expect(() => multiplyDivide(1, 1, 0, "floor")).toThrow(RangeError);
    expect(() => divideRounded(1n, -1n, "floor")).toThrow(RangeError);
  });
});
