import { type EpochMs, localParts } from "../kernel/index.js";

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

/** Whether an instant lies in any of the windows, read in the given IANA time zone. */
export const isWithinHours = (windows: readonly HoursWindow[], at: EpochMs, zone: string): boolean => {
  const { weekday, hour, minute } = localParts(at, zone);
  return windows.some((window) => isWithin(window, weekday, hour * 60 + minute));
};
