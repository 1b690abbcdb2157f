import { multiplyDivide } from "../money/index.js";
import { type Quantity, type Rate, rate } from "../quantity/index.js";

/**
 * A price slide: the price falls for animals heavier than the agreed weight and rises for lighter ones, by `perKg` for
 * every kilogram of the average weight, once the average leaves the tolerance around the base.
 */
export interface PriceSlide {
  readonly base: Quantity<"kg">;
  readonly tolerance: Quantity<"kg">;
  /** Change of the price (per kg, 斤 or head, as it is quoted) for one kilogram of average weight. */
  readonly perKg: Rate;
  /** `heavier`: only down; `lighter`: only up. */
  readonly direction: "heavier" | "lighter" | "both";
  /** Whether a kilogram counts from the base, or from the edge of the tolerance, once it is passed. */
  readonly countedFrom: "base" | "tolerance";
}

/**
 * The price after the slide for a lot of `count` animals with this pay weight, rounded half up to 0.00001 yuan and
 * never below zero. The average is not rounded.
 */
export const slidePrice = (price: Rate, slide: PriceSlide, count: number, weight: Quantity<"kg">): Rate => {
  const { base, tolerance, perKg, direction, countedFrom } = slide;
  const excess = weight.steps - base.steps * count;
  const allowed = tolerance.steps * count;
  if (Math.abs(excess) <= allowed || (excess > 0 ? direction === "lighter" : direction === "heavier")) return price;
  const counted = countedFrom === "base" ? excess : excess - Math.sign(excess) * allowed;
  return rate(Math.max(0, price - multiplyDivide(perKg, counted, count * 1000, "half-up")));
};
