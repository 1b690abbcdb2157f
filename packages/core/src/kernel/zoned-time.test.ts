import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isTimeZone, zoneOffsetMs } from "./zone-offset.js";
import { instantOf, localDate, localParts, localWeekday, startOfLocalDay, zonedIso } from "./zoned-time.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const at = (iso: string) => Date.parse(iso);

describe("time in a zone", () => {
  it.each([
    ["2026-06-16T02:00:00Z", "Asia/Shanghai", "2026-06-16T10:00:00+08:00"],
    ["2026-06-15T16:00:00Z", "Asia/Shanghai", "2026-06-16T00:00:00+08:00"],
    ["2026-01-01T00:00:00Z", "UTC", "2026-01-01T00:00:00+00:00"],
    ["2026-03-29T00:59:59Z", "Europe/Berlin", "2026-03-29T01:59:59+01:00"],
    ["2026-03-29T01:00:00Z", "Europe/Berlin", "2026-03-29T03:00:00+02:00"],
    ["2026-10-25T01:00:00Z", "Europe/Berlin", "2026-10-25T02:00:00+01:00"],
    ["2026-07-01T00:00:00Z", "America/St_Johns", "2026-06-30T21:30:00-02:30"],
  ])("writes %s in %s as %s", (instant, zone, text) => {
    expect(zonedIso(at(instant), zone)).toBe(text);
    expect(localDate(at(instant), zone)).toBe(text.slice(0, 10));
  });

  it("moves a skipped reading on by what the clock skips", () => {
    const skipped = instantOf({ year: 2026, month: 3, day: 29, hour: 2, minute: 30 }, "Europe/Berlin");
    expect(zonedIso(skipped, "Europe/Berlin")).toBe("2026-03-29T03:30:00+02:00");
  });

  it("takes the first of two equal readings", () => {
    const twice = instantOf({ year: 2026, month: 10, day: 25, hour: 2, minute: 30 }, "Europe/Berlin");
    expect(zonedIso(twice, "Europe/Berlin")).toBe("2026-10-25T02:30:00+02:00");
  });

  it("carries parts past their range over", () => {
    expect(zonedIso(instantOf({ year: 2026, month: 12, day: 31, hour: 24 }, "Asia/Shanghai"), "Asia/Shanghai")).toBe(
      "2027-01-01T00:00:00+08:00",
    );
  });

  it.each([
    ["2026-06-16T10:00:00Z", "Asia/Shanghai", "2026-06-15T16:00:00Z"],
    ["2026-06-16T16:00:00Z", "Asia/Shanghai", "2026-06-16T16:00:00Z"],
    // Clocks in Santiago skip from 24:00 of 5 September to 01:00 of 6 September.
    ["2026-09-06T12:00:00Z", "America/Santiago", "2026-09-06T04:00:00Z"],
    // Clocks in Santiago go back from 24:00 to 23:00 of 4 April.
    ["2026-04-05T12:00:00Z", "America/Santiago", "2026-04-05T04:00:00Z"],
    // Clocks in Havana go back from 01:00 to 00:00 of 1 November.
    ["2026-11-01T12:00:00Z", "America/Havana", "2026-11-01T04:00:00Z"],
    // Apia had no 30 December 2011.
    ["2011-12-31T12:00:00Z", "Pacific/Apia", "2011-12-31T10:00:00Z"],
  ])("starts the local day of %s in %s at %s", (instant, zone, start) => {
    expect(startOfLocalDay(at(instant), zone)).toBe(at(start));
  });

  it("counts weekdays from Monday 1 to Sunday 7", () => {
    expect(localWeekday(at("2026-06-15T00:00:00Z"), "Asia/Shanghai")).toBe(1);
    expect(localWeekday(at("2026-06-13T16:00:00Z"), "Asia/Shanghai")).toBe(7);
  });

  it("throws on a zone that does not exist", () => {
    expect(isTimeZone("Asia/Shanghai")).toBe(true);
    expect(isTimeZone("Mars/Olympus")).toBe(false);
    expect(() => localParts(0, "Mars/Olympus")).toThrow(RangeError);
  });

  const zones = [
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/Havana",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Kathmandu",
  ];
  const instant = fc.integer({ min: at("1995-01-01"), max: at("2037-01-01") });

  it("comes back from the wall clock to the instant, or to the first instant that showed the same", () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...zones), (atMs, zone) => {
        const parts = localParts(atMs, zone);
        const back = instantOf(parts, zone);
        expect(back).toBeLessThanOrEqual(atMs);
        expect(localParts(back, zone)).toEqual(parts);
        if (zoneOffsetMs(back, zone) === zoneOffsetMs(atMs, zone)) expect(back).toBe(atMs);
      }),
      { numRuns },
    );
  });

  it("agrees with what Intl shows", () => {
    const shown = new Map(
      zones.map((timeZone) => [
        timeZone,
        new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }),
      ]),
    );
    fc.assert(
      fc.property(instant, fc.constantFrom(...zones), (atMs, zone) => {
        expect(zonedIso(atMs, zone).slice(0, 19).replace("T", " ")).toBe(shown.get(zone)?.format(atMs));
      }),
      { numRuns },
    );
  });
});
