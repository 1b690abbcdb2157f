/** What is measured: litres, kilowatt-hours, kilograms, 斤 (jin, exactly 0.5 kg), animals, pieces, loyalty points. */
export type Unit = "L" | "kWh" | "kg" | "jin" | "head" | "piece" | "point";

/** How many decimals a unit is written with. */
export interface UnitDecimals {
  /** Decimals read at most. */
  readonly most: number;
  /** Decimals printed at least; zeros beyond them are left out. */
  readonly least: number;
}

/** The decimals of every unit. */
export const unitDecimals: Readonly<Record<Unit, UnitDecimals>> = {
  L: { most: 3, least: 2 },
  kWh: { most: 4, least: 4 },
  kg: { most: 3, least: 3 },
  jin: { most: 3, least: 3 },
  head: { most: 0, least: 0 },
  piece: { most: 0, least: 0 },
  point: { most: 0, least: 0 },
};

/**
 * Smallest steps in one unit: 1000 mL in a litre, 10,000 × 0.1 Wh in a kilowatt-hour, 1000 g in a kilogram. A jin counts in grams
 * as the kilogram does, 500 of them, so that the two convert without rounding. (A switch: every price goes through it, and it is
 * several times faster than looking the unit up in a table.)
 */
export const stepsPerUnit = (unit: Unit): number => {
  switch (unit) {
    case "L":
    case "kg":
      return 1000;
    case "kWh":
      return 10_000;
    case "jin":
      return 500;
    case "head":
    case "piece":
    case "point":
      return 1;
  }
};
