import { type Fen, fen, subtractFen, zeroFen } from "../money/index.js";
import { priceOf, type Quantity, type Rate } from "../quantity/index.js";

/** A sale as the device measured it, with what the order knew before. */
export interface MeasuredSale {
  /** The price frozen in the order. */
  readonly unitPrice: Rate;
  /** Litres at the nozzle, kilowatt-hours at the connector, kilograms on the weighbridge. */
  readonly quantity: Quantity;
  /** The money on the device's display; null where it shows none: then price × quantity, half up, is the sale. */
  readonly displayFen: Fen | null;
  /** What coupons and levels take off the measured sale: asked again, as a threshold may no longer be met. */
  readonly discountOf?: (goodsFen: Fen) => Fen;
  /** Paid before the measurement. */
  readonly prepaidFen?: Fen;
}

/** The order's amounts now that its quantity is known, in fen. */
export interface MeasuredTotals {
  /** The sale: what the display says. */
  readonly goodsFen: Fen;
  /** Price × quantity, half up. */
  readonly computedFen: Fen;
  /** Sale less computed. Not 0: record it and raise an alarm; it never changes the sale. */
  readonly displayDifferenceFen: Fen;
  /** What was taken off: never more than the sale. */
  readonly discountFen: Fen;
  readonly dueFen: Fen;
  /** Still to be paid beyond the prepayment. */
  readonly owedFen: Fen;
  /** To be given back of the prepayment. */
  readonly returnFen: Fen;
}

/** Amends an order to what was measured. A negative discount is a bug and throws. */
export const amendToMeasured = (sale: MeasuredSale): MeasuredTotals => {
  const { unitPrice, quantity, displayFen, discountOf, prepaidFen = zeroFen } = sale;
  const computedFen = priceOf(unitPrice, quantity, "half-up");
  const goodsFen = displayFen ?? computedFen;
  const discount = discountOf?.(goodsFen) ?? zeroFen;
  if (discount < 0) throw new RangeError(`negative discount: ${discount} fen`);
  const discountFen = fen(Math.min(discount, goodsFen));
  const dueFen = subtractFen(goodsFen, discountFen);
  return {
    goodsFen,
    computedFen,
    displayDifferenceFen: subtractFen(goodsFen, computedFen),
    discountFen,
    dueFen,
    owedFen: fen(Math.max(0, dueFen - prepaidFen)),
    returnFen: fen(Math.max(0, prepaidFen - dueFen)),
  };
};
