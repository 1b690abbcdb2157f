import { err, ok, type Result } from "../kernel/index.js";
import { type DecimalFault, formatDecimal, multiplyDivide, parseDecimal, type Rounding } from "../money/index.js";
import { type Quantity, quantity } from "./quantity.js";
import { stepsPerUnit, type Unit, unitDecimals } from "./unit.js";

/** A text or JSON number that is no quantity of the unit: not a plain decimal, finer than its smallest step, or past ±2^53 steps. */
export interface QuantityError {
  readonly code: `quantity.${DecimalFault}`;
  readonly unit: Unit;
  readonly text: string;
}

/**
 * Reads a decimal as a quantity: `parseQuantity("L", "50.5")` is 50,500 mL. At most the unit's decimals are read (L 3, kWh 4, kg 3,
 * jin 3, else none); half a gram (0.001 jin) is `quantity.too-many-decimals`.
 */
export const parseQuantity = <U extends Unit>(unit: U, text: string | number): Result<Quantity<U>, QuantityError> => {
  const decimals = unitDecimals[unit].most;
  const parsed = parseDecimal(text, decimals);
  if (!parsed.ok) return err({ code: `quantity.${parsed.error}`, unit, text: String(text) });
  const perStep = 10 ** decimals / stepsPerUnit(unit);
  if (parsed.value % perStep !== 0) return err({ code: "quantity.too-many-decimals", unit, text: String(text) });
  return ok(quantity(unit, parsed.value / perStep));
};

/** How many decimals to print, and how to round to them. */
export interface QuantityFormat {
  readonly decimals: number;
  readonly rounding: Rounding;
}

/**
 * Prints the number of units without the unit. By default exactly: L "50.00" or "50.125", kWh "40.0000", kg and jin "1.500", counts
 * "3"; with a format, rounded to its decimals.
 */
export const formatQuantity = ({ unit, steps }: Quantity, format?: QuantityFormat): string => {
  const { most, least } = unitDecimals[unit];
  if (format) {
    const rounded = multiplyDivide(steps, 10 ** format.decimals, stepsPerUnit(unit), format.rounding);
    return formatDecimal(rounded, format.decimals);
  }
  const text = formatDecimal((BigInt(steps) * 10n ** BigInt(most)) / BigInt(stepsPerUnit(unit)), most);
  const spare = most - least;
  return spare > 0 && text.endsWith("0".repeat(spare)) ? text.slice(0, -spare) : text;
};

/** The number of units as a JSON number: 22,800.5 kg is 22800.5. Only for writing to a wire that has numbers. */
export const quantityNumber = ({ unit, steps }: Quantity): number => steps / stepsPerUnit(unit);
