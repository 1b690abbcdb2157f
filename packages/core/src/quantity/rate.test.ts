import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ok, unwrap } from "../kernel/index.js";
import { divideRounded, fen, formatYuan, type Rounding } from "../money/index.js";
import { head, jin, jinToKilograms, kilograms, kilowattHours, litres } from "./index.js";
import { quantity } from "./quantity.js";
import { formatRate, parseRate, priceOf, rate, rateFromFen } from "./rate.js";
import { stepsPerUnit, type Unit, unitDecimals } from "./unit.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const units = Object.keys(unitDecimals) as Unit[];
const modes: Rounding[] = ["half-up", "half-even", "floor", "ceiling"];

describe("rates", () => {
  it.each([
    ["8.05", litres("50"), "402.50"],
    ["28.50", kilograms("22800"), "649800.00"],
    ["28.50", kilograms("25000"), "712500.00"],
    ["0.36125", kilowattHours("40.1234"), "14.49"],
    ["12.5", jin("3"), "37.50"],
    ["15000", head(200_000), "3000000000.00"],
    ["30123.45678", kilograms("999999999.999"), "30123456779969.88"],
  ])("%s yuan × %j is %s yuan", (price, measured, expected) => {
    expect(formatYuan(priceOf(unwrap(parseRate(price)), measured, "half-up"))).toBe(expected);
  });

  it("reads at most five decimals and prints at least two", () => {
    expect(parseRate("8.05")).toEqual(ok(805_000));
    expect(formatRate(unwrap(parseRate("8.05")))).toBe("8.05");
    expect(formatRate(unwrap(parseRate(7)))).toBe("7.00");
    expect(formatRate(unwrap(parseRate("-0.36125")))).toBe("-0.36125");
    expect(parseRate("0.123456")).toMatchObject({ error: { code: "quantity.rate-too-many-decimals" } });
    expect(rateFromFen(fen(805))).toBe(805_000);
    expect(() => rate(0.1)).toThrow(RangeError);
  });

  it("rounds half a fen as named", () => {
    expect(modes.map((mode) => priceOf(rate(5_000), litres("0.1"), mode))).toEqual([1, 0, 0, 1]);
  });

  it("prices a jin rate and twice that rate a kilogram alike", () => {
    expect(priceOf(rate(1_250_001), jin("7.002"), "half-up")).toBe(
      priceOf(rate(2_500_002), jinToKilograms(jin("7.002")), "half-up"),
    );
  });

  it("equals the exact product rounded once, however large", () => {
    const large = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
    fc.assert(
      fc.property(large, large, fc.constantFrom(...units), fc.constantFrom(...modes), (price, steps, unit, mode) => {
        const exact = divideRounded(BigInt(price) * BigInt(steps), BigInt(stepsPerUnit(unit)) * 1000n, mode);
        fc.pre(Number.isSafeInteger(Number(exact)));
        expect(priceOf(rate(price), quantity(unit, steps), mode)).toBe(Number(exact));
      }),
      { numRuns },
    );
  });
});
