import { err, type Machine, type MachineTypes, ok, type Result } from "../kernel/index.js";
import type { Fen } from "../money/index.js";
import {
  type Confirmation,
  type ConfirmationRefusal,
  type ExpectedPayment,
  matchConfirmation,
} from "./confirmation.js";

/** `pending`: the provider was asked. `closed`: given up, at the provider too; money that still arrives counts. */
export type PaymentState = "created" | "pending" | "succeeded" | "failed" | "closed" | "partly-refunded" | "refunded";

/** `record` is for what needs no provider: cash and card at the counter, stored value. */
export type PaymentEvent = "submit" | "record" | "succeed" | "fail" | "close" | "refund-part" | "refund-all";

/** `provider` speaks by a verified callback or an answered query; `system` is a timer or another transaction of ours. */
export type PaymentActor = "customer" | "cashier" | "provider" | "system";

/** What the guards of a payment look at. */
export interface PaymentFacts {
  readonly payment: ExpectedPayment;
  /** What is still due on the order now, computed by us. */
  readonly dueFen: Fen;
  readonly confirmation?: Confirmation;
  /** The payment that the confirmed transaction is already stored with. */
  readonly transactionUsedBy?: string;
  /** Refunded so far, the refund at hand included. */
  readonly refundedFen: Fen;
}

/** Why the guards of a payment refuse. */
export type PaymentRefusal =
  | ConfirmationRefusal
  | { readonly code: "payment.amount-not-due"; readonly amountFen: Fen; readonly dueFen: Fen }
  | { readonly code: "payment.refund-differs"; readonly amountFen: Fen; readonly refundedFen: Fen };

/** Vocabulary of the payment. */
export interface Payment extends MachineTypes {
  state: PaymentState;
  event: PaymentEvent;
  actor: PaymentActor;
  facts: PaymentFacts;
  refusal: PaymentRefusal;
}

type Verdict = Result<unknown, PaymentRefusal>;

const amountIsDue = ({ payment: { amountFen }, dueFen }: PaymentFacts): Verdict =>
  amountFen === dueFen ? ok(undefined) : err({ code: "payment.amount-not-due", amountFen, dueFen });

const isConfirmed = ({ payment, confirmation, transactionUsedBy }: PaymentFacts): Verdict =>
  matchConfirmation(payment, confirmation, transactionUsedBy);

const refundIs =
  (extent: (refundedFen: number, amountFen: number) => boolean) =>
  ({ payment: { amountFen }, refundedFen }: PaymentFacts): Verdict =>
    extent(refundedFen, amountFen) ? ok(undefined) : err({ code: "payment.refund-differs", amountFen, refundedFen });

const succeed = { to: "succeeded", actors: ["provider"], guard: isConfirmed } as const;
const refunding = {
  "refund-part": {
    to: "partly-refunded",
    actors: ["cashier", "system"],
    guard: refundIs((refunded, amount) => refunded > 0 && refunded < amount),
  },
  "refund-all": {
    to: "refunded",
    actors: ["cashier", "system"],
    guard: refundIs((refunded, amount) => refunded === amount),
  },
} as const;

/**
 * One attempt to pay an amount with one tender. A provider's success counts whenever it comes, also before we heard
 * that it was asked and after it was given up: the money is there, and an order that is gone gets it refunded.
 */
export const paymentMachine: Machine<Payment> = {
  name: "payment",
  initial: "created",
  final: ["succeeded", "failed", "closed", "refunded"],
  states: {
    created: {
      submit: { to: "pending", guard: amountIsDue },
      record: { to: "succeeded", actors: ["cashier", "system"], guard: amountIsDue },
      succeed,
      close: { to: "closed" },
    },
    pending: {
      succeed,
      fail: { to: "failed", actors: ["provider"] },
      close: { to: "closed" },
    },
    failed: { succeed },
    closed: { succeed },
    succeeded: refunding,
    "partly-refunded": refunding,
    refunded: {},
  },
};
