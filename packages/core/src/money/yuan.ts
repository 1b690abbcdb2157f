import { err, ok, type Result } from "../kernel/index.js";
import { type DecimalFault, formatDecimal, parseDecimal } from "./decimal.js";
import { type Fen, fen } from "./fen.js";

/** A text or JSON number that is no amount in yuan: not a plain decimal, more than two decimals, or past ±2^53 fen. */
export interface YuanError {
  readonly code: `money.${DecimalFault}`;
  readonly text: string;
}

/** Reads an amount in yuan from text or a JSON number, at most two decimals: `parseYuan("392.5")` and `parseYuan(392.5)` are 39250 fen. */
export const parseYuan = (text: string | number): Result<Fen, YuanError> => {
  const parsed = parseDecimal(text, 2);
  return parsed.ok ? ok(fen(parsed.value)) : err({ code: `money.${parsed.error}`, text: String(text) });
};

/** Prints an amount in yuan with two decimals: 39250 fen is "392.50". */
export const formatYuan = (amount: Fen): string => formatDecimal(amount, 2);

/**
 * The amount in yuan as a JSON number: 39250 fen is 392.5. Only for writing to a wire that has numbers; `parseYuan` gives the same
 * fen back for every amount up to 2^46 yuan (70 trillion), where two decimals outgrow a double.
 */
export const yuanNumber = (amount: Fen): number => amount / 100;
