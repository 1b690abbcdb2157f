import { describe, expect, it } from "vitest";
import { checkMachine, transition, unwrap } from "../kernel/index.js";
import { fen } from "../money/index.js";
import {
  type Confirmation,
  matchConfirmation,
  type PaymentActor,
  type PaymentEvent,
  type PaymentFacts,
  type PaymentState,
  paymentMachine,
  type RefundEvent,
  type RefundState,
  refundMachine,
} from "./index.js";

const payment = { paymentNo: "PAY1", merchantId: "m1", amountFen: fen(39_250) };
const confirmation: Confirmation = { ...payment, currency: "CNY", transactionId: "wx1" };
const facts: PaymentFacts = { payment, dueFen: fen(39_250), confirmation, refundedFen: fen(0) };

const move = (state: PaymentState, event: PaymentEvent, role: PaymentActor, more: Partial<PaymentFacts> = {}) =>
  transition(paymentMachine, { state, version: 0 }, event, {
    at: 0,
    actor: { role, id: "1" },
    facts: { ...facts, ...more },
  });

describe("paymentMachine", () => {
  it("has no state that cannot be reached or left", () => {
    expect(checkMachine(paymentMachine)).toEqual({ unreachable: [], dead: [] });
    expect(checkMachine(refundMachine)).toEqual({ unreachable: [], dead: [] });
  });

  it("refuses a payment for another amount than is due", () => {
    expect(move("created", "submit", "customer", { dueFen: fen(40_250) })).toEqual({
      ok: false,
      error: { code: "payment.amount-not-due", amountFen: 39_250, dueFen: 40_250 },
    });
  });

  it("lets nobody but the provider say that an online payment succeeded, and only the cashier record cash", () => {
    expect(move("pending", "succeed", "customer")).toMatchObject({ error: { code: "transition.actor-not-allowed" } });
    expect(move("created", "record", "customer")).toMatchObject({ error: { code: "transition.actor-not-allowed" } });
    expect(unwrap(move("created", "record", "cashier")).state).toBe("succeeded");
  });

  it.each(["created", "pending", "failed", "closed"] as const)("counts confirmed money in state %s", (state) => {
    expect(unwrap(move(state, "succeed", "provider")).state).toBe("succeeded");
  });

  it("is refunded in part and in full by amounts that say so", () => {
    expect(unwrap(move("succeeded", "refund-part", "system", { refundedFen: fen(1) })).state).toBe("partly-refunded");
    expect(unwrap(move("partly-refunded", "refund-all", "system", { refundedFen: fen(39_250) })).state).toBe(
      "refunded",
    );
    expect(move("succeeded", "refund-all", "system", { refundedFen: fen(39_249) })).toMatchObject({
      error: { code: "payment.refund-differs" },
    });
  });
});

describe("matchConfirmation", () => {
  it.each<[string, Partial<Confirmation> | undefined, string | undefined, string]>([
    ["nothing", undefined, undefined, "payment.not-confirmed"],
    ["another number", { paymentNo: "PAY2" }, undefined, "payment.number-differs"],
    ["another merchant", { merchantId: "m2" }, undefined, "payment.merchant-differs"],
    ["another amount", { amountFen: fen(39_249) }, undefined, "payment.amount-differs"],
    ["another currency", { currency: "USD" }, undefined, "payment.currency-differs"],
    ["a transaction that paid for something else", {}, "PAY0", "payment.transaction-used"],
  ])("refuses %s", (_, found, usedBy, code) => {
    expect(matchConfirmation(payment, found && { ...confirmation, ...found }, usedBy)).toMatchObject({
      ok: false,
      error: { code },
    });
  });

  it("accepts the same confirmation of the same payment again", () => {
    expect(matchConfirmation(payment, confirmation, "PAY1")).toEqual({ ok: true, value: confirmation });
  });
});

describe("refundMachine", () => {
  const refund = (state: RefundState, event: RefundEvent, providerFen = 500) =>
    transition(refundMachine, { state, version: 0 }, event, {
      at: 0,
      actor: { role: event === "succeed" ? "provider" : "cashier", id: "1" },
      facts: { amountFen: fen(500), leftFen: fen(499), providerFen: fen(providerFen) },
    });

  it("promises no more than is left", () => {
    expect(refund("requested", "approve")).toMatchObject({ error: { code: "refund.exceeds-left", leftFen: 499 } });
  });

  it("retries what failed, pays out what the provider cannot, and counts a success that was reported late", () => {
    expect(unwrap(refund("failed", "retry")).state).toBe("pending");
    expect(unwrap(refund("failed", "pay-out")).state).toBe("succeeded");
    expect(unwrap(refund("failed", "succeed")).state).toBe("succeeded");
    expect(refund("pending", "succeed", 400)).toMatchObject({ error: { code: "refund.amount-differs" } });
  });
});
