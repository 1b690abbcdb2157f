import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localParts, unwrap, zonedIso } from "../../kernel/index.js";
import { parseRate, rate } from "../../quantity/index.js";
import { createTariff } from "./create-tariff.js";
import { DEFAULT_CHARGING_TARIFF } from "./default-charging-tariff.js";
import type { RuleTariffDefinition, TariffPeriod, TariffRule } from "./tariff-definition.js";
import { tariffSegments } from "./tariff-segments.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const at = (iso: string) => Date.parse(iso);
const shanghai = "Asia/Shanghai";

const rule = (from: string, to: string, yuan: string, days: Partial<TariffRule> = {}): TariffRule => ({
  from,
  to,
  period: "flat",
  energyRate: unwrap(parseRate(yuan)),
  serviceRate: rate(0),
  ...days,
});
const rules = (list: TariffRule[], more: Partial<RuleTariffDefinition> = {}) =>
  createTariff({ form: "rules", timeZone: shanghai, rules: list, ...more });

/** Segments as "local start of each period at its rate". */
const shown = (tariff: Parameters<typeof tariffSegments>[0], from: string, to: string) =>
  tariffSegments(tariff, at(from), at(to)).map(
    ({ fromMs, energyRate }) => `${zonedIso(fromMs, tariff.timeZone).slice(5, 19)} ${energyRate / 100_000}`,
  );

describe("segments of a time-of-use tariff", () => {
  it("cuts a day at the default tariff's boundaries and keeps the valley over midnight whole", () => {
    expect(shown(DEFAULT_CHARGING_TARIFF, "2026-06-16T06:00:00+08:00", "2026-06-17T08:00:00+08:00")).toEqual([
      "06-16T06:00:00 0.4",
      "06-16T07:00:00 0.7",
      "06-16T10:00:00 1",
      "06-16T15:00:00 0.7",
      "06-16T18:00:00 1",
      "06-16T21:00:00 0.7",
      "06-16T23:00:00 0.4",
      "06-17T07:00:00 0.7",
    ]);
  });

  it("gives a boundary to the period that begins there", () => {
    const boundary = at("2026-06-16T07:00:00+08:00");
    expect(tariffSegments(DEFAULT_CHARGING_TARIFF, boundary - 1, boundary + 1)).toMatchObject([
      { fromMs: boundary - 1, toMs: boundary, period: "valley" },
      { fromMs: boundary, toMs: boundary + 1, period: "flat" },
    ]);
    expect(tariffSegments(DEFAULT_CHARGING_TARIFF, boundary, boundary)).toEqual([]);
  });

  it("lets weekends, months and holidays go before the general rules", () => {
    const tariff = unwrap(
      rules(
        [
          rule("00:00", "24:00", "0.1", { holidays: "only" }),
          rule("12:00", "14:00", "0.2", { weekdays: [6, 7] }),
          rule("00:00", "24:00", "0.3", { months: [7, 8] }),
          rule("00:00", "24:00", "0.4"),
        ],
        { holidays: ["2026-06-19"] },
      ),
    );
    expect(shown(tariff, "2026-06-18T20:00:00+08:00", "2026-06-20T20:00:00+08:00")).toEqual([
      "06-18T20:00:00 0.4",
      "06-19T00:00:00 0.1",
      "06-20T00:00:00 0.4",
      "06-20T12:00:00 0.2",
      "06-20T14:00:00 0.4",
    ]);
    expect(shown(tariff, "2026-06-30T23:00:00+08:00", "2026-07-01T01:00:00+08:00")).toEqual([
      "06-30T23:00:00 0.4",
      "07-01T00:00:00 0.3",
    ]);
  });

  it("follows the station's clock through its changes of offset", () => {
    const night = [rule("02:00", "03:00", "0.2"), rule("03:00", "02:00", "0.3")];
    const tariff = unwrap(rules(night, { timeZone: "Europe/Berlin" }));
    // Clocks skip 02:00–03:00: that window is not charged at all.
    expect(shown(tariff, "2026-03-29T00:00:00Z", "2026-03-29T03:00:00Z")).toEqual(["03-29T01:00:00 0.3"]);
    // Clocks show 02:00–03:00 twice: two hours of that window.
    expect(tariffSegments(tariff, at("2026-10-24T23:00:00Z"), at("2026-10-25T03:00:00Z"))).toMatchObject([
      { toMs: at("2026-10-25T00:00:00Z"), energyRate: 30_000 },
      { toMs: at("2026-10-25T02:00:00Z"), energyRate: 20_000 },
      { toMs: at("2026-10-25T03:00:00Z"), energyRate: 30_000 },
    ]);
  });

  it("reads 48 half hours of four periods", () => {
    const slots = Array.from(
      { length: 48 },
      (_, slot): TariffPeriod => (slot < 14 ? "valley" : slot === 20 ? "sharp" : "flat"),
    );
    const price = (yuan: string) => ({ energyRate: unwrap(parseRate(yuan)), serviceRate: rate(80_000) });
    const rates = { sharp: price("1.2"), flat: price("0.7"), valley: price("0.4") };
    const tariff = unwrap(createTariff({ form: "slots", timeZone: shanghai, slots, rates }));
    expect(shown(tariff, "2026-06-16T00:00:00+08:00", "2026-06-17T00:00:00+08:00")).toEqual([
      "06-16T00:00:00 0.4",
      "06-16T07:00:00 0.7",
      "06-16T10:00:00 1.2",
      "06-16T10:30:00 0.7",
    ]);
    const slotted = (change: object) => createTariff({ form: "slots", timeZone: shanghai, slots, rates, ...change });
    expect(slotted({ slots: slots.slice(1) })).toMatchObject({
      error: { code: "pricing.tariff-not-48-slots", slots: 47 },
    });
    expect(slotted({ rates: { flat: rates.flat } })).toMatchObject({
      error: { code: "pricing.tariff-without-rates", slot: 0, period: "valley" },
    });
  });

  it("is contiguous, covers the whole stretch and agrees with the local hour, in zones with and without changes", () => {
    const general = [rule("06:30", "22:15", "0.9"), rule("22:15", "06:30", "0.2")];
    const zones = ["Europe/Berlin", "Australia/Lord_Howe", "America/Havana", shanghai];
    const tariffs = zones.map((timeZone) => unwrap(rules(general, { timeZone })));
    const instant = fc.integer({ min: at("2025-01-01"), max: at("2027-01-01") });
    fc.assert(
      fc.property(
        instant,
        fc.integer({ min: 1, max: 4 * 86_400_000 }),
        fc.constantFrom(...tariffs),
        (from, length, tariff) => {
          const segments = tariffSegments(tariff, from, from + length);
          expect(segments[0]?.fromMs).toBe(from);
          expect(segments.at(-1)?.toMs).toBe(from + length);
          const misfits = segments.filter(({ fromMs, toMs, energyRate }, index) => {
            const wrongRate = [fromMs, Math.floor((fromMs + toMs) / 2), toMs - 1].some((inside) => {
              const { hour, minute } = localParts(inside, tariff.timeZone);
              const byDay = hour * 60 + minute >= 390 && hour * 60 + minute < 1335;
              return energyRate !== (byDay ? 90_000 : 20_000);
            });
            return wrongRate || toMs <= fromMs || (index > 0 && segments[index - 1]?.toMs !== fromMs);
          });
          expect(misfits).toEqual([]);
        },
      ),
      { numRuns },
    );
  });
});

