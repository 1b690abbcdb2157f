import { type EpochMs, err, instantOf, localParts, ok, type Result } from "../kernel/index.js";
import type { CouponCounts } from "./candidate.js";
import type { Coupon, Validity } from "./coupon.js";
import { limitRefusal } from "./eligibility.js";
import type { CouponRefusal } from "./refusal.js";

/** From which instant until before which one a held coupon works. */
export interface ValidityPeriod {
  readonly validFrom: EpochMs;
  readonly validUntil: EpochMs;
}

/** The period of a coupon that was claimed at `at`, its days counted from midnight to midnight in the station's zone. */
export const validityOf = (validity: Validity, at: EpochMs, zone: string): ValidityPeriod => {
  if (validity.kind === "fixed") return { validFrom: validity.from, validUntil: validity.until };
  const { days, startsAfterDays = 0 } = validity;
  const { year, month, day } = localParts(at, zone);
  const midnight = (daysLater: number): EpochMs => instantOf({ year, month, day: day + daysLater }, zone);
  return {
    validFrom: startsAfterDays === 0 ? at : midnight(startsAfterDays),
    validUntil: midnight(startsAfterDays + days),
  };
};

/**
 * Whether one more may be claimed or handed out, after the claims so far, and how long it will work. Store the claim
 * on the condition that the counts still hold.
 */
export const claimCoupon = (
  { limits, validity }: Coupon,
  claims: CouponCounts,
  { at, zone }: { readonly at: EpochMs; readonly zone: string },
): Result<ValidityPeriod, CouponRefusal> => {
  const refusal = limitRefusal(limits, claims);
  if (refusal) return err(refusal);
  const period = validityOf(validity, at, zone);
  return at < period.validUntil ? ok(period) : err({ code: "coupon.expired", validUntil: period.validUntil });
};
