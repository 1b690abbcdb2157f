import type { EpochMs } from "../kernel/index.js";
import { type PeriodLength, periodAt, periodsBetween } from "./period.js";
import { percent } from "./ratio.js";

/** Somebody did something. */
export interface Activity {
  readonly who: string | number;
  readonly atMs: EpochMs;
}

/** Those who first came in one period, and how many of them came in each period since. */
export interface Cohort {
  /** The period's key, as in `Period`. */
  readonly key: string;
  /** People by periods since the first: `active[0]` is the size of the cohort. */
  readonly active: readonly number[];
  /** The same in percent of the cohort, two decimals: "100.00" first. */
  readonly percents: readonly (string | null)[];
}

/** Retention by cohort over all periods from the first activity to the last; periods in which nobody new came are left out. */
export const retentionByCohort = (
  activities: Iterable<Activity>,
  { length, zone }: { readonly length: PeriodLength; readonly zone: string },
): Cohort[] => {
  const sorted = [...activities].sort((left, right) => left.atMs - right.atMs);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const periods = periodsBetween(first.atMs, last.atMs + 1, length, zone);
  const indexOf = new Map(periods.map(({ startMs }, index) => [startMs, index]));

  const firstPeriod = new Map<Activity["who"], number>();
  const active = periods.map((_, index) => periods.slice(index).map(() => new Set<Activity["who"]>()));
  for (const { who, atMs } of sorted) {
    const index = indexOf.get(periodAt(atMs, length, zone).startMs) ?? 0;
    const joined = firstPeriod.get(who) ?? index;
    firstPeriod.set(who, joined);
    active[joined]?.[index - joined]?.add(who);
  }
  return periods.flatMap(({ key }, index) => {
    const counts = (active[index] ?? []).map(({ size }) => size);
    const [size = 0] = counts;
    return size === 0 ? [] : [{ key, active: counts, percents: counts.map((count) => percent(count, size)) }];
  });
};

/** Of those who were there before, how many came again, in percent; null where nobody was. */
export const retentionPercent = (
  before: Iterable<Activity["who"]>,
  after: Iterable<Activity["who"]>,
  decimals = 2,
): string | null => {
  const [earlier, later] = [new Set(before), new Set(after)];
  return percent([...earlier].filter((who) => later.has(who)).length, earlier.size, decimals);
};
