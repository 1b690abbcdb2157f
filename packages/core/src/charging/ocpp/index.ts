export {
  type ChargingProfile,
  type CompositeQuery,
  type CompositeSchedule,
  compositeSchedule,
  type ProfilePurpose,
  type SchedulePeriod,
} from "./composite-schedule.js";
export { type OcppTariff, type OcppTariffConditions, type OcppTariffError, ocppTariff } from "./ocpp-tariff.js";
