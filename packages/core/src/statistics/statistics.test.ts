import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf } from "../kernel/index.js";
import {
  completionPercent,
  foldByKey,
  foldByPeriod,
  growthPercent,
  marginPercent,
  mean,
  type PeriodLength,
  percent,
  periodAt,
  periodsBetween,
  retentionByCohort,
  retentionPercent,
  sharePercents,
  topN,
} from "./index.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const shanghai = "Asia/Shanghai";
const at = (year: number, month: number, day: number, hour = 0, zone = shanghai) =>
  instantOf({ year, month, day, hour }, zone);
const hourMs = 3_600_000;

describe("periodAt", () => {
  it("follows the calendar of the zone, not that of UTC", () => {
    const lateInUtc = Date.UTC(2026, 5, 15, 17);
    expect(periodAt(lateInUtc, "day", shanghai).key).toBe("2026-06-16");
    expect(periodAt(lateInUtc, "day", "UTC").key).toBe("2026-06-15");
  });

  it("names weeks as ISO 8601 does, also around the new year", () => {
    const weeks: [number, number, number, string][] = [
      [2026, 6, 16, "2026-W25"],
      [2024, 12, 30, "2025-W01"],
      [2027, 1, 3, "2026-W53"],
      [2023, 1, 1, "2022-W52"],
    ];
    for (const [year, month, day, key] of weeks) expect(periodAt(at(year, month, day), "week", shanghai).key).toBe(key);
  });

  it("has days of 23 and 25 hours where the clock is changed", () => {
    const hours = (month: number, day: number) => {
      const { startMs, endMs } = periodAt(at(2026, month, day, 12, "Europe/Berlin"), "day", "Europe/Berlin");
      return (endMs - startMs) / hourMs;
    };
    expect([hours(3, 29), hours(10, 25), hours(6, 16)]).toEqual([23, 25, 24]);
  });

  it("cuts time into periods without gap or overlap, each holding its own instants", () => {
    const zone = fc.constantFrom(shanghai, "Europe/Berlin", "America/St_Johns", "UTC");
    const length = fc.constantFrom<PeriodLength>("day", "week", "month", "year");
    const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });
    fc.assert(
      fc.property(instant, length, zone, (atMs, size, place) => {
        const period = periodAt(atMs, size, place);
        expect(period.startMs).toBeLessThanOrEqual(atMs);
        expect(period.endMs).toBeGreaterThan(atMs);
        expect(periodAt(period.endMs - 1, size, place)).toEqual(period);
        expect(periodAt(period.endMs, size, place).startMs).toBe(period.endMs);
        expect(periodAt(period.endMs, size, place).key).not.toBe(period.key);
      }),
      { numRuns: runs },
    );
  });
});

describe("foldByPeriod", () => {
  const sale = (atMs: number, amountFen: number, station = 1) => ({ atMs, amountFen, station });
  const measures = {
    count: () => 1,
    amountFen: ({ amountFen }: ReturnType<typeof sale>) => amountFen,
  };

  it("has a row for every period of the report, also for an empty one", () => {
    const sales = [sale(at(2026, 6, 16, 23), 100), sale(at(2026, 6, 14), 30), sale(at(2026, 6, 16), 5)];
    const report = { fromMs: at(2026, 6, 14), toMs: at(2026, 6, 17), length: "day", zone: shanghai } as const;
    expect(
      foldByPeriod(sales, { ...report, at: ({ atMs }) => atMs }, measures).map(({ key, sums }) => ({ key, ...sums })),
    ).toEqual([
      { key: "2026-06-14", count: 1, amountFen: 30 },
      { key: "2026-06-15", count: 0, amountFen: 0 },
      { key: "2026-06-16", count: 2, amountFen: 105 },
    ]);
  });

  it("loses and doubles nothing, whatever the order and the length", () => {
    const [fromMs, toMs] = [at(2026, 1, 1), at(2026, 4, 1)];
    const record = fc
      .tuple(fc.integer({ min: fromMs - 30 * 24 * hourMs, max: toMs }), fc.integer({ min: -1e9, max: 1e9 }))
      .map(([atMs, amountFen]) => sale(atMs, amountFen));
    fc.assert(
      fc.property(fc.array(record), fc.constantFrom<PeriodLength>("day", "week", "month", "year"), (sales, length) => {
        const rows = foldByPeriod(sales, { fromMs, toMs, length, zone: shanghai, at: ({ atMs }) => atMs }, measures);
        const within = sales.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
        const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
        expect(total(rows.map(({ sums }) => sums.count))).toBe(within.length);
        expect(total(rows.map(({ sums }) => sums.amountFen))).toBe(total(within.map(({ amountFen }) => amountFen)));
      }),
      { numRuns: runs },
    );
  });

  it("refuses to add what is not a whole number", () => {
    expect(() => foldByKey([sale(0, 0.5)], () => 1, measures)).toThrow(RangeError);
  });

  it("adds up by any key as well", () => {
    const sales = [sale(0, 100, 2), sale(0, 50, 1), sale(0, 1, 2)];
    expect([...foldByKey(sales, ({ station }) => station, measures)]).toEqual([
      [2, { count: 2, amountFen: 101 }],
      [1, { count: 1, amountFen: 50 }],
    ]);
  });
});

