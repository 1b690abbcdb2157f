import type { EpochMs } from "../kernel/index.js";
import type { Coupon, ReturnRule } from "./coupon.js";

/** How the order that used the coupon ended. */
export type OrderEnd = "cancelled" | "partly-refunded" | "fully-refunded";

/** What becomes of a used coupon: usable again until then, or not, and why. */
export type CouponReturn =
  | { readonly returned: true; readonly validUntil: EpochMs }
  | { readonly returned: false; readonly reason: "forfeited" | "not-all-refunded" | "expired" };

const defaultRule: ReturnRule = { onCancel: "return", onRefund: "when-all-refunded" };

/**
 * Whether a used coupon goes back to its holder when the order is cancelled or refunded, by the coupon's own rule. A
 * coupon that ran out meanwhile comes back only where the rule gives it more time.
 */
export const returnCoupon = (
  { returns: rule = defaultRule }: Coupon,
  end: OrderEnd,
  { at, validUntil }: { readonly at: EpochMs; readonly validUntil: EpochMs },
): CouponReturn => {
  const forfeited = end === "cancelled" ? rule.onCancel === "forfeit" : rule.onRefund === "forfeit";
  if (forfeited) return { returned: false, reason: "forfeited" };
  if (end === "partly-refunded" && rule.onRefund === "when-all-refunded") {
    return { returned: false, reason: "not-all-refunded" };
  }
  if (at < validUntil) return { returned: true, validUntil };
  return rule.extendMs === undefined
    ? { returned: false, reason: "expired" }
    : { returned: true, validUntil: at + rule.extendMs };
};
