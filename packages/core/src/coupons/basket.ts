import type { Fen } from "../money/index.js";
import type { Quantity } from "../quantity/index.js";

/** What a line is for. Energy, fuel, dishes and animals are goods; a charging service fee is a service. */
export type LineKind = "goods" | "service" | "packing" | "delivery";

/** One line of what is to be paid, before any reduction. Delivery and packing fees are lines too. */
export interface BasketLine {
  readonly id: string;
  readonly kind: LineKind;
  /** Not negative. */
  readonly amountFen: Fen;
  /** What coupons name: an oil, a dish, a kind of pile. */
  readonly goodsId?: string;
  readonly categoryId?: string;
  /** Needed for reductions per litre or kilowatt-hour and for minimum quantities. */
  readonly quantity?: Quantity;
  /** What the line costs a member; without it there is no member price. */
  readonly memberAmountFen?: Fen;
}

/** What is being bought, in one order of one merchant. */
export type Basket = readonly BasketLine[];
