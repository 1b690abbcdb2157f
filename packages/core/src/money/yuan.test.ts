import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ok } from "../kernel/index.js";
import { addFen, fen, negateFen, subtractFen, sumFen } from "./fen.js";
import { formatYuan, parseYuan, yuanNumber } from "./yuan.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);

describe("amounts in yuan", () => {
  it.each<[string | number, number]>([
    ["392.50", 39250],
    [392.5, 39250],
    ["-0.07", -7],
    [0.07, 7],
    [-0, 0],
    ["-0", 0],
    [1.1, 110],
    ["90071992547409.91", Number.MAX_SAFE_INTEGER],
  ])("reads %s as %d fen", (text, amount) => {
    expect(parseYuan(text)).toEqual(ok(amount));
  });

  it.each<[string | number, string]>([
    ["1.005", "money.too-many-decimals"],
    [0.1 + 0.2, "money.too-many-decimals"],
    ["1.000", "money.too-many-decimals"],
    [Number.NaN, "money.not-a-decimal"],
    [Number.POSITIVE_INFINITY, "money.not-a-decimal"],
    [1e21, "money.not-a-decimal"],
    [1e-7, "money.not-a-decimal"],
    ["", "money.not-a-decimal"],
    [" 1", "money.not-a-decimal"],
    ["1.", "money.not-a-decimal"],
    [".5", "money.not-a-decimal"],
    ["+1", "money.not-a-decimal"],
    ["1,000", "money.not-a-decimal"],
    ["90071992547409.92", "money.out-of-range"],
  ])("refuses %s as %s", (text, code) => {
    expect(parseYuan(text)).toEqual({ ok: false, error: { code, text: String(text) } });
  });

  it("reads back what it prints, to the fen", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        expect(parseYuan(formatYuan(fen(amount)))).toEqual(ok(amount + 0));
      }),
      { numRuns },
    );
  });

  it("reads back its JSON number up to 2^46 yuan", () => {
    const bound = 2 ** 46 * 100;
    fc.assert(
      fc.property(fc.integer({ min: -bound, max: bound }), (amount) => {
        expect(parseYuan(yuanNumber(fen(amount)))).toEqual(ok(amount + 0));
      }),
      { numRuns },
    );
  });

  it("adds, subtracts and negates, and throws past 2^53", () => {
    expect(sumFen([addFen(fen(150), fen(-50)), subtractFen(fen(1), fen(2)), negateFen(fen(0))])).toBe(99);
    expect(() => addFen(fen(Number.MAX_SAFE_INTEGER), fen(1))).toThrow(RangeError);
    expect(() => fen(0.5)).toThrow(RangeError);
  });
});
