export { amendToMeasured, type MeasuredSale, type MeasuredTotals } from "./amend-to-measured.js";
export {
  type CattleOrder,
  type CattleOrderActor,
  type CattleOrderEvent,
  type CattleOrderFacts,
  type CattleOrderRefusal,
  type CattleOrderState,
  cattleOrderMachine,
} from "./cattle-order.js";
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
export {
  type LivestockOrder,
  type LivestockOrderActor,
  type LivestockOrderEvent,
  type LivestockOrderFacts,
  type LivestockOrderRefusal,
  type LivestockOrderState,
  livestockOrderMachine,
} from "./livestock-order.js";
export type { MoneyFacts, MoneyRefusal } from "./money-facts.js";
export { type OrderCharges, type OrderLine, type OrderTotals, orderTotals } from "./order-totals.js";
export {
  type TakeoutOrder,
  type TakeoutOrderActor,
  type TakeoutOrderEvent,
  type TakeoutOrderFacts,
  type TakeoutOrderRefusal,
  type TakeoutOrderState,
  takeoutOrderMachine,
} from "./takeout-order.js";
export {
  fuelOrderStatus,
  type GunState,
  gunStatus,
  statesOfStatus,
  takeoutOrderStatus,
  takeoutPaymentStatus,
  userCouponStatus,
} from "./wire-status.js";
