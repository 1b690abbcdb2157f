import type { Fen } from "../money/index.js";
import type { Quantity, Rate } from "../quantity/index.js";

/** One step of a 满减: from this amount on, so much is taken off. */
export interface ThresholdStep {
  readonly fromFen: Fen;
  readonly offFen: Fen;
}

/**
 * What a coupon does to the lines it applies to. Amounts are measured on what earlier stages left of those lines, and
 * nothing ever takes more than is left.
 *
 * - `member-price`: each line falls to its `memberAmountFen`
 * - `amount-off`: a fixed amount
 * - `percent-off`: basis points of the amount (1500 is 15 % off, 八五折), rounded half up, at most `capFen`
 * - `thresholds`: the highest step that is reached (满100减10, 满200减25)
 * - `every-full`: `offFen` for every full `everyFen`, at most `maxTimes`
 * - `per-unit-off`: so much per litre or kilowatt-hour, rounded half up per line, for at most `maxQuantity` (lines in
 *   order) and at most `capFen`; lines in another unit are left alone
 * - `free-delivery`: the delivery lines, at most `capFen`; the coupon's goods lists and minimum look at the goods
 * - `points`: `stepFen` for every `stepPoints`, as many steps as points, amount and share allow
 */
export type Benefit =
  | { readonly kind: "member-price" }
  | { readonly kind: "amount-off"; readonly offFen: Fen }
  | { readonly kind: "percent-off"; readonly offBasisPoints: number; readonly capFen?: Fen }
  | { readonly kind: "thresholds"; readonly steps: readonly ThresholdStep[] }
  | { readonly kind: "every-full"; readonly everyFen: Fen; readonly offFen: Fen; readonly maxTimes?: number }
  | {
      readonly kind: "per-unit-off";
      readonly unit: Quantity["unit"];
      readonly offPerUnit: Rate;
      readonly maxQuantity?: Quantity;
      readonly capFen?: Fen;
    }
  | { readonly kind: "free-delivery"; readonly capFen?: Fen }
  | {
      readonly kind: "points";
      readonly stepPoints: number;
      readonly stepFen: Fen;
      readonly maxPoints: number;
      /** Most of the remaining amount that points may pay: 5000 is half. */
      readonly maxShareBasisPoints?: number;
    };
