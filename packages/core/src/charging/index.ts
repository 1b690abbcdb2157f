export { type ChargingBill, type ChargingDetail, createBill, type DetailPart, totalFees } from "./bill.js";
export { checkSettings } from "./configure.js";
export { createStation, type LoggedEvent, restoreStation, type Station, type StationAnswer } from "./create-station.js";
export type { Estimate } from "./estimate-visits.js";
export { assignJointly, type JointPile } from "./joint-dispatch.js";
export {
  type ChargingProfile,
  type CompositeQuery,
  type CompositeSchedule,
  compositeSchedule,
  type OcppTariff,
  type OcppTariffConditions,
  type OcppTariffError,
  ocppTariff,
  type ProfilePurpose,
  type SchedulePeriod,
} from "./ocpp/index.js";
export { type OperatorReportRow, operatorReport } from "./operator-report.js";
export {
  type SharingDemand,
  type SharingOutcome,
  type SharingPolicy,
  type SharingSession,
  type SharingSite,
  sharePower,
  sharingPolicies,
  simulateSharing,
} from "./power-sharing/index.js";
export { msOf, priceReadings } from "./price-readings.js";
export type { ChargingRejection } from "./rejection.js";
export {
  type OcpiCdrCharge,
  type OcpiChargingPeriod,
  ocpiCdrCharge,
  type Tcec102ChargeDetail,
  type Tcec102Error,
  type Tcec102Order,
  tcec102Order,
} from "./roaming/index.js";
export {
  type Amount,
  type ChargingMode,
  chargingModes,
  defaultStationPolicy,
  type PileConfig,
  type PriceSegment,
  type PriceSource,
  type StationConfig,
  type StationPolicy,
  type StationSettings,
} from "./station-config.js";
export type { StationDeed, StationEffect } from "./station-effect.js";
export type {
  ApplyEvent,
  CarEvent,
  ConfigureEvent,
  MeterEvent,
  ModifyEvent,
  PileEvent,
  PluggedInEvent,
  StationEvent,
} from "./station-event.js";
export type { Reading } from "./station-state.js";
export type { CarPlace, CarView, ChargeView, PileView, StationView } from "./station-view.js";
export { tariffHistoryPrices, tariffPrices } from "./tariff-prices.js";
