import { formatDecimal, parseDecimal } from "@waystation/core/money";
import type { WayneDartLine } from "./line-config.js";

/** Between what the pump's display counts in and millilitres, fen and decimal prices. Exact, or undefined. */
export interface DisplayUnits {
  volumeMl(units: number): number;
  totalMl(units: number): number;
  amountFen(units: number): number;
  /** Undefined when the display cannot show this volume exactly. */
  fromMl(volumeMl: number): number | undefined;
  fromFen(amountFen: number): number | undefined;
  priceText(units: number): string;
  /** Undefined for a price with more decimals than the pump has, or more than six digits. */
  fromPriceText(text: string): number | undefined;
}

const divided = (value: number, factor: number): number | undefined =>
  value % factor === 0 ? value / factor : undefined;

/** The units of a line's pumps. */
export const createDisplayUnits = ({ volume, amount, price, totals }: WayneDartLine["decimals"]): DisplayUnits => {
  const mlPerUnit = 10 ** (3 - volume);
  const mlPerTotalUnit = 10 ** (3 - (totals ?? volume));
  const fenPerUnit = 10 ** (2 - amount);
  return {
    volumeMl: (units) => units * mlPerUnit,
    totalMl: (units) => units * mlPerTotalUnit,
    amountFen: (units) => units * fenPerUnit,
    fromMl: (volumeMl) => divided(volumeMl, mlPerUnit),
    fromFen: (amountFen) => divided(amountFen, fenPerUnit),
    priceText: (units) => formatDecimal(units, price),
    fromPriceText(text) {
      const bare = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
      const units = parseDecimal(bare, price);
      return units.ok && units.value <= 999_999 ? units.value : undefined;
    },
  };
};
