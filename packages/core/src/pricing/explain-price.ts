import { zonedIso } from "../kernel/index.js";
import { formatYuan } from "../money/index.js";
import { formatQuantity, formatRate, type Quantity } from "../quantity/index.js";
import type { DeliveryLine } from "./delivery-fee.js";
import type { MeasuredLine } from "./member-price.js";
import type { OccupancyLine } from "./occupancy-fee.js";
import type { PackingLine } from "./packing-fee.js";
import type { TierLine } from "./quantity-tiers.js";
import type { SessionLine } from "./time-of-use/session-price.js";

/** Any line that a price of this module is made of. */
export type PriceLine = SessionLine | OccupancyLine | TierLine | DeliveryLine | PackingLine | MeasuredLine;

const measured = (quantity: Quantity): string => `${formatQuantity(quantity)} ${quantity.unit}`;

const reason = (line: PriceLine, timeZone: string): string => {
  switch (line.code) {
    case "pricing.charged": {
      const rates = `(${formatRate(line.energyRate)} + ${formatRate(line.serviceRate)})`;
      return `${zonedIso(line.fromMs, timeZone)} ${line.period}: ${measured(line.energy)} × ${rates}`;
    }
    case "pricing.occupancy":
      return `occupied from ${zonedIso(line.fromMs, timeZone)}: ${line.steps} × ${formatYuan(line.feePerStep)}`;
    case "pricing.tier":
      return `tier ${line.tier + 1}: ${measured(line.quantity)} × ${formatRate(line.rate)}`;
    case "pricing.delivery-base":
      return `delivery up to ${line.baseM} m`;
    case "pricing.delivery-distance":
      return `delivery over ${line.beyondM} m more: ${line.steps} steps`;
    case "pricing.delivery-reduction":
      return `delivery of a basket from ${formatYuan(line.fromBasket)}`;
    case "pricing.packing-item":
      return `packing ${line.item}: ${line.count} × ${formatYuan(line.feePerPiece)}`;
    case "pricing.packing-order":
      return "packing of the order";
    case "pricing.occupancy-cap":
    case "pricing.packing-cap":
      return `at most ${formatYuan(line.cap)}`;
    case "pricing.measured":
      return `${measured(line.quantity)} × ${formatRate(line.rate)}`;
    case "pricing.member":
      return `${line.level} pays ${formatRate(line.rate)}`;
  }
};

/**
 * A price's lines as plain English, "50.00 L × 8.05 = 402.50", times in the zone given. For logs, receipts of developers and tests; a user
 * interface words the lines itself, by their codes.
 */
export const explainPrice = (lines: readonly PriceLine[], timeZone: string): string[] =>
  lines.map((line) => `${reason(line, timeZone)} = ${formatYuan(line.amount)}`);
