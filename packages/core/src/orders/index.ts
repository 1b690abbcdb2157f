export {
  type ChargingOrder,
  type ChargingOrderActor,
  type ChargingOrderEvent,
  type ChargingOrderFacts,
  type ChargingOrderRefusal,
  type ChargingOrderState,
  chargingOrderMachine,
} from "./charging-order.js";
export {
  type FuelOrder,
  type FuelOrderActor,
  type FuelOrderEvent,
  type FuelOrderFacts,
  type FuelOrderRefusal,
  type FuelOrderState,
  fuelOrderMachine,
} from "./fuel-order.js";
export type { MoneyFacts, MoneyRefusal } from "./money-facts.js";
export { fuelOrderStatus, type GunState, gunStatus, statesOfStatus, userCouponStatus } from "./wire-status.js";
