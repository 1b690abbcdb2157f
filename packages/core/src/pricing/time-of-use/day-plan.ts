import { err, ok, type Result } from "../../kernel/index.js";
import type { TariffDay, TariffError, TariffPrice, TariffRule } from "./tariff-definition.js";

/** Prices of one local day in order of time; the last span ends at 24:00. */
export type DayPlan = readonly DaySpan[];

/** A price until a local time of day, in milliseconds after midnight. */
export interface DaySpan {
  readonly endMs: number;
  readonly price: TariffPrice;
}

/** A rule with its window in minutes after midnight. */
export interface RuleWindow {
  readonly rule: TariffRule;
  readonly index: number;
  readonly fromMinute: number;
  readonly toMinute: number;
}

const minuteMs = 60_000;
const dayMinutes = 1440;

/** Reads "07:30" as minutes after midnight, up to "24:00"; NaN for anything else. */
const parseMinute = (text: string): number => {
  const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(text) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return minute <= dayMinutes ? minute : Number.NaN;
};

const formatMinute = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** Reads a rule's window and days. */
export const ruleWindow = (rule: TariffRule, index: number): Result<RuleWindow, TariffError> => {
  const { from, to, weekdays = [], months = [] } = rule;
  const [fromMinute, toMinute] = [parseMinute(from), parseMinute(to)];
  if (!(fromMinute < dayMinutes && toMinute >= 0 && fromMinute !== toMinute)) {
    return err({ code: "pricing.tariff-bad-window", rule: index, from, to });
  }
  const badWeekday = weekdays.find((day) => !(Number.isInteger(day) && day >= 1 && day <= 7));
  const badMonth = months.find((month) => !(Number.isInteger(month) && month >= 1 && month <= 12));
  const day = badWeekday ?? badMonth;
  if (day !== undefined) return err({ code: "pricing.tariff-bad-day", rule: index, day });
  return ok({ rule, index, fromMinute, toMinute });
};

/** Whether a rule holds on days of a kind. */
export const holdsOn = ({ weekdays, months, holidays }: TariffRule, day: TariffDay): boolean =>
  (weekdays?.includes(day.weekday) ?? true) &&
  (months?.includes(day.month) ?? true) &&
  (holidays === undefined || (holidays === "only") === day.holiday);

const covers = ({ fromMinute, toMinute }: RuleWindow, minute: number): boolean =>
  fromMinute < toMinute ? minute >= fromMinute && minute < toMinute : minute >= fromMinute || minute < toMinute;

const sameDays = (left: TariffRule, right: TariffRule): boolean =>
  String(left.weekdays) === String(right.weekdays) &&
  String(left.months) === String(right.months) &&
  left.holidays === right.holidays;

/** The whole gap that opens a day or begins at a minute: one that goes on over midnight is named from the evening on. */
const gapAround = (
  minute: number,
  windows: readonly RuleWindow[],
  ends: readonly number[],
): { readonly from: string; readonly to: string } => {
  const isOpen = (start: number): boolean => !windows.some((window) => covers(window, start));
  const to = ends.find((end) => end > minute && !isOpen(end)) ?? dayMinutes;
  const evening = ends.findLast((_, index) => !isOpen(ends[index - 1] ?? 0)) ?? dayMinutes;
  const from = minute === 0 && evening < dayMinutes ? evening : minute;
  return { from: formatMinute(from), to: formatMinute(to) };
};

/** Lays the windows that hold on a day side by side: the first that covers a minute counts. */
export const planDay = (windows: readonly RuleWindow[], day: TariffDay): Result<DayPlan, TariffError> => {
  const cuts = new Set(windows.flatMap(({ fromMinute, toMinute }) => [fromMinute, toMinute]));
  const ends = [...cuts.add(dayMinutes)].filter((minute) => minute > 0).sort((a, b) => a - b);
  const plan: DaySpan[] = [];
  let from = 0;
  for (const end of ends) {
    const holding = windows.filter((window) => covers(window, from));
    const [first] = holding;
    if (!first) return err({ code: "pricing.tariff-gap", ...gapAround(from, windows, ends), ...day });
    const rival = holding.slice(1).find(({ rule }) => sameDays(rule, first.rule));
    if (rival) {
      return err({ code: "pricing.tariff-overlap", rules: [first.index, rival.index], at: formatMinute(from) });
    }
    plan.push({ endMs: end * minuteMs, price: first.rule });
    from = end;
  }
  return ok(plan);
};
