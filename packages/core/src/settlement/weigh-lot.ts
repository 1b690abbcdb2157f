import { err, ok, type Result } from "../kernel/index.js";
import { multiplyDivide } from "../money/index.js";
import { type Quantity, quantity } from "../quantity/index.js";
import type { WeightRange } from "./cattle-deal.js";

/** A part of a lot that is not paid for. Without a weight it has its share of the lot's, rounded half up to a gram. */
export interface LotPart {
  readonly count: number;
  readonly weight?: Quantity<"kg">;
}

/** A lot as it came off the truck. Rejects and dead animals are part of its count and of its net weight. */
export interface DeliveredLot {
  readonly count: number;
  readonly weight: Quantity<"kg">;
  readonly rejected?: LotPart;
  readonly dead?: LotPart;
}

/** What was agreed about weights. */
export interface WeightTerms {
  /** Pencil shrink in basis points of the accepted weight: 400 is 4 %. */
  readonly shrinkBasisPoints?: number;
  /** Who pays for animals that died on the way; the seller, unless agreed otherwise. */
  readonly deathsBorneBy?: "seller" | "buyer";
  readonly range?: WeightRange;
  /** Above the range: `pay` for all of the weight, or `stop` at its upper bound. */
  readonly aboveRange?: "pay" | "stop";
}

/** One step from the weighbridge to the weight that is paid: a deduction is negative. */
export interface WeightLine {
  readonly code: "delivered" | "rejected" | "dead-on-arrival" | "shrink" | "weight-stop";
  readonly count: number;
  readonly weight: Quantity<"kg">;
}

/** The animals and the weight that are paid for, and how they came about. */
export interface PayWeight {
  readonly lines: readonly WeightLine[];
  readonly count: number;
  readonly weight: Quantity<"kg">;
  /** Where the average lies in the agreed range before a weight stop; undefined where none was agreed. */
  readonly range: "below" | "within" | "above" | undefined;
}

/** The parts of a lot are more than the lot. */
export interface LotRefusal {
  readonly code: "settlement.parts-exceed-lot";
  readonly count: number;
  readonly weight: Quantity<"kg">;
}

const deduction = (code: WeightLine["code"], count: number, grams: number): WeightLine => ({
  code,
  count: 0 - count,
  weight: quantity("kg", 0 - grams),
});

const partWeight = ({ count, weight }: LotPart, lot: DeliveredLot): number =>
  weight?.steps ?? multiplyDivide(lot.weight.steps, count, lot.count, "half-up");

const rangeOf = ({ from, to }: WeightRange, count: number, grams: number): PayWeight["range"] =>
  grams < from.steps * count ? "below" : grams > to.steps * count ? "above" : "within";

/** From the weighbridge to the pay weight: less rejects, less the dead (borne by the seller), less shrink, less what passes the stop. */
export const weighLot = (lot: DeliveredLot, terms: WeightTerms): Result<PayWeight, LotRefusal> => {
  const lines: WeightLine[] = [{ code: "delivered", count: lot.count, weight: lot.weight }];
  if (lot.rejected) lines.push(deduction("rejected", lot.rejected.count, partWeight(lot.rejected, lot)));
  if (lot.dead && terms.deathsBorneBy !== "buyer") {
    lines.push(deduction("dead-on-arrival", lot.dead.count, partWeight(lot.dead, lot)));
  }
  const count = lines.reduce((sum, line) => sum + line.count, 0);
  let grams = lines.reduce((sum, line) => sum + line.weight.steps, 0);
  if (count < 0 || grams < 0) {
    return err({ code: "settlement.parts-exceed-lot", count: lot.count, weight: lot.weight });
  }
  const shrink = multiplyDivide(grams, terms.shrinkBasisPoints ?? 0, 10_000, "half-up");
  if (shrink > 0) lines.push(deduction("shrink", 0, shrink));
  grams -= shrink;
  const range = terms.range && count > 0 ? rangeOf(terms.range, count, grams) : undefined;
  if (terms.range && range === "above" && terms.aboveRange === "stop") {
    const stop = terms.range.to.steps * count;
    lines.push(deduction("weight-stop", 0, grams - stop));
    grams = stop;
  }
  return ok({ lines, count, weight: quantity("kg", grams), range });
};
