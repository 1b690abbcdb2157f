import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unwrap } from "../../kernel/index.js";
import { divideRounded, formatYuan } from "../../money/index.js";
import { formatQuantity } from "../../quantity/index.js";
import { DEFAULT_CHARGING_TARIFF } from "./default-charging-tariff.js";
import { sessionPrice, tariffSessionPrice } from "./session-price.js";
import { tariffSegments } from "./tariff-segments.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const at = (time: string) => Date.parse(`2026-06-16T${time}+08:00`);
const priced = (...readings: [string, number][]) =>
  tariffSessionPrice(
    DEFAULT_CHARGING_TARIFF,
    readings.map(([time, energyWh]) => ({ atMs: at(time), energyWh })),
  );

describe("the price of a metered session", () => {
  it("charges 40 kWh from 06:00 to 10:00 at 10 kW with 25.00 + 32.00 and says why", () => {
    const price = unwrap(priced(["06:00", 0], ["10:00", 40_000]));
    expect([price.energyFee, price.serviceFee, price.amount].map(formatYuan)).toEqual(["25.00", "32.00", "57.00"]);
    expect(
      price.lines.map(({ energy, energyFee, serviceFee }) => [formatQuantity(energy), energyFee, serviceFee]),
    ).toEqual([
      ["10.0000", 400, 800],
      ["30.0000", 2100, 2400],
    ]);
  });

  it("takes energy to flow evenly between two readings, to 0.1 Wh at a boundary", () => {
    const price = unwrap(priced(["06:00", 1000], ["09:00", 2000]));
    expect(price.lines.map(({ energy }) => energy.steps)).toEqual([3333, 6667]);
  });

  it("uses the readings where they stand beside a boundary, not the straight line from start to stop", () => {
    const price = unwrap(priced(["06:00", 0], ["07:00", 30_000], ["10:00", 40_000]));
    expect(price.lines.map(({ energy }) => energy.steps)).toEqual([300_000, 100_000]);
    expect(formatYuan(price.energyFee)).toBe("19.00");
  });

  it("rounds a fee once per record, not once per line", () => {
    // 12 Wh at 0.4 and 12 Wh at 0.7 are 0.48 and 0.84 fen: 1.32 fen are 1, not 0 + 1 lines of their own.
    const price = unwrap(priced(["06:59", 0], ["07:01", 24]));
    expect(price.lines.map(({ energyFee }) => energyFee)).toEqual([0, 1]);
    expect(price.energyFee).toBe(1);
    const apart = unwrap(priced(["06:58", 0], ["07:02", 26]));
    expect(apart.lines.map(({ energyFee }) => energyFee)).toEqual([1, 0]);
  });

  it("prices a session without energy at nothing", () => {
    expect(unwrap(priced(["06:00", 500], ["08:00", 500]))).toMatchObject({ amount: 0, energy: { steps: 0 } });
  });

  it.each<[string, [string, number][], object]>([
    ["a single reading", [["06:00", 0]], { code: "pricing.readings-too-few", count: 1 }],
    [
      "two readings of one instant",
      [
        ["06:00", 0],
        ["06:00", 1],
      ],
      { code: "pricing.readings-not-in-order", reading: 1 },
    ],
    [
      "a register that falls",
      [
        ["06:00", 5],
        ["07:00", 4],
      ],
      { code: "pricing.readings-fell", energyWh: 4 },
    ],
  ])("refuses %s", (_, readings, error) => {
    expect(priced(...readings)).toMatchObject({ ok: false, error });
  });

  it("refuses segments that do not reach over the readings, and clips those that reach further", () => {
    const readings = [
      { atMs: at("06:00"), energyWh: 0 },
      { atMs: at("08:00"), energyWh: 2000 },
    ];
    const over = (from: string, to: string) =>
      sessionPrice(tariffSegments(DEFAULT_CHARGING_TARIFF, at(from), at(to)), readings);
    expect(over("06:30", "08:00")).toMatchObject({ error: { code: "pricing.readings-outside-segments" } });
    expect(over("06:00", "07:30")).toMatchObject({ error: { code: "pricing.readings-outside-segments" } });
    expect(over("00:00", "23:30")).toEqual(over("06:00", "08:00"));
  });

  it("throws on fractions of a watt-hour", () => {
    expect(() => priced(["06:00", 0], ["07:00", 0.25])).toThrow(RangeError);
  });

  it("has lines that sum to the fees, and fees that equal the exact sum over the lines rounded once", () => {
    const interval = fc.record({
      ms: fc.integer({ min: 1, max: 20_000_000 }),
      wh: fc.integer({ min: 0, max: 200_000 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 86_400_000 }),
        fc.array(interval, { minLength: 1, maxLength: 8 }),
        (start, intervals) => {
          const readings = [{ atMs: at("00:00") + start, energyWh: 7 }];
          for (const { ms, wh } of intervals) {
            const last = readings.at(-1) ?? { atMs: 0, energyWh: 0 };
            readings.push({ atMs: last.atMs + ms, energyWh: last.energyWh + wh });
          }
          const { lines, energyFee, serviceFee, amount, energy } = unwrap(
            tariffSessionPrice(DEFAULT_CHARGING_TARIFF, readings),
          );
          const sum = (of: (line: (typeof lines)[number]) => number) =>
            lines.reduce((total, line) => total + of(line), 0);
          const exact = lines.reduce((total, line) => total + BigInt(line.energyRate) * BigInt(line.energy.steps), 0n);
          expect([
            sum((line) => line.energy.steps),
            sum((line) => line.energyFee),
            sum((line) => line.serviceFee),
          ]).toEqual([energy.steps, energyFee, serviceFee]);
          expect(energy.steps).toBe(((readings.at(-1)?.energyWh ?? 0) - 7) * 10);
          expect(amount).toBe(energyFee + serviceFee);
          expect(energyFee).toBe(Number(divideRounded(exact, 10_000_000n, "half-up")));
          expect(lines.filter((line) => Math.min(line.energy.steps, line.energyFee, line.serviceFee) < 0)).toEqual([]);
        },
      ),
      { numRuns },
    );
  });
});
