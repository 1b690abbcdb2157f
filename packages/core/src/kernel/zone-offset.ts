import type { EpochMs } from "./ports.js";

/** A stretch of time over which a zone keeps one offset. */
export interface ZoneOffsetSpan {
  /** How far local time is ahead of UTC. */
  readonly offsetMs: number;
  /** The offset holds at least until here, exclusive: its next change, at latest the end of the UTC day. */
  readonly untilMs: EpochMs;
}

/** One UTC day: the offset it begins with, and the one it ends with where the zone changes in it. */
interface OffsetDay {
  readonly first: ZoneOffsetSpan;
  readonly rest: ZoneOffsetSpan | undefined;
}

interface Zone {
  readonly formatter: Intl.DateTimeFormat;
  readonly days: Map<number, OffsetDay>;
}

const dayMs = 86_400_000;

/** Days remembered per zone before starting over: some ten years. */
const mostDays = 4000;

const zones = new Map<string, Zone>();

const zoneNamed = (name: string): Zone => {
  const known = zones.get(name);
  if (known) return known;
  const zone = {
    formatter: new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" }),
    days: new Map<number, OffsetDay>(),
  };
  zones.set(name, zone);
  return zone;
};

/** Reads the offset out of "6/16/2026, GMT+08:00"; "GMT" alone is zero, offsets before standard time have seconds. */
const askOffsetMs = (formatter: Intl.DateTimeFormat, atMs: EpochMs): number => {
  const [, sign, hours, minutes, seconds = "0"] = /([+-])(\d+):(\d+)(?::(\d+))?$/.exec(formatter.format(atMs)) ?? [];
  const size = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds)) * 1000;
  return sign === "-" ? -size : size;
};

const offsetDay = (formatter: Intl.DateTimeFormat, startMs: EpochMs): OffsetDay => {
  const endMs = startMs + dayMs;
  const offsetMs = askOffsetMs(formatter, startMs);
  const laterOffsetMs = askOffsetMs(formatter, endMs);
  if (laterOffsetMs === offsetMs) return { first: { offsetMs, untilMs: endMs }, rest: undefined };
  let before = startMs;
  let changeMs = endMs;
  while (changeMs - before > 1) {
    const middle = Math.floor((before + changeMs) / 2);
    if (askOffsetMs(formatter, middle) === offsetMs) before = middle;
    else changeMs = middle;
  }
  return { first: { offsetMs, untilMs: changeMs }, rest: { offsetMs: laterOffsetMs, untilMs: endMs } };
};

/**
 * The offset of a zone (an IANA name) at an instant and how long it holds. `Intl` is asked once per zone and UTC day, in which a
 * zone changes at most once, and the answer remembered. An unknown zone throws a `RangeError`.
 */
export const zoneOffsetSpan = (atMs: EpochMs, zone: string): ZoneOffsetSpan => {
  const { formatter, days } = zoneNamed(zone);
  const dayNumber = Math.floor(atMs / dayMs);
  let day = days.get(dayNumber);
  if (!day) {
    day = offsetDay(formatter, dayNumber * dayMs);
    if (days.size >= mostDays) days.clear();
    days.set(dayNumber, day);
  }
  return day.rest && atMs >= day.first.untilMs ? day.rest : day.first;
};

/** How far local time in a zone is ahead of UTC at an instant, in milliseconds; an unknown zone throws a `RangeError`. */
export const zoneOffsetMs = (atMs: EpochMs, zone: string): number => zoneOffsetSpan(atMs, zone).offsetMs;

/** Whether this runtime knows the name as an IANA time zone. */
export const isTimeZone = (name: string): boolean => {
  try {
    zoneNamed(name);
    return true;
  } catch {
    return false;
  }
};
