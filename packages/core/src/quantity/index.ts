export {
  head,
  jin,
  kilograms,
  kilogramsFromG,
  kilowattHours,
  kilowattHoursFromWh,
  litres,
  litresFromMl,
  pieces,
  points,
} from "./constructors.js";
export {
  addQuantity,
  compareQuantity,
  jinToKilograms,
  kilogramsToJin,
  type Quantity,
  quantity,
  subtractQuantity,
} from "./quantity.js";
export {
  formatQuantity,
  parseQuantity,
  type QuantityError,
  type QuantityFormat,
  quantityNumber,
} from "./quantity-text.js";
export {
  formatRate,
  parseRate,
  priceOf,
  productsPerFen,
  type Rate,
  type RateError,
  rate,
  rateFromFen,
} from "./rate.js";
export { stepsPerUnit, type Unit, type UnitDecimals, unitDecimals } from "./unit.js";
