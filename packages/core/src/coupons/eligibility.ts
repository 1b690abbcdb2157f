import { err, ok, type Result } from "../kernel/index.js";
import type { Basket, BasketLine, LineKind } from "./basket.js";
import type { Candidate, CouponCounts, QuoteContext } from "./candidate.js";
import type { Coupon, CouponLimits, CouponScope } from "./coupon.js";
import { isWithinHours } from "./hours.js";
import type { CouponRefusal } from "./refusal.js";

/** For every line of a basket: whether a coupon takes off it, and whether it counts towards the coupon's minimum. */
export interface EligibleLines {
  readonly applicable: readonly boolean[];
  /** The same lines; for free delivery the goods. */
  readonly counted: readonly boolean[];
}

const goodsOnly: readonly LineKind[] = ["goods"];
const deliveryOnly: readonly LineKind[] = ["delivery"];

const allows = (list: readonly string[] | undefined, value: string | undefined): boolean =>
  list === undefined || (value !== undefined && list.includes(value));

const noScope: CouponScope = {};

const hasGoods = ({ goodsIds, categoryIds, excludedGoodsIds }: CouponScope, line: BasketLine): boolean =>
  allows(goodsIds, line.goodsId) &&
  allows(categoryIds, line.categoryId) &&
  !(excludedGoodsIds !== undefined && line.goodsId !== undefined && excludedGoodsIds.includes(line.goodsId));

const matchLines = ({ scope = noScope, benefit }: Coupon, basket: Basket): EligibleLines => {
  if (benefit.kind === "free-delivery") {
    const kinds = scope.lineKinds ?? deliveryOnly;
    return {
      applicable: basket.map(({ kind }) => kinds.includes(kind)),
      counted: basket.map((line) => line.kind === "goods" && hasGoods(scope, line)),
    };
  }
  const kinds = scope.lineKinds ?? goodsOnly;
  const applicable = basket.map((line) => kinds.includes(line.kind) && hasGoods(scope, line));
  return { applicable, counted: applicable };
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
 * Whether a candidate may be used at all in this place, at this time and on this basket, and on which of its lines.
 * Minimums are not judged here, for they depend on what earlier stages leave.
 */
export const checkEligibility = (
  candidate: Candidate,
  basket: Basket,
  context: QuoteContext,
): Result<EligibleLines, CouponRefusal> => {
  const { coupon } = candidate;
  const refusal = stateRefusal(candidate, context) ?? (coupon.scope && placeRefusal(coupon.scope, context));
  if (refusal) return err(refusal);
  const lines = matchLines(coupon, basket);
  return lines.applicable.includes(true) && lines.counted.includes(true)
    ? ok(lines)
    : err({ code: "coupon.no-applicable-line" });
};
