import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unwrap } from "../kernel/index.js";
import {
  head,
  jin,
  kilograms,
  kilowattHours,
  kilowattHoursFromWh,
  litres,
  litresFromMl,
  pieces,
} from "./constructors.js";
import {
  addQuantity,
  compareQuantity,
  jinToKilograms,
  kilogramsToJin,
  type Quantity,
  quantity,
  subtractQuantity,
} from "./quantity.js";
import { formatQuantity, parseQuantity, quantityNumber } from "./quantity-text.js";
import { type Unit, unitDecimals } from "./unit.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const units = Object.keys(unitDecimals) as Unit[];

describe("quantities", () => {
  it.each<[Quantity, number, string, number]>([
    [litres("50"), 50_000, "50.00", 50],
    [litres("50.12"), 50_120, "50.12", 50.12],
    [litresFromMl(50_125), 50_125, "50.125", 50.125],
    [kilowattHours(100.4), 1_004_000, "100.4000", 100.4],
    [kilowattHoursFromWh(1), 10, "0.0010", 0.001],
    [kilograms("22800.5"), 22_800_500, "22800.500", 22800.5],
    [jin("3.002"), 1501, "3.002", 3.002],
    [head(50), 50, "50", 50],
    [pieces(-2), -2, "-2", -2],
  ])("%j counts %d steps and prints %s", (value, steps, text, number) => {
    expect(value.steps).toBe(steps);
    expect(formatQuantity(value)).toBe(text);
    expect(quantityNumber(value)).toBe(number);
  });

  it.each<[Unit, string | number, string]>([
    ["L", "1.2345", "quantity.too-many-decimals"],
    ["kWh", 0.00001, "quantity.too-many-decimals"],
    ["jin", "0.001", "quantity.too-many-decimals"],
    ["head", "1.5", "quantity.too-many-decimals"],
    ["piece", "x", "quantity.not-a-decimal"],
    ["point", "9007199254740992", "quantity.out-of-range"],
  ])("refuses %s %s as %s", (unit, text, code) => {
    expect(parseQuantity(unit, text)).toMatchObject({ ok: false, error: { code, unit } });
  });

  it("rounds a printed quantity as named", () => {
    expect(formatQuantity(kilowattHours("0.825"), { decimals: 2, rounding: "half-up" })).toBe("0.83");
    expect(formatQuantity(kilowattHours("0.825"), { decimals: 2, rounding: "half-even" })).toBe("0.82");
    expect(formatQuantity(jin("1.998"), { decimals: 0, rounding: "floor" })).toBe("1");
  });

  it("keeps a jin at exactly half a kilogram, both ways", () => {
    expect(jinToKilograms(jin("3"))).toEqual(kilograms("1.5"));
    expect(kilogramsToJin(kilograms("0.001"))).toEqual(jin("0.002"));
  });

  it("adds and compares in one unit only", () => {
    expect(addQuantity(litres("1.5"), litres("0.25"))).toEqual(litres("1.75"));
    expect(subtractQuantity(head(3), head(5))).toEqual(head(-2));
    expect(compareQuantity(litres("1"), litres("2"))).toBeLessThan(0);
    expect(() => addQuantity<Unit>(litres("1"), kilograms("1"))).toThrow(TypeError);
    expect(() => quantity("L", 0.5)).toThrow(RangeError);
  });

  it("reads back what it prints, in every unit", () => {
    const steps = fc.oneof(fc.integer(), fc.integer({ min: -(2 ** 51), max: 2 ** 51 }));
    fc.assert(
      fc.property(fc.constantFrom(...units), steps, (unit, count) => {
        const value = quantity(unit, count);
        expect(unwrap(parseQuantity(unit, formatQuantity(value)))).toEqual(value);
      }),
      { numRuns },
    );
  });
});
