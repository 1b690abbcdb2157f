import { err, ok, type Result } from "../kernel/index.js";
import { type Fen, fen, multiplyDivide, negateFen, subtractFen } from "../money/index.js";
import { type Priced, pricedBy } from "./priced.js";

/** What a delivery costs: a base fee with some metres in it, then a fee for every begun step, less what a large basket takes off. */
export interface DeliveryTerms {
  readonly baseFee: Fen;
  /** Metres in the base fee. */
  readonly baseM: number;
  readonly stepM: number;
  readonly feePerStep: Fen;
  /** Farther is not delivered. */
  readonly farthestM?: number;
  /** A smaller basket is not delivered. */
  readonly leastBasket?: Fen;
  /** What baskets take off the fee, at most the whole of it; the highest that the basket reaches counts. */
  readonly reductions?: readonly DeliveryReduction[];
}

/** From a basket amount on, so much off the delivery fee, or all of it. */
export interface DeliveryReduction {
  readonly fromBasket: Fen;
  readonly off: Fen | "all";
}

/** A line of a delivery fee. Distances are metres. */
export type DeliveryLine =
  | { readonly code: "pricing.delivery-base"; readonly baseM: number; readonly amount: Fen }
  | {
      readonly code: "pricing.delivery-distance";
      readonly beyondM: number;
      readonly steps: number;
      readonly amount: Fen;
    }
  | { readonly code: "pricing.delivery-reduction"; readonly fromBasket: Fen; readonly amount: Fen };

/** Why a basket is not delivered, and what is missing. */
export type DeliveryError =
  | { readonly code: "pricing.delivery-too-far"; readonly distanceM: number; readonly farthestM: number }
  | { readonly code: "pricing.delivery-basket-too-small"; readonly leastBasket: Fen; readonly missing: Fen };

/** The fee for delivering a basket (its amount after discounts) over a distance in whole metres. */
export const deliveryFee = (
  terms: DeliveryTerms,
  distanceM: number,
  basket: Fen,
): Result<Priced<DeliveryLine>, DeliveryError> => {
  const { baseFee, baseM, stepM, feePerStep, farthestM, leastBasket, reductions = [] } = terms;
  if (farthestM !== undefined && distanceM > farthestM)
    return err({ code: "pricing.delivery-too-far", distanceM, farthestM });
  if (leastBasket !== undefined && basket < leastBasket) {
    return err({ code: "pricing.delivery-basket-too-small", leastBasket, missing: subtractFen(leastBasket, basket) });
  }
  const lines: DeliveryLine[] = [{ code: "pricing.delivery-base", baseM, amount: baseFee }];
  const beyondM = Math.max(distanceM - baseM, 0);
  if (beyondM > 0) {
    const steps = multiplyDivide(beyondM, 1, stepM, "ceiling");
    lines.push({ code: "pricing.delivery-distance", beyondM, steps, amount: fen(steps * feePerStep) });
  }
  const fee = pricedBy(lines).amount;
  const reached = reductions.filter(({ fromBasket }) => basket >= fromBasket);
  const best = reached.reduce<DeliveryReduction | undefined>(
    (highest, next) => (highest && highest.fromBasket >= next.fromBasket ? highest : next),
    undefined,
  );
  if (best) {
    const amount = negateFen(best.off === "all" || best.off > fee ? fee : best.off);
    lines.push({ code: "pricing.delivery-reduction", fromBasket: best.fromBasket, amount });
  }
  return ok(pricedBy(lines));
};
