import { ok, type Result } from "../kernel/index.js";
import { type Fen, fen, negateFen } from "../money/index.js";
import { head, kilogramsToJin, type Quantity, type Rate } from "../quantity/index.js";
import { type CattlePrice, cattleAmount } from "./cattle-deal.js";
import { type PriceSlide, slidePrice } from "./price-slide.js";
import { type Charge, chargeOn, drawStatement, type Statement, type StatementLine } from "./statement.js";
import { type DeliveredLot, type LotRefusal, type PayWeight, type WeightTerms, weighLot } from "./weigh-lot.js";

/** The lines of a cattle statement, in their order. */
export type CattleLineCode =
  | "cattle"
  | "price-slide"
  | "transport"
  | "insurance"
  | "service"
  | "tax"
  | "discount"
  | "penalty";

/** What is added to the price of the animals or taken off it; parts are parts of that price, slide included. */
export interface CattleCharges {
  readonly transport?: Charge;
  readonly insurance?: Charge;
  readonly service?: Charge;
  readonly tax?: Charge;
  readonly discount?: Charge;
  readonly penalty?: Charge;
}

/** What buyer and seller agreed. */
export interface CattleTerms extends WeightTerms {
  readonly price: CattlePrice;
  readonly slide?: PriceSlide;
}

/** A settled deal: the weights, the price that was paid, and the statement. */
export interface CattleSettlement extends Statement<StatementLine<CattleLineCode>> {
  readonly payWeight: PayWeight;
  readonly unitPrice: Rate;
  /** The animals alone, slide included. */
  readonly cattleFen: Fen;
}

const additions = ["transport", "insurance", "service", "tax"] as const;
const deductions = ["discount", "penalty"] as const;

const priced = ({ per }: CattlePrice, { count, weight }: PayWeight): Quantity =>
  per === "head" ? head(count) : per === "jin" ? kilogramsToJin(weight) : weight;

const cattleLines = (terms: CattleTerms, paid: PayWeight, unitPrice: Rate): StatementLine<CattleLineCode>[] => {
  const { price } = terms;
  const quantity = priced(price, paid);
  const atBase = cattleAmount(price, paid.count, paid.weight);
  const lines: StatementLine<CattleLineCode>[] = [
    { code: "cattle", amountFen: atBase, quantity, unitPrice: price.rate },
  ];
  if (unitPrice !== price.rate) {
    const slid = cattleAmount({ ...price, rate: unitPrice }, paid.count, paid.weight);
    lines.push({ code: "price-slide", amountFen: fen(slid - atBase), quantity, unitPrice });
  }
  return lines;
};

/**
 * Settles a delivered lot: weights, price slide, fees, tax, discount and penalty as lines; final amount = cattle +
 * transport + insurance + service + tax − discount − penalty, with the deposit beside it.
 */
export const settleCattle = (
  lot: DeliveredLot,
  terms: CattleTerms,
  charges: CattleCharges,
  depositFen: Fen,
): Result<CattleSettlement, LotRefusal> => {
  const weighed = weighLot(lot, terms);
  if (!weighed.ok) return weighed;
  const payWeight = weighed.value;
  const { rate } = terms.price;
  const unitPrice =
    terms.slide && payWeight.count > 0 ? slidePrice(rate, terms.slide, payWeight.count, payWeight.weight) : rate;
  const lines = cattleLines(terms, payWeight, unitPrice);
  const cattleFen = fen(lines.reduce((sum, { amountFen }) => sum + amountFen, 0));
  for (const code of additions) {
    const charge = charges[code];
    if (charge) lines.push({ code, amountFen: chargeOn(charge, cattleFen) });
  }
  for (const code of deductions) {
    const charge = charges[code];
    if (charge) lines.push({ code, amountFen: negateFen(chargeOn(charge, cattleFen)) });
  }
  return ok({ ...drawStatement(lines, depositFen), payWeight, unitPrice, cattleFen });
};
