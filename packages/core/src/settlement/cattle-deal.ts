import type { Fen } from "../money/index.js";
import { head, kilogramsToJin, priceOf, type Quantity, quantity, type Rate } from "../quantity/index.js";

/** How cattle are priced: by live weight in kg or 斤, or by the head. */
export interface CattlePrice {
  readonly per: "kg" | "jin" | "head";
  readonly rate: Rate;
}

/** The weight that one animal is to have. */
export interface WeightRange {
  readonly from: Quantity<"kg">;
  readonly to: Quantity<"kg">;
}

/** What an order of cattle is expected to come to before anything is weighed. */
export interface CattleEstimate {
  /** Head × upper bound × price: what the order is made out for. */
  readonly totalFen: Fen;
  /** Head × the middle of the range, rounded down to a gram. */
  readonly estimatedWeight: Quantity<"kg">;
}

/** The price of so many animals of so much weight together, rounded half up to a fen. */
export const cattleAmount = (price: CattlePrice, count: number, weight: Quantity<"kg">): Fen => {
  const measured = price.per === "head" ? head(count) : price.per === "jin" ? kilogramsToJin(weight) : weight;
  return priceOf(price.rate, measured, "half-up");
};

/** Estimates an order: total by the upper bound of the weight range, weight by its middle. */
export const estimateCattle = (count: number, { from, to }: WeightRange, price: CattlePrice): CattleEstimate => ({
  totalFen: cattleAmount(price, count, quantity("kg", to.steps * count)),
  estimatedWeight: quantity("kg", Math.floor(((from.steps + to.steps) * count) / 2)),
});
