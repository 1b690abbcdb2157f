export {
  type Confirmation,
  type ConfirmationRefusal,
  type ExpectedPayment,
  matchConfirmation,
} from "./confirmation.js";
export {
  type Payment,
  type PaymentActor,
  type PaymentEvent,
  type PaymentFacts,
  type PaymentRefusal,
  type PaymentState,
  paymentMachine,
} from "./payment-machine.js";
export { planRefund, type RefundPlan, type RefundRefusal, type RefundRequest } from "./plan-refund.js";
export {
  type BillDifference,
  type BillEntry,
  type BillPeriod,
  type BillTotals,
  type Reconciliation,
  reconcileBill,
} from "./reconcile-bill.js";
export {
  type NozzleSale,
  reconcileTotalisers,
  type TotaliserDifference,
  type TotaliserPeriod,
} from "./reconcile-totalisers.js";
export {
  isFullyRefunded,
  openRefundBook,
  type QuotePayment,
  type Refundable,
  type RefundableDiscount,
  type RefundableLine,
  type RefundablePoints,
  type RefundBook,
  refundableFen,
  type TendersDiffer,
} from "./refund-book.js";
export {
  type Refund,
  type RefundActor,
  type RefundEvent,
  type RefundFacts,
  type RefundGuardRefusal,
  type RefundState,
  refundMachine,
} from "./refund-machine.js";
export type { LineRefusal, RefundedLine } from "./take-from-line.js";
