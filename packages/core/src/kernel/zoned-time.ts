import type { EpochMs } from "./ports.js";
import { zoneOffsetMs } from "./zone-offset.js";

/** A wall clock reading: months 1–12, days 1–31, hours 0–23. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  readonly millisecond?: number;
}

/** The wall clock reading of an instant, whole, with its ISO weekday: 1 is Monday, 7 is Sunday. */
export interface LocalParts extends Required<LocalTime> {
  readonly weekday: number;
}

const dayMs = 86_400_000;

/** What a wall clock in the zone (an IANA name) shows at an instant; an unknown zone throws a `RangeError`. */
export const localParts = (atMs: EpochMs, zone: string): LocalParts => {
  const wall = new Date(atMs + zoneOffsetMs(atMs, zone));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    millisecond: wall.getUTCMilliseconds(),
    weekday: wall.getUTCDay() || 7,
  };
};

/**
 * The instant at which a wall clock in the zone shows a reading. Parts past their range carry over (day 32, hour 24, month 13). A
 * reading that the clock skips is moved on by what it skips (02:30 becomes 03:30); one that it shows twice means the first time.
 */
export const instantOf = (local: LocalTime, zone: string): EpochMs => {
  const { year, month, day, hour = 0, minute = 0, second = 0, millisecond = 0 } = local;
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  const before = zoneOffsetMs(wallMs - dayMs, zone);
  const after = zoneOffsetMs(wallMs + dayMs, zone);
  const shownFirst = zoneOffsetMs(wallMs - before, zone) === before;
  const shownLater = zoneOffsetMs(wallMs - after, zone) === after;
  return shownFirst || !shownLater ? wallMs - before : wallMs - after;
};

/** The first instant of the local day in which an instant lies: usually 00:00, where that is skipped the first minute shown. */
export const startOfLocalDay = (atMs: EpochMs, zone: string): EpochMs => {
  const { year, month, day } = localParts(atMs, zone);
  return instantOf({ year, month, day }, zone);
};

/** ISO weekday of an instant in the zone: 1 is Monday, 7 is Sunday. */
export const localWeekday = (atMs: EpochMs, zone: string): number => localParts(atMs, zone).weekday;

const twoDigits = (part: number): string => String(part).padStart(2, "0");

/** Local date of an instant, "2026-06-16". */
export const localDate = (atMs: EpochMs, zone: string): string => {
  const { year, month, day } = localParts(atMs, zone);
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(day)}`;
};

/** ISO 8601 text of an instant with the zone's offset, cut to the second: "2026-06-16T10:00:00+08:00". */
export const zonedIso = (atMs: EpochMs, zone: string): string => {
  const { hour, minute, second } = localParts(atMs, zone);
  const offsetMinutes = Math.trunc(zoneOffsetMs(atMs, zone) / 60_000);
  const size = Math.abs(offsetMinutes);
  const offset = `${offsetMinutes < 0 ? "-" : "+"}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
  return `${localDate(atMs, zone)}T${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(second)}${offset}`;
};
