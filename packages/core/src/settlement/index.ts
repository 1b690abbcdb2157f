export {
  type CattleEstimate,
  type CattlePrice,
  cattleAmount,
  estimateCattle,
  type WeightRange,
} from "./cattle-deal.js";
export { type CategoryShare, type FarmAccounts, type FarmRecord, farmAccounts } from "./farm-accounts.js";
export { type PriceSlide, slidePrice } from "./price-slide.js";
export {
  type CattleCharges,
  type CattleLineCode,
  type CattleSettlement,
  type CattleTerms,
  settleCattle,
} from "./settle-cattle.js";
export {
  type Charge,
  chargeOn,
  drawStatement,
  payStatement,
  type SettledPayment,
  type SettlementPaymentRefusal,
  type Statement,
  type StatementLine,
} from "./statement.js";
export {
  type DeliveredLot,
  type LotPart,
  type LotRefusal,
  type PayWeight,
  type WeightLine,
  type WeightTerms,
  weighLot,
} from "./weigh-lot.js";