describe("checking a tariff", () => {
  it("names the gap and the day that has it", () => {
    expect(
      rules([rule("10:00", "15:00", "1"), rule("18:00", "24:00", "1"), rule("00:00", "10:00", "1")]),
    ).toMatchObject({
      error: { code: "pricing.tariff-gap", from: "15:00", to: "18:00", weekday: 1, month: 1, holiday: false },
    });
    expect(rules([])).toMatchObject({ error: { from: "00:00", to: "24:00" } });
    expect(rules([rule("07:00", "23:00", "1")])).toMatchObject({ error: { from: "23:00", to: "07:00" } });
    expect(rules([rule("00:00", "23:00", "1")])).toMatchObject({ error: { from: "23:00", to: "24:00" } });
    expect(rules([rule("07:00", "24:00", "1")])).toMatchObject({ error: { from: "00:00", to: "07:00" } });
    expect(
      rules([rule("22:00", "08:00", "1"), rule("08:00", "22:00", "1", { weekdays: [1, 2, 3, 4, 5, 6] })]),
    ).toMatchObject({
      error: { from: "08:00", to: "22:00", weekday: 7 },
    });
  });

  it("refuses two rules for the same days that overlap, but not the particular over the general", () => {
    const all = rule("00:00", "24:00", "1");
    expect(rules([all, rule("10:00", "12:00", "2")])).toMatchObject({
      error: { code: "pricing.tariff-overlap", rules: [0, 1], at: "10:00" },
    });
    expect(rules([rule("10:00", "12:00", "2", { weekdays: [6] }), all]).ok).toBe(true);
  });

  it.each<[string, () => ReturnType<typeof rules>, string]>([
    ["an hour that is none", () => rules([rule("25:00", "24:00", "1")]), "pricing.tariff-bad-window"],
    ["a start at 24:00", () => rules([rule("24:00", "10:00", "1")]), "pricing.tariff-bad-window"],
    ["an empty window", () => rules([rule("10:00", "10:00", "1")]), "pricing.tariff-bad-window"],
    ["a time without zeros", () => rules([rule("7:00", "10:00", "1")]), "pricing.tariff-bad-window"],
    ["an eighth weekday", () => rules([rule("00:00", "24:00", "1", { weekdays: [8] })]), "pricing.tariff-bad-day"],
    [
      "a holiday that is no date",
      () => rules([rule("00:00", "24:00", "1")], { holidays: ["2026-02-30"] }),
      "pricing.tariff-bad-holiday",
    ],
    [
      "a zone that is none",
      () => rules([rule("00:00", "24:00", "1")], { timeZone: "Mars" }),
      "pricing.tariff-unknown-zone",
    ],
  ])("refuses %s", (_, make, code) => {
    expect(make()).toMatchObject({ ok: false, error: { code } });
  });
});
