/** What is measured: litres, kilowatt-hours, kilograms, 斤 (jin, exactly 0.5 kg), animals, pieces, loyalty points. */
export type Unit = "L" | "kWh" | "kg" | "jin" | "head" | "piece" | "point";

/** How a unit is counted and written. */
export interface UnitScale {
  /** Smallest steps in one unit: 1000 mL in a litre, 10,000 × 0.1 Wh in a kilowatt-hour, 500 g in a jin. */
  readonly stepsPerUnit: number;
  /** Decimals read at most. */
  readonly decimals: number;
  /** Decimals printed at least; zeros beyond them are left out. */
  readonly leastDecimals: number;
}

/** The scale of every unit. A jin counts in grams as the kilogram does, so that the two convert without rounding. */
export const unitScales: Readonly<Record<Unit, UnitScale>> = {
  L: { stepsPerUnit: 1000, decimals: 3, leastDecimals: 2 },
  kWh: { stepsPerUnit: 10_000, decimals: 4, leastDecimals: 4 },
  kg: { stepsPerUnit: 1000, decimals: 3, leastDecimals: 3 },
  jin: { stepsPerUnit: 500, decimals: 3, leastDecimals: 3 },
  head: { stepsPerUnit: 1, decimals: 0, leastDecimals: 0 },
  piece: { stepsPerUnit: 1, decimals: 0, leastDecimals: 0 },
  point: { stepsPerUnit: 1, decimals: 0, leastDecimals: 0 },
};
