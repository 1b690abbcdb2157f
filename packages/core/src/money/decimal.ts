import { err, ok, type Result } from "../kernel/index.js";

/** Why a text is not a decimal number of the wanted scale. */
export type DecimalFault = "not-a-decimal" | "too-many-decimals" | "out-of-range";

const decimalPattern = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Reads a plain decimal (`-12.5`) as a safe integer of `10 ** -decimals` steps, without floats: `parseDecimal("12.5", 2)` is 1250.
 * A number is read through its shortest decimal string, so that 392.5 from JSON is exactly 392.50. Exponents, signs other than a
 * leading minus, blanks, NaN and infinities are `not-a-decimal`; a trailing zero beyond `decimals` counts as a decimal too many.
 */
export const parseDecimal = (text: string | number, decimals: number): Result<number, DecimalFault> => {
  const match = decimalPattern.exec(String(text));
  if (!match) return err("not-a-decimal");
  const [, sign, whole = "", fraction = ""] = match;
  if (fraction.length > decimals) return err("too-many-decimals");
  const steps = Number(whole + fraction.padEnd(decimals, "0"));
  if (!Number.isSafeInteger(steps)) return err("out-of-range");
  return ok(sign === "-" && steps !== 0 ? -steps : steps);
};

/** Prints an integer of `10 ** -decimals` steps as a decimal with exactly that many decimals: `formatDecimal(1250, 2)` is "12.50". */
export const formatDecimal = (steps: number | bigint, decimals: number): string => {
  const digits = String(steps < 0 ? -steps : steps).padStart(decimals + 1, "0");
  const sign = steps < 0 ? "-" : "";
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
};
