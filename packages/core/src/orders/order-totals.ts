import { addFen, type Fen, fen, type Rounding, subtractFen, sumFen, zeroFen } from "../money/index.js";
import { priceOf, type Quantity, type Rate } from "../quantity/index.js";

/** One line of an order: so much of something at a price per unit. */
export interface OrderLine {
  readonly unitPrice: Rate;
  readonly quantity: Quantity;
}

/** What an order is made of beside its lines; all in fen, none negative. */
export interface OrderCharges {
  /** Delivery, packing, shipping, service. */
  readonly feesFen?: readonly Fen[];
  readonly discountFen?: Fen;
  /** How price × quantity of a line becomes whole fen; `half-up` unless told. */
  readonly rounding?: Rounding;
}

/** The amounts of an order in fen. */
export interface OrderTotals {
  /** One amount per line, in the order of the lines. */
  readonly lineFen: readonly Fen[];
  readonly goodsFen: Fen;
  readonly feesFen: Fen;
  /** Goods and fees. */
  readonly totalFen: Fen;
  /** What was taken off: never more than the total. */
  readonly discountFen: Fen;
  /** Total less discount: what is due. */
  readonly dueFen: Fen;
}

/** Adds up an order: each line rounded once, then integers only. A negative fee or discount is a bug and throws. */
export const orderTotals = (lines: readonly OrderLine[], charges: OrderCharges = {}): OrderTotals => {
  const { feesFen: fees = [], discountFen: discount = zeroFen, rounding = "half-up" } = charges;
  for (const amount of [...fees, discount]) if (amount < 0) throw new RangeError(`negative charge: ${amount} fen`);
  const lineFen = lines.map(({ unitPrice, quantity }) => priceOf(unitPrice, quantity, rounding));
  const goodsFen = sumFen(lineFen);
  const feesFen = sumFen(fees);
  const totalFen = addFen(goodsFen, feesFen);
  const discountFen = fen(Math.min(discount, totalFen));
  return { lineFen, goodsFen, feesFen, totalFen, discountFen, dueFen: subtractFen(totalFen, discountFen) };
};
