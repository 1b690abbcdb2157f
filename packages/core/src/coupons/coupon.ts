import type { EpochMs } from "../kernel/index.js";
import type { Fen } from "../money/index.js";
import type { Quantity } from "../quantity/index.js";
import type { LineKind } from "./basket.js";
import type { Benefit } from "./benefit.js";
import type { HoursWindow } from "./hours.js";

/** The stages of a quote in the order in which they reduce the basket. */
export const stages = ["member-price", "full-reduction", "coupon", "points", "delivery"] as const;

/** One of the stages: member price → 满减 → coupon → points → delivery. */
export type Stage = (typeof stages)[number];

/** Where and on what a coupon works. A list that is absent restricts nothing. */
export interface CouponScope {
  /** By default goods, for free delivery the delivery lines. */
  readonly lineKinds?: readonly LineKind[];
  readonly goodsIds?: readonly string[];
  readonly excludedGoodsIds?: readonly string[];
  readonly categoryIds?: readonly string[];
  readonly stationIds?: readonly string[];
  readonly merchantIds?: readonly string[];
  readonly memberLevels?: readonly string[];
  /** In the station's time zone; any one of the windows. */
  readonly hours?: readonly HoursWindow[];
}

/** When a coupon may be used: between two instants (the end excluded), or for some days after it was claimed. */
export type Validity =
  | { readonly kind: "fixed"; readonly from: EpochMs; readonly until: EpochMs }
  | {
      readonly kind: "after-claim";
      /** Whole days in the station's time zone, the first one included: 1 ends at the midnight after its start. */
      readonly days: number;
      /** 0 starts at once, 1 at the next midnight. */
      readonly startsAfterDays?: number;
    };

/** How many there are. Counts claims of what is claimed, and uses of what applies by itself. */
export interface CouponLimits {
  readonly total?: number;
  readonly perPerson?: number;
}

/** What a coupon goes together with. */
export interface Stacking {
  /** At most one of a group is used in an order; the stage's name by default. */
  readonly group?: string;
  /** Groups beside which it may not be used. */
  readonly excludesGroups?: readonly string[];
  /** Used alone or not at all. */
  readonly exclusive?: boolean;
}

/** What becomes of a used coupon when its order ends badly. Absent: back on cancel, and when everything is refunded. */
export interface ReturnRule {
  readonly onCancel: "return" | "forfeit";
  readonly onRefund: "forfeit" | "when-all-refunded" | "when-any-refunded";
  /** A coupon that ran out meanwhile comes back usable for this long; absent: it stays expired. */
  readonly extendMs?: number;
}

/** A coupon or promotion as its issuer defines it. */
export interface Coupon {
  readonly id: string;
  readonly name: string;
  readonly stage: Stage;
  readonly benefit: Benefit;
  readonly validity: Validity;
  /** What the applicable lines must reach after earlier stages; for free delivery, what the goods must reach. */
  readonly minimumFen?: Fen;
  /** What the same lines must reach together in this unit: 30 L. */
  readonly minimumQuantity?: Quantity;
  readonly scope?: CouponScope;
  readonly limits?: CouponLimits;
  readonly stacking?: Stacking;
  /** Within a stage the lower comes first; 0 by default. */
  readonly priority?: number;
  readonly returns?: ReturnRule;
}
