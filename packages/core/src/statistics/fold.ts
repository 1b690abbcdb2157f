import type { EpochMs } from "../kernel/index.js";
import { type Period, type PeriodLength, periodAt, periodsBetween } from "./period.js";

/** What is added up, by name: each gives the whole number that a record contributes (fen, millilitres, 1 to count). */
export type Measures<R, M extends string> = { readonly [measure in M]: (record: R) => number };

/** The sums of one group or period. */
export type Sums<M extends string> = { readonly [measure in M]: number };

/** How records fall into periods. */
export interface PeriodFold<R> {
  readonly length: PeriodLength;
  /** IANA name of the zone whose calendar counts. */
  readonly zone: string;
  readonly at: (record: R) => EpochMs;
  /** Start of the report, inclusive; records before it are left out. */
  readonly fromMs: EpochMs;
  /** End of the report, exclusive. */
  readonly toMs: EpochMs;
}

/** A period with what fell into it. */
export interface PeriodSums<M extends string> extends Period {
  readonly sums: Sums<M>;
}

class Accumulator<R, M extends string> {
  readonly #measures: [M, (record: R) => number][];
  readonly sums: Record<M, number>;

  constructor(measures: Measures<R, M>) {
    this.#measures = Object.entries(measures) as [M, (record: R) => number][];
    this.sums = Object.fromEntries(this.#measures.map(([name]) => [name, 0])) as Record<M, number>;
  }

  add(record: R): void {
    for (const [name, measure] of this.#measures) {
      const sum = this.sums[name] + measure(record);
      if (!Number.isSafeInteger(sum)) throw new RangeError(`${name} is not a whole number within ±2^53: ${sum}`);
      this.sums[name] = sum;
    }
  }
}

/**
 * Adds records up by day, week, month or year of a time zone. Every period of the report has a row, also one in which nothing
 * happened. Records may come in any order. A sum that is no safe integer throws a `RangeError`.
 */
export const foldByPeriod = <R, M extends string>(
  records: Iterable<R>,
  { length, zone, at, fromMs, toMs }: PeriodFold<R>,
  measures: Measures<R, M>,
): PeriodSums<M>[] => {
  const rows = new Map(
    periodsBetween(fromMs, toMs, length, zone).map((period) => [
      period.startMs,
      { period, accumulator: new Accumulator(measures) },
    ]),
  );
  let row = rows.values().next().value;
  for (const record of records) {
    const atMs = at(record);
    if (atMs < fromMs || atMs >= toMs) continue;
    // Records mostly come in order: the calendar is asked only when one leaves the period of the last.
    if (row === undefined || atMs < row.period.startMs || atMs >= row.period.endMs) {
      row = rows.get(periodAt(atMs, length, zone).startMs);
    }
    row?.accumulator.add(record);
  }
  return [...rows.values()].map(({ period, accumulator }) => ({ ...period, sums: accumulator.sums }));
};

/** Adds records up by a key (a station, an oil, a breed), in the order in which the keys first appear. */
export const foldByKey = <R, K, M extends string>(
  records: Iterable<R>,
  keyOf: (record: R) => K,
  measures: Measures<R, M>,
): Map<K, Sums<M>> => {
  const groups = new Map<K, Accumulator<R, M>>();
  for (const record of records) {
    const key = keyOf(record);
    const group = groups.get(key) ?? new Accumulator(measures);
    groups.set(key, group);
    group.add(record);
  }
  return new Map([...groups].map(([key, { sums }]) => [key, sums]));
};
