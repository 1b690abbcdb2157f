import type { EpochMs } from "../kernel/index.js";
import type { Fen } from "../money/index.js";
import type { Quantity } from "../quantity/index.js";
import type { HoursWindow } from "./hours.js";

/** Why a coupon does not work here, with what a message needs: what is required and what is missing. */
export type CouponRefusal =
  | { readonly code: "coupon.not-yet-valid"; readonly validFrom: EpochMs }
  | { readonly code: "coupon.expired"; readonly validUntil: EpochMs }
  | { readonly code: "coupon.used" | "coupon.locked" }
  | { readonly code: "coupon.total-limit-reached" | "coupon.person-limit-reached"; readonly limit: number }
  | { readonly code: "coupon.wrong-station"; readonly stationIds: readonly string[] }
  | { readonly code: "coupon.wrong-merchant"; readonly merchantIds: readonly string[] }
  | { readonly code: "coupon.wrong-member-level"; readonly memberLevels: readonly string[] }
  | { readonly code: "coupon.outside-hours"; readonly hours: readonly HoursWindow[] }
  | { readonly code: "coupon.no-applicable-line" }
  | { readonly code: "coupon.below-minimum"; readonly requiredFen: Fen; readonly missingFen: Fen }
  | { readonly code: "coupon.below-quantity"; readonly required: Quantity; readonly missing: Quantity }
  /** The applicable lines are already free, or the benefit comes to nothing on them. */
  | { readonly code: "coupon.nothing-to-take-off" }
  | { readonly code: "coupon.not-combinable"; readonly withCandidateId: string }
  /** It would work, but the combination without it costs no more. */
  | { readonly code: "coupon.not-in-best-combination" };
