import { describe, expect, it } from "vitest";
import { type ChargingProfile, type CompositeQuery, compositeSchedule } from "./index.js";

const at = (time: string) => Date.parse(`2024-01-17T${time}Z`);
const profile = (changes: Partial<ChargingProfile>): ChargingProfile => ({
  purpose: "transaction-default",
  stackLevel: 0,
  kind: "absolute",
  unit: "A",
  startMs: at("12:00:00"),
  periods: [{ startS: 0, limit: 16 }],
  ...changes,
});
const query = (changes: Partial<CompositeQuery> = {}): CompositeQuery => ({
  fromMs: at("12:00:00"),
  toMs: at("12:10:00"),
  unit: "A",
  ...changes,
});
const limits = (profiles: ChargingProfile[], changes: Partial<CompositeQuery> = {}) =>
  compositeSchedule(profiles, query(changes)).periods.map(({ startS, limit }) => [startS, limit]);
const steps = (...pairs: [number, number][]) => pairs.map(([startS, limit]) => ({ startS, limit }));

describe("a composite schedule", () => {
  it("lets the transaction's profile override the default and the station's maximum lower both", () => {
    const startMs = at("12:24:36");
    const profiles = [
      profile({ purpose: "station-max", startMs, durationS: 86_404, periods: steps([0, 10]) }),
      profile({
        startMs,
        durationS: 304,
        validToMs: at("12:31:25"),
        periods: steps([0, 6], [60, 10], [120, 8], [180, 15], [260, 8]),
      }),
      profile({
        purpose: "transaction",
        startMs,
        durationS: 264,
        periods: steps([0, 8], [50, 11], [140, 16], [200, 6], [240, 12]),
      }),
    ];
    const schedule = compositeSchedule(profiles, { fromMs: at("12:24:40"), toMs: at("12:31:20"), unit: "A" });
    expect(schedule).toEqual({
      startMs: at("12:24:40"),
      durationS: 400,
      unit: "A",
      periods: steps([0, 8], [46, 10], [196, 6], [236, 10], [260, 8], [300, 10]),
    });
  });

  it("takes the highest stack level within a purpose, and a lower one where that has no limit", () => {
    const high = profile({ stackLevel: 2, durationS: 60, periods: steps([0, 20]) });
    expect(limits([profile({ stackLevel: 1 }), high])).toEqual([
      [0, 20],
      [60, 16],
    ]);
  });

  it("says where nothing limits", () => {
    expect(limits([profile({ durationS: 60 })])).toEqual([
      [0, 16],
      [60, null],
    ]);
    expect(limits([])).toEqual([[0, null]]);
  });

  it("heeds the time from which a profile is valid", () => {
    expect(limits([profile({ validFromMs: at("12:05:00") })])).toEqual([
      [0, null],
      [300, 16],
    ]);
  });

  it("begins a daily schedule anew every day", () => {
    const daily = profile({
      kind: "recurring-daily",
      startMs: at("12:05:00") - 3 * 86_400_000,
      periods: steps([0, 6], [120, 16]),
    });
    expect(limits([daily])).toEqual([
      [0, 16],
      [300, 6],
      [420, 16],
    ]);
  });

  it("begins a relative schedule with the transaction", () => {
    const relative = profile({ kind: "relative", periods: steps([0, 6], [60, 16]) });
    expect(limits([relative], { transactionStartMs: at("11:59:30") })).toEqual([
      [0, 6],
      [30, 16],
    ]);
  });

  it("converts watts and amperes by voltage and phases", () => {
    const watts = profile({ unit: "W", periods: [{ startS: 0, limit: 11_040 }] });
    expect(limits([watts])).toEqual([[0, 16]]);
    expect(limits([profile({ periods: [{ startS: 0, limit: 16, phases: 1 }] })], { unit: "W" })).toEqual([[0, 3680]]);
  });
});
