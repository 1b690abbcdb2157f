import type { EpochMs } from "../kernel/index.js";

/** A part of the week in station time. A window that ends at or before its start runs over midnight and belongs to the day it starts on. */
export interface HoursWindow {
  /** 1 Monday … 7 Sunday; absent: every day. */
  readonly weekdays?: readonly number[];
  /** Minutes after midnight, the end excluded: 0–1440. */
  readonly fromMinute: number;
  readonly untilMinute: number;
}

const isWithin = ({ weekdays, fromMinute, untilMinute }: HoursWindow, weekday: number, minute: number): boolean => {
  const startsOn = (day: number): boolean => weekdays === undefined || weekdays.includes(day);
  if (fromMinute < untilMinute) return startsOn(weekday) && minute >= fromMinute && minute < untilMinute;
  const yesterday = weekday === 1 ? 7 : weekday - 1;
  return (startsOn(weekday) && minute >= fromMinute) || (startsOn(yesterday) && minute < untilMinute);
};

const formats = new Map<string, Intl.DateTimeFormat>();
const weekdayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const localTime = (at: EpochMs, zone: string): { readonly weekday: number; readonly minute: number } => {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    weekday: weekdayNames.indexOf(parts.weekday ?? "") + 1,
    minute: Number(parts.hour) * 60 + Number(parts.minute),
  };
};

/** Whether an instant lies in any of the windows, read in the given IANA time zone. */
export const isWithinHours = (windows: readonly HoursWindow[], at: EpochMs, zone: string): boolean => {
  const { weekday, minute } = localTime(at, zone);
  return windows.some((window) => isWithin(window, weekday, minute));
};
