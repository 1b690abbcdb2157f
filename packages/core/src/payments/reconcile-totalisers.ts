/** What a nozzle's totaliser showed at the beginning and the end of a period, in millilitres. */
export interface TotaliserPeriod {
  readonly nozzleId: string;
  readonly openingMl: number;
  readonly closingMl: number;
  /** Where the counter starts again from 0, as some do once in a period; absent: it does not. */
  readonly wrapsAtMl?: number;
}

/** Litres that were recorded as sold at a nozzle, attributed to an order or not. */
export interface NozzleSale {
  readonly nozzleId: string;
  readonly volumeMl: number;
}

/**
 * A nozzle whose totaliser and sales disagree. `missing`: more was pumped than recorded; `extra`: more was recorded
 * than pumped; `backwards`: the counter fell, which no sale explains; `unread`: there are sales but no readings.
 */
export interface TotaliserDifference {
  readonly kind: "missing" | "extra" | "backwards" | "unread";
  readonly nozzleId: string;
  readonly pumpedMl: number;
  readonly soldMl: number;
}

const pumped = ({ openingMl, closingMl, wrapsAtMl }: TotaliserPeriod): number =>
  closingMl < openingMl && wrapsAtMl !== undefined ? closingMl + wrapsAtMl - openingMl : closingMl - openingMl;

/** Compares what the pumps counted with what was sold, nozzle by nozzle; a difference up to the tolerance is the meter's. */
export const reconcileTotalisers = (
  periods: readonly TotaliserPeriod[],
  sales: readonly NozzleSale[],
  toleranceMl: number,
): readonly TotaliserDifference[] => {
  const sold = new Map<string, number>();
  for (const { nozzleId, volumeMl } of sales) sold.set(nozzleId, (sold.get(nozzleId) ?? 0) + volumeMl);
  const differences: TotaliserDifference[] = [];
  for (const period of periods) {
    const { nozzleId } = period;
    const pumpedMl = pumped(period);
    const soldMl = sold.get(nozzleId) ?? 0;
    sold.delete(nozzleId);
    if (pumpedMl < 0) differences.push({ kind: "backwards", nozzleId, pumpedMl, soldMl });
    else if (Math.abs(pumpedMl - soldMl) > toleranceMl) {
      differences.push({ kind: pumpedMl > soldMl ? "missing" : "extra", nozzleId, pumpedMl, soldMl });
    }
  }
  for (const [nozzleId, soldMl] of sold) differences.push({ kind: "unread", nozzleId, pumpedMl: 0, soldMl });
  return differences;
};
