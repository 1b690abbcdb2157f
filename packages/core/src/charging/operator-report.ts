import { addRational, type Rational, rational, subtractRational } from "../kernel/index.js";
import { type Fen, sumFen } from "../money/index.js";
import type { ChargingDetail } from "./bill.js";

/** What one pile did in one period. Time is exact milliseconds, energy exact Wh. */
export interface OperatorReportRow {
  readonly period: string;
  readonly pile: string;
  readonly charges: number;
  readonly chargingMs: Rational;
  readonly energyWh: Rational;
  readonly energyFeeFen: Fen;
  readonly serviceFeeFen: Fen;
  readonly totalFen: Fen;
}

const rowOf = (period: string, pile: string, details: readonly ChargingDetail[]): OperatorReportRow => ({
  period,
  pile,
  charges: details.length,
  chargingMs: details.reduce((sum, { start, stop }) => addRational(sum, subtractRational(stop, start)), rational(0)),
  energyWh: details.reduce((sum, { energyWh }) => addRational(sum, energyWh), rational(0)),
  energyFeeFen: sumFen(details.map(({ energyFeeFen }) => energyFeeFen)),
  serviceFeeFen: sumFen(details.map(({ serviceFeeFen }) => serviceFeeFen)),
  totalFen: sumFen(details.map(({ totalFen }) => totalFen)),
});

/**
 * Sums detail records by period and pile, in the order of both names. A record counts in the period in which it stopped; `periodOf` names
 * the period of that instant: `(atMs) => periodAt(atMs, "week", zone).key` with `periodAt` of the statistics module.
 */
export const operatorReport = (
  details: Iterable<ChargingDetail>,
  periodOf: (stop: Rational) => string,
): OperatorReportRow[] => {
  const groups = new Map<string, { period: string; pile: string; details: ChargingDetail[] }>();
  for (const detail of details) {
    const [period, { pile }] = [periodOf(detail.stop), detail];
    const key = JSON.stringify([period, pile]);
    const group = groups.get(key) ?? { period, pile, details: [] };
    group.details.push(detail);
    groups.set(key, group);
  }
  const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return [...groups.values()]
    .map((group) => rowOf(group.period, group.pile, group.details))
    .sort((a, b) => byName(a.period, b.period) || byName(a.pile, b.pile));
};
