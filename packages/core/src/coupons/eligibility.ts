import { err, ok, type Result } from "../kernel/index.js";
import type { Basket, BasketLine, LineKind } from "./basket.js";
import type { Candidate, CouponCounts, QuoteContext } from "./candidate.js";
import type { Coupon, CouponLimits, CouponScope } from "./coupon.js";
import { isWithinHours } from "./hours.js";
import type { CouponRefusal } from "./refusal.js";

const goodsOnly: readonly LineKind[] = ["goods"];
const deliveryOnly: readonly LineKind[] = ["delivery"];

const allows = (list: readonly string[] | undefined, value: string | undefined): boolean =>
  list === undefined || (value !== undefined && list.includes(value));

const noScope: CouponScope = {};

const linesOf = ({ scope = noScope, benefit }: Coupon): ((line: BasketLine) => boolean) => {
  const kinds = scope.lineKinds ?? (benefit.kind === "free-delivery" ? deliveryOnly : goodsOnly);
  const { goodsIds, categoryIds, excludedGoodsIds } = scope;
  return ({ kind, goodsId, categoryId }) =>
    kinds.includes(kind) &&
    allows(goodsIds, goodsId) &&
    allows(categoryIds, categoryId) &&
    !(excludedGoodsIds !== undefined && goodsId !== undefined && excludedGoodsIds.includes(goodsId));
};

/** Whether the limits leave room for one more after so many claims or uses. */
export const limitRefusal = (
  limits: CouponLimits | undefined,
  counts: CouponCounts | undefined,
): CouponRefusal | undefined => {
  if (limits === undefined || counts === undefined) return undefined;
  const { total, perPerson } = limits;
  if (total !== undefined && counts.total >= total) return { code: "coupon.total-limit-reached", limit: total };
  if (perPerson !== undefined && counts.byPerson >= perPerson) {
    return { code: "coupon.person-limit-reached", limit: perPerson };
  }
  return undefined;
};

const stateRefusal = (candidate: Candidate, { at }: QuoteContext): CouponRefusal | undefined => {
  const { state, validFrom, validUntil, coupon, uses } = candidate;
  if (state === "used") return { code: "coupon.used" };
  if (state === "locked") return { code: "coupon.locked" };
  if (at < validFrom) return { code: "coupon.not-yet-valid", validFrom };
  if (at >= validUntil) return { code: "coupon.expired", validUntil };
  return limitRefusal(coupon.limits, uses);
};

const placeRefusal = (scope: CouponScope, context: QuoteContext): CouponRefusal | undefined => {
  const { stationIds, merchantIds, memberLevels, hours } = scope;
  if (stationIds && !allows(stationIds, context.stationId)) return { code: "coupon.wrong-station", stationIds };
  if (merchantIds && !allows(merchantIds, context.merchantId)) return { code: "coupon.wrong-merchant", merchantIds };
  if (memberLevels && !allows(memberLevels, context.memberLevel)) {
    return { code: "coupon.wrong-member-level", memberLevels };
  }
  if (hours && !isWithinHours(hours, context.at, context.zone)) return { code: "coupon.outside-hours", hours };
  return undefined;
};

/**
 * Whether a candidate may be used at all in this place, at this time and on this basket: for each line whether it
 * applies to it. Minimums are not judged here, for they depend on what earlier stages leave.
 */
export const checkEligibility = (
  candidate: Candidate,
  basket: Basket,
  context: QuoteContext,
): Result<readonly boolean[], CouponRefusal> => {
  const { coupon } = candidate;
  const refusal = stateRefusal(candidate, context) ?? (coupon.scope && placeRefusal(coupon.scope, context));
  if (refusal) return err(refusal);
  const appliesTo = linesOf(coupon);
  const applicable: boolean[] = [];
  let some = false;
  for (const line of basket) {
    const applies = appliesTo(line);
    applicable.push(applies);
    some ||= applies;
  }
  return some ? ok(applicable) : err({ code: "coupon.no-applicable-line" });
};
