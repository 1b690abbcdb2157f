// What a till or an app shows before it asks the server: the same pricing and coupons that the server computes with,
// bundled, and the constructors of the amounts and quantities that they take.
export * from "@waystation/core/coupons";
export { type Fen, fen, formatYuan, parseYuan } from "@waystation/core/money";
export * from "@waystation/core/pricing";
export {
  kilowattHours,
  litres,
  parseQuantity,
  parseRate,
  priceOf,
  type Quantity,
  type Rate,
} from "@waystation/core/quantity";
