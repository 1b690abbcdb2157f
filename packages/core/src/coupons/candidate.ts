import type { EpochMs } from "../kernel/index.js";
import type { Coupon } from "./coupon.js";

/** A coupon that somebody holds, or a promotion that applies by itself, offered for one order. */
export interface Candidate {
  /** The id of the held coupon; for a promotion the coupon's own. */
  readonly id: string;
  readonly coupon: Coupon;
  readonly validFrom: EpochMs;
  /** The first instant at which it no longer works. */
  readonly validUntil: EpochMs;
  /** `locked` belongs to another open order. Absent: unused. */
  readonly state?: "unused" | "locked" | "used";
  /** Uses so far, where the limits of the coupon count uses. */
  readonly uses?: CouponCounts;
}

/** How often a coupon was claimed or used: by everybody, and by this person. */
export interface CouponCounts {
  readonly total: number;
  readonly byPerson: number;
}

/** Where, when and for whom a quote is made. */
export interface QuoteContext {
  readonly at: EpochMs;
  /** IANA time zone of the station: Asia/Shanghai. */
  readonly zone: string;
  readonly stationId?: string;
  readonly merchantId?: string;
  readonly memberLevel?: string;
}
