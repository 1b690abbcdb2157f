import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unwrap } from "../kernel/index.js";
import { allocateFen } from "./allocate.js";
import { fen } from "./fen.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const split = (total: number, weights: number[], caps?: number[]) =>
  unwrap(allocateFen(fen(total), weights, caps ? { caps } : {}));
const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0);

describe("allocating an amount over lines", () => {
  it.each<[string, number, number[], number[] | undefined, number[]]>([
    ["gives the odd fen to the largest remainder", 100, [1, 1, 1], undefined, [34, 33, 33]],
    ["gives ties to the earlier lines", 5, [1, 1, 1], undefined, [2, 2, 1]],
    ["mirrors a negative total", -100, [1, 1, 1], undefined, [-34, -33, -33]],
    ["gives nothing to a line of weight 0", 7, [0, 3, 4], undefined, [0, 3, 4]],
    ["passes what a capped line cannot take to the others", 100, [50, 25, 25], [10, 100, 100], [10, 45, 45]],
    ["caps again when the overflow fills a second line", 100, [8, 1, 1], [10, 20, 100], [10, 20, 70]],
    ["allocates nothing over nothing", 0, [], undefined, []],
  ])("%s", (_, total, weights, caps, expected) => {
    expect(split(total, weights, caps)).toEqual(expected);
  });

  it("stays exact where total × weight passes 2^53", () => {
    expect(split(9_007_199_254_740_991, [3_000_000_000_000_001, 3_000_000_000_000_000])).toEqual([
      4503599627370496, 4503599627370495,
    ]);
  });

  it("refuses a total that the caps cannot hold and says what they hold", () => {
    expect(allocateFen(fen(100), [1, 1, 0], { caps: [30, 40, 500] })).toEqual({
      ok: false,
      error: { code: "money.allocation-over-caps", total: 100, capacity: 70 },
    });
  });

  it("refuses to place an amount where no line has a weight", () => {
    expect(allocateFen(fen(1), [0, 0])).toMatchObject({ error: { code: "money.allocation-without-weight" } });
  });

  it("throws on weights and caps that are no whole numbers", () => {
    expect(() => split(1, [0.5])).toThrow(RangeError);
    expect(() => split(1, [-1, 2])).toThrow(RangeError);
    expect(() => split(1, [1], [Number.NaN])).toThrow(RangeError);
    expect(() => split(1, [1, 1], [1])).toThrow(RangeError);
    expect(() => split(1, [Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError);
  });

  const amount = fc.oneof(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.maxSafeInteger());
  const weight = fc.oneof(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 0, max: 2 ** 48 }));

  it("sums exactly, never strays a fen from the proportional share, and mirrors its sign", () => {
    fc.assert(
      fc.property(amount, fc.array(weight, { minLength: 1, maxLength: 12 }), (total, weights) => {
        fc.pre(sum(weights) > 0);
        const shares = split(total, weights);
        expect(shares.reduce((left, share) => left - BigInt(share), BigInt(total))).toBe(0n);
        const weightSum = BigInt(sum(weights));
        const strays = shares.filter((share, line) => {
          const off = BigInt(share) * weightSum - BigInt(total) * BigInt(weights[line] ?? 0);
          return off >= weightSum || off <= -weightSum;
        });
        expect(strays).toEqual([]);
        expect(split(0 - total, weights)).toEqual(shares.map((share) => 0 - share));
      }),
      { numRuns },
    );
  });

  it("stays within every cap, or refuses exactly when the lines with a weight cannot hold the total", () => {
    const line = fc.record({ weight: fc.integer({ min: 0, max: 50 }), cap: fc.integer({ min: 0, max: 200 }) });
    fc.assert(
      fc.property(
        fc.integer({ min: -800, max: 800 }),
        fc.array(line, { minLength: 1, maxLength: 8 }),
        (total, lines) => {
          const weights = lines.map(({ weight }) => weight);
          fc.pre(sum(weights) > 0);
          const result = allocateFen(fen(total), weights, { caps: lines.map(({ cap }) => cap) });
          const capacity = sum(lines.map(({ weight, cap }) => (weight > 0 ? cap : 0)));
          expect(result.ok).toBe(Math.abs(total) <= capacity);
          if (!result.ok) return;
          expect(sum(result.value)).toBe(total);
          const unfit = result.value.filter(
            (share, index) => Math.abs(share) > (lines[index]?.cap ?? 0) || share * total < 0,
          );
          expect(unfit).toEqual([]);
        },
      ),
      { numRuns },
    );
  });
});
