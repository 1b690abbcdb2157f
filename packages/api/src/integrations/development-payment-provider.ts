import { fen } from "@waystation/core/money";
import type { PaymentProvider } from "./payment-provider.js";

/** The transaction number that the fuel document prints, over 392.50 yuan. */
const printed = new Map([["wx202503121535001", 39_250]]);

const testNumber = /^test-(\d{1,12})-[A-Za-z0-9-]{1,40}$/;

/**
 * A provider for development: it knows the document's own transaction number, and every number of the form
 * `test-<fen>-<anything>` as a payment of that many fen.
 */
export const developmentPaymentProvider: PaymentProvider = {
  query: async (method, transactionId) => {
    const amount = printed.get(transactionId) ?? Number(testNumber.exec(transactionId)?.[1] ?? Number.NaN);
    return Number.isNaN(amount) ? undefined : { transactionId, method, amountFen: fen(amount), state: "paid" };
  },
};
