import { err, ok, type Result } from "../kernel/index.js";
import { divideRounded, type Fen, fen, type Rounding } from "../money/index.js";
import { compareQuantity, productsPerFen, type Quantity, quantity, type Rate, type Unit } from "../quantity/index.js";
import { type Priced, pricedBy } from "./priced.js";

/** A rate from a quantity on, that quantity included. */
export interface QuantityTier<U extends Unit = Unit> {
  readonly from: Quantity<U>;
  readonly rate: Rate;
}

/** Rates by quantity: `graduated` prices the part within each tier at its rate, `whole` all of it at the rate of the tier it reaches. */
export interface QuantityTiers<U extends Unit = Unit> {
  readonly mode: "graduated" | "whole";
  readonly tiers: readonly [QuantityTier<U>, ...QuantityTier<U>[]];
}

/** Tiers that do not begin at zero, or the tier (from 0) that does not begin after the one before it. */
export type TierError =
  | { readonly code: "pricing.tiers-not-from-zero" }
  | { readonly code: "pricing.tiers-not-rising"; readonly tier: number };

/** What one tier costs. */
export interface TierLine<U extends Unit = Unit> {
  readonly code: "pricing.tier";
  /** The tier, counted from 0. */
  readonly tier: number;
  readonly quantity: Quantity<U>;
  readonly rate: Rate;
  readonly amount: Fen;
}

/** Checks tiers: the first begins at zero, each next one higher, all in one unit (another throws a `TypeError`). */
export const createTiers = <U extends Unit>(
  mode: QuantityTiers["mode"],
  tiers: readonly QuantityTier<U>[],
): Result<QuantityTiers<U>, TierError> => {
  const [first, ...others] = tiers;
  if (first?.from.steps !== 0) return err({ code: "pricing.tiers-not-from-zero" });
  let before = first;
  for (const [index, tier] of others.entries()) {
    if (compareQuantity<Unit>(tier.from, before.from) <= 0)
      return err({ code: "pricing.tiers-not-rising", tier: index + 1 });
    before = tier;
  }
  return ok({ mode, tiers: [first, ...others] });
};

/**
 * Prices a quantity, not negative, by tiers. The exact sum is rounded once as named; a line's amount is the growth of the rounded sum up to
 * its tier, so that the lines sum to the price.
 */
export const tierPrice = <U extends Unit>(
  { mode, tiers }: QuantityTiers<U>,
  measured: Quantity<U>,
  rounding: Rounding,
): Priced<TierLine<U>> => {
  if (measured.steps < 0) throw new RangeError(`a quantity below zero has no tier: ${measured.steps}`);
  const reached = tiers.filter(({ from }) => compareQuantity<Unit>(from, measured) <= 0);
  const lines: TierLine<U>[] = [];
  let products = 0n;
  let soFar = 0;
  for (const [tier, { from, rate }] of reached.entries()) {
    const next = reached[tier + 1];
    if (mode === "whole" && next) continue;
    const steps = (next?.from ?? measured).steps - (mode === "whole" ? 0 : from.steps);
    if (steps === 0) continue;
    products += BigInt(rate) * BigInt(steps);
    const rounded = fen(Number(divideRounded(products, BigInt(productsPerFen(measured.unit)), rounding)));
    const part = quantity(measured.unit, steps);
    lines.push({ code: "pricing.tier", tier, quantity: part, rate, amount: fen(rounded - soFar) });
    soFar = rounded;
  }
  return pricedBy(lines);
};
