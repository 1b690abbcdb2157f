export {
  type DeliveryError,
  type DeliveryLine,
  type DeliveryReduction,
  type DeliveryTerms,
  deliveryFee,
} from "./delivery-fee.js";
export { explainPrice, type PriceLine } from "./explain-price.js";
export { type MeasuredLine, type MemberOffer, type MemberRate, measuredPrice, memberRate } from "./member-price.js";
export { type OccupancyLine, type OccupancyTerms, occupancyFee } from "./occupancy-fee.js";
export { type PackedItem, type PackingLine, type PackingTerms, packingFee } from "./packing-fee.js";
export {
  type AppendVersionError,
  appendVersion,
  type NotPricedError,
  type PriceHistory,
  type PriceVersion,
  priceAt,
  type VersionStretch,
  versionsOver,
} from "./price-history.js";
export { joinPrices, type Priced, pricedBy } from "./priced.js";
export {
  createTiers,
  type QuantityTier,
  type QuantityTiers,
  type TierError,
  type TierLine,
  tierPrice,
} from "./quantity-tiers.js";
export { createTariff, type Tariff } from "./time-of-use/create-tariff.js";
export type { DayPlan, DaySpan } from "./time-of-use/day-plan.js";
export { DEFAULT_CHARGING_TARIFF } from "./time-of-use/default-charging-tariff.js";
export {
  type MeterReading,
  type ReadingsError,
  type SessionLine,
  type SessionPrice,
  sessionPrice,
  tariffSessionPrice,
} from "./time-of-use/session-price.js";
export type {
  RuleTariffDefinition,
  SlotTariffDefinition,
  TariffDay,
  TariffDefinition,
  TariffError,
  TariffPeriod,
  TariffPrice,
  TariffRates,
  TariffRule,
} from "./time-of-use/tariff-definition.js";
export { type TariffSegment, tariffSegments } from "./time-of-use/tariff-segments.js";
export { type TariffChangePolicy, versionedSegments } from "./time-of-use/versioned-segments.js";
