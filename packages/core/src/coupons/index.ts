export type { Basket, BasketLine, LineKind } from "./basket.js";
export type { Benefit, ThresholdStep } from "./benefit.js";
export { exactSearchLimit } from "./best-combination.js";
export type { Candidate, CouponCounts, QuoteContext } from "./candidate.js";
export { claimCoupon, type ValidityPeriod, validityOf } from "./claim.js";
export {
  type Coupon,
  type CouponLimits,
  type CouponScope,
  type ReturnRule,
  type Stacking,
  type Stage,
  stages,
  type Validity,
} from "./coupon.js";
export { checkEligibility, type EligibleLines } from "./eligibility.js";
export { type HoursWindow, isWithinHours } from "./hours.js";
export { type ChoiceRefusal, type Quote, type QuoteLine, quoteBest, quoteChosen, type Verdict } from "./quote.js";
export type { CouponRefusal } from "./refusal.js";
export { type CouponReturn, type OrderEnd, returnCoupon } from "./return-coupon.js";
