import { err, ok, type Result } from "../kernel/index.js";
import type { Fen } from "../money/index.js";

/** What we asked a provider to collect. */
export interface ExpectedPayment {
  readonly paymentNo: string;
  readonly merchantId: string;
  readonly amountFen: Fen;
}

/** What a provider says was collected, from a verified callback or an answered query; always in CNY when it agrees. */
export interface Confirmation extends ExpectedPayment {
  readonly currency: string;
  readonly transactionId: string;
}

/** Why a confirmation does not prove a payment. */
export type ConfirmationRefusal =
  | { readonly code: "payment.not-confirmed" }
  | {
      readonly code: "payment.number-differs" | "payment.merchant-differs";
      readonly expected: string;
      readonly found: string;
    }
  | { readonly code: "payment.amount-differs"; readonly expectedFen: Fen; readonly foundFen: Fen }
  | { readonly code: "payment.currency-differs"; readonly found: string }
  | { readonly code: "payment.transaction-used"; readonly transactionId: string; readonly paymentNo: string };

/**
 * Compares what a provider says with what was asked for: number, merchant, amount and currency must all agree, and the
 * transaction must not have paid for another payment (`usedBy`, the payment number it is stored with, if any).
 */
export const matchConfirmation = (
  expected: ExpectedPayment,
  found: Confirmation | undefined,
  usedBy?: string,
): Result<Confirmation, ConfirmationRefusal> => {
  if (!found) return err({ code: "payment.not-confirmed" });
  const { paymentNo, merchantId, amountFen } = expected;
  if (found.paymentNo !== paymentNo) {
    return err({ code: "payment.number-differs", expected: paymentNo, found: found.paymentNo });
  }
  if (found.merchantId !== merchantId) {
    return err({ code: "payment.merchant-differs", expected: merchantId, found: found.merchantId });
  }
  if (found.currency !== "CNY") return err({ code: "payment.currency-differs", found: found.currency });
  if (found.amountFen !== amountFen) {
    return err({ code: "payment.amount-differs", expectedFen: amountFen, foundFen: found.amountFen });
  }
  if (usedBy !== undefined && usedBy !== paymentNo) {
    return err({ code: "payment.transaction-used", transactionId: found.transactionId, paymentNo: usedBy });
  }
  return ok(found);
};
