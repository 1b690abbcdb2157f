import { err, type Machine, type MachineTypes, ok, type Result } from "../kernel/index.js";
import { type MoneyFacts, type MoneyRefusal, nothingKept } from "./money-facts.js";

/** Whether it is paid or refunded is the payment's state; a whole refund cancels the order, a partial one leaves it. */
export type LivestockOrderState = "pending" | "confirmed" | "shipped" | "delivered" | "completed" | "cancelled";

/** `approve` and `reject` are the audit; `refund` is the whole amount given back. */
export type LivestockOrderEvent = "approve" | "reject" | "ship" | "deliver" | "complete" | "refund" | "cancel";

/** `system` is a timer, a carrier's message or a provider's callback. */
export type LivestockOrderActor = "buyer" | "seller" | "admin" | "system";

/** What the guards of a livestock order look at. */
export interface LivestockOrderFacts extends MoneyFacts {
  /** The buyer pays when the animals are handed over. */
  readonly payOnDelivery: boolean;
}

/** Why the guards of a livestock order refuse. */
export type LivestockOrderRefusal =
  | MoneyRefusal
  | { readonly code: "order.not-paid"; readonly dueFen: number; readonly keptFen: number };

/** Vocabulary of the livestock order. */
export interface LivestockOrder extends MachineTypes {
  state: LivestockOrderState;
  event: LivestockOrderEvent;
  actor: LivestockOrderActor;
  facts: LivestockOrderFacts;
  refusal: LivestockOrderRefusal;
}

type Verdict = Result<unknown, LivestockOrderRefusal>;

const isPaid = ({ dueFen, keptFen }: LivestockOrderFacts): Verdict =>
  keptFen >= dueFen ? ok(undefined) : err({ code: "order.not-paid", dueFen, keptFen });

const paidOrOnDelivery = (facts: LivestockOrderFacts): Verdict => (facts.payOnDelivery ? ok(undefined) : isPaid(facts));

const refund = { to: "cancelled", guard: nothingKept, actors: ["admin", "system"] } as const;
const cancel = { to: "cancelled", guard: nothingKept, actors: ["buyer", "seller", "admin", "system"] } as const;

/** The order of animals or goods of a farm. */
export const livestockOrderMachine: Machine<LivestockOrder> = {
  name: "livestock-order",
  initial: "pending",
  final: ["completed", "cancelled"],
  states: {
    pending: {
      approve: { to: "confirmed", actors: ["admin", "seller"] },
      reject: { to: "cancelled", guard: nothingKept, actors: ["admin", "seller"] },
      refund,
      cancel,
    },
    confirmed: {
      ship: { to: "shipped", guard: paidOrOnDelivery, actors: ["seller", "admin"] },
      refund,
      cancel,
    },
    shipped: {
      deliver: { to: "delivered", actors: ["buyer", "seller", "admin", "system"] },
      refund,
    },
    delivered: {
      complete: { to: "completed", guard: isPaid, actors: ["buyer", "admin", "system"] },
      refund,
    },
    completed: { refund },
    cancelled: {},
  },
};
