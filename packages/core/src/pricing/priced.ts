import { type Fen, sumFen } from "../money/index.js";

/** A price with the lines that made it: their amounts, negative for what is taken off, sum to the amount. */
export interface Priced<Line extends { readonly amount: Fen }> {
  readonly amount: Fen;
  readonly lines: readonly Line[];
}

/** The price that lines make. */
export const pricedBy = <Line extends { readonly amount: Fen }>(lines: readonly Line[]): Priced<Line> => ({
  amount: sumFen(lines.map(({ amount }) => amount)),
  lines,
});

/** Several prices as one: their lines one after the other. */
export const joinPrices = <Line extends { readonly amount: Fen }>(...prices: readonly Priced<Line>[]): Priced<Line> =>
  pricedBy(prices.flatMap(({ lines }) => lines));