describe("ratios", () => {
  it("are exact decimals, rounded half up", () => {
    expect(percent(1, 3)).toBe("33.33");
    expect(percent(2, 3)).toBe("66.67");
    expect(percent(1, 8, 1)).toBe("12.5");
    expect(percent(9_007_199_254_740_991, 9_007_199_254_740_991)).toBe("100.00");
    expect(percent(1, 0)).toBeNull();
  });

  it("give growth, margin and completion", () => {
    expect(growthPercent(200, 250)).toBe("25.00");
    expect(growthPercent(-100, 50)).toBe("150.00");
    expect(growthPercent(0, 50)).toBeNull();
    expect(marginPercent(785, 725)).toBe("7.64");
    expect(marginPercent(100, 130)).toBe("-30.00");
    expect(completionPercent(120, 156, 1)).toBe("76.9");
  });

  it("give the average order of 156 over 12,580,000.00 as 80,641.03", () => {
    expect(mean(1_258_000_000, 156)).toBe(8_064_103);
    expect(mean(0, 0)).toBeNull();
  });

  it("give shares that add up to exactly 100", () => {
    expect(sharePercents([80, 70])).toEqual(["53.33", "46.67"]);
    expect(sharePercents([1, 1, 1])).toEqual(["33.34", "33.33", "33.33"]);
    expect(sharePercents([0, 0])).toEqual([null, null]);
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000_000_000), { minLength: 1 }),
        fc.integer({ min: 0, max: 4 }),
        (values, decimals) => {
          fc.pre(values.some((value) => value > 0));
          const sum = sharePercents(values, decimals).reduce(
            (total, share) => total + BigInt((share ?? "0").replace(".", "")),
            0n,
          );
          expect(sum).toBe(100n * 10n ** BigInt(decimals));
        },
      ),
      { numRuns: runs },
    );
  });

  it("put the greatest first and leave equals in their order", () => {
    const rows = [
      { name: "a", value: 1 },
      { name: "b", value: 3 },
      { name: "c", value: 3 },
    ];
    expect(topN(rows, 2, ({ value }) => value).map(({ name }) => name)).toEqual(["b", "c"]);
  });
});

describe("retention", () => {
  it("is the part of the earlier that came again", () => {
    expect(retentionPercent([1, 2, 3, 4, 5], [2, 3, 4, 5, 6], 1)).toBe("80.0");
    expect(retentionPercent([], [1])).toBeNull();
  });

  it("follows each cohort through the periods after its first", () => {
    const activities = [
      { who: "a", atMs: at(2026, 1, 5) },
      { who: "b", atMs: at(2026, 1, 6) },
      { who: "a", atMs: at(2026, 3, 1) },
      { who: "c", atMs: at(2026, 2, 1) },
      { who: "c", atMs: at(2026, 3, 31) },
    ];
    expect(retentionByCohort(activities, { length: "month", zone: shanghai })).toEqual([
      { key: "2026-01", active: [2, 0, 1], percents: ["100.00", "0.00", "50.00"] },
      { key: "2026-02", active: [1, 1], percents: ["100.00", "100.00"] },
    ]);
    expect(periodsBetween(at(2026, 1, 5), at(2026, 3, 31), "month", shanghai)).toHaveLength(3);
  });
});
