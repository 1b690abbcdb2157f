export { createTariff, type Tariff } from "./time-of-use/create-tariff.js";
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
