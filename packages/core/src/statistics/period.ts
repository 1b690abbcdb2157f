import { type EpochMs, instantOf, localDate, localParts } from "../kernel/index.js";

/** How long a period is. Weeks begin on Monday (ISO 8601). */
export type PeriodLength = "day" | "week" | "month" | "year";

/** A calendar period of a time zone: `startMs` inclusive, `endMs` exclusive, so that days may have 23 or 25 hours. */
export interface Period {
  /** "2026-06-16", "2026-W25", "2026-06" or "2026". */
  readonly key: string;
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
}

/** The period of a zone (an IANA name) in which an instant lies; an unknown zone throws a `RangeError`. */
export const periodAt = (atMs: EpochMs, length: PeriodLength, zone: string): Period => {
  const { year, month, day, weekday } = localParts(atMs, zone);
  const between = (from: [number, number, number], to: [number, number, number]) => ({
    startMs: instantOf({ year: from[0], month: from[1], day: from[2] }, zone),
    endMs: instantOf({ year: to[0], month: to[1], day: to[2] }, zone),
  });
  switch (length) {
    case "day":
      return { key: localDate(atMs, zone), ...between([year, month, day], [year, month, day + 1]) };
    case "week": {
      const monday = day - weekday + 1;
      return { key: isoWeek(year, month, monday), ...between([year, month, monday], [year, month, monday + 7]) };
    }
    case "month":
      return { key: localDate(atMs, zone).slice(0, 7), ...between([year, month, 1], [year, month + 1, 1]) };
    case "year":
      return { key: localDate(atMs, zone).slice(0, 4), ...between([year, 1, 1], [year + 1, 1, 1]) };
  }
};

const weekMs = 7 * 86_400_000;

/** A week belongs to the year of its Thursday; the first week is that of 4 January. Pure calendar, so UTC does. */
const isoWeek = (year: number, month: number, monday: number): string => {
  const thursday = new Date(Date.UTC(year, month - 1, monday + 3));
  const weekYear = thursday.getUTCFullYear();
  const week = 1 + Math.floor((thursday.getTime() - Date.UTC(weekYear, 0, 1)) / weekMs);
  return `${weekYear}-W${String(week).padStart(2, "0")}`;
};

/** Every period that touches the time from `fromMs` up to, not including, `toMs`, in order. */
export const periodsBetween = (fromMs: EpochMs, toMs: EpochMs, length: PeriodLength, zone: string): Period[] => {
  const periods: Period[] = [];
  for (let at = fromMs; at < toMs; ) {
    const period = periodAt(at, length, zone);
    periods.push(period);
    at = period.endMs;
  }
  return periods;
};
