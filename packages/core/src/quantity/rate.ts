import { err, ok, type Result } from "../kernel/index.js";
import {
  type DecimalFault,
  type Fen,
  formatDecimal,
  multiplyDivide,
  parseDecimal,
  type Rounding,
} from "../money/index.js";
import type { Quantity } from "./quantity.js";
import { stepsPerUnit, type Unit } from "./unit.js";

declare const rateBrand: unique symbol;

/** A price per whole unit (yuan a litre, a kilowatt-hour, a head …) as a safe integer of 0.00001 yuan. */
export type Rate = number & { readonly [rateBrand]: true };

/** Rates count in 1e-5 yuan: 1000 of them are a fen. */
const ratesPerFen = 1000;

/** Brands a safe integer of 0.00001 yuan a unit as a rate; anything else is a bug and throws a `RangeError`. */
export const rate = (hundredThousandths: number): Rate => {
  if (!Number.isSafeInteger(hundredThousandths))
    throw new RangeError(`not a whole number of 1e-5 yuan: ${hundredThousandths}`);
  return (hundredThousandths + 0) as Rate;
};

/** The rate of so many fen a unit: a price list in fen. */
export const rateFromFen = (amount: Fen): Rate => rate(amount * ratesPerFen);

/** A text or JSON number that is no rate: not a plain decimal, more than five decimals, or out of range. */
export interface RateError {
  readonly code: `quantity.rate-${DecimalFault}`;
  readonly text: string;
}

/** Reads yuan per unit, at most five decimals: `parseRate("8.05")`. */
export const parseRate = (text: string | number): Result<Rate, RateError> => {
  const parsed = parseDecimal(text, 5);
  return parsed.ok ? ok(rate(parsed.value)) : err({ code: `quantity.rate-${parsed.error}`, text: String(text) });
};

/** Prints yuan per unit with at least two decimals: "8.05", "0.36125". */
export const formatRate = (price: Rate): string => formatDecimal(price, 5).replace(/0{1,3}$/, "");

/** How many products of a rate and a unit's steps make one fen: for sums of such products that are rounded once at their end. */
export const productsPerFen = (unit: Unit): number => stepsPerUnit(unit) * ratesPerFen;

/** `rate × quantity` in fen: exact, then rounded once as named. Throws a `RangeError` past ±2^53 fen. */
export const priceOf = (price: Rate, { unit, steps }: Quantity, rounding: Rounding): Fen =>
  multiplyDivide(price, steps, productsPerFen(unit), rounding) as Fen;
