import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unwrap } from "../kernel/index.js";
import {
  formatRate,
  head,
  kilograms,
  litres,
  litresFromMl,
  parseRate,
  priceOf,
  type Quantity,
  rate,
  type Unit,
} from "../quantity/index.js";
import { createTiers, type QuantityTiers, tierPrice } from "./quantity-tiers.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const tiersOf = (mode: QuantityTiers["mode"], ...tiers: [from: string, rate: string][]) =>
  unwrap(
    createTiers(
      mode,
      tiers.map(([from, rate]) => ({ from: litres(from), rate: unwrap(parseRate(rate)) })),
    ),
  );
const steps: [string, string][] = [
  ["0", "8.00"],
  ["100", "7.80"],
  ["200", "7.50"],
];

describe("tiers of quantity", () => {
  it.each<[QuantityTiers["mode"], string, number[]]>([
    ["graduated", "50", [40_000]],
    ["graduated", "100", [80_000]],
    ["graduated", "250", [80_000, 78_000, 37_500]],
    ["graduated", "0", []],
    ["whole", "99.999", [79_999]],
    ["whole", "100", [78_000]],
    ["whole", "250", [187_500]],
  ])("%s: %s L cost %j fen", (mode, volume, amounts) => {
    const { lines } = tierPrice(tiersOf(mode, ...steps), litres(volume), "half-up");
    expect(lines.map(({ amount }) => amount)).toEqual(amounts);
  });

  it("refuses tiers that do not begin at zero or do not rise", () => {
    const one = unwrap(parseRate("1"));
    expect(createTiers("whole", [])).toMatchObject({ error: { code: "pricing.tiers-not-from-zero" } });
    expect(createTiers("whole", [{ from: head(1), rate: one }])).toMatchObject({
      error: { code: "pricing.tiers-not-from-zero" },
    });
    const repeated = [0, 5, 5].map((from) => ({ from: head(from), rate: one }));
    expect(createTiers("whole", repeated)).toEqual({ ok: false, error: { code: "pricing.tiers-not-rising", tier: 2 } });
  });

  it("throws on another unit and on less than nothing", () => {
    const tiers: QuantityTiers<Unit> = tiersOf("whole", ...steps);
    expect(() => tierPrice<Unit>(tiers, kilograms("1"), "half-up")).toThrow(TypeError);
    expect(() => tierPrice<Unit>(tiers, litres("-1"), "half-up")).toThrow(RangeError);
  });

  it("rounds once, so that equal rates in all tiers cost what one rate costs", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (volumeMl, hundredThousandths) => {
          const text = formatRate(rate(hundredThousandths));
          const tiers = tiersOf("graduated", ["0", text], ["0.333", text], ["77.777", text]);
          const volume: Quantity<"L"> = litresFromMl(volumeMl);
          const price = tierPrice(tiers, volume, "half-up");
          expect(price.amount).toBe(priceOf(unwrap(parseRate(text)), volume, "half-up"));
          expect(price.lines.reduce((sum, { quantity }) => sum + quantity.steps, 0)).toBe(volumeMl);
        },
      ),
      { numRuns },
    );
  });
});
