import { err, type Machine, type MachineTypes, ok, type Result } from "../kernel/index.js";
import { type MoneyFacts, type MoneyRefusal, paidExactly } from "./money-facts.js";

/** The names of the timeline. Whether money went back is the payment's state: a refunded order is cancelled or completed. */
export type TakeoutOrderState =
  | "created"
  | "paid"
  | "accepted"
  | "cooking"
  | "ready"
  | "delivering"
  | "completed"
  | "cancelled";

/** `ready`: packed, waits for the rider or the customer. `dispatch`: the rider has picked it up. */
export type TakeoutOrderEvent = "pay" | "accept" | "cook" | "ready" | "dispatch" | "complete" | "cancel";

/** `system` is a timer, the delivery task or a provider's callback. */
export type TakeoutOrderActor = "customer" | "merchant" | "rider" | "system";

/** What the guards of a takeout order look at. */
export interface TakeoutOrderFacts extends MoneyFacts {
  /** `none`: the customer comes himself; `open`: no rider has it yet; `under-way`: a rider has it. */
  readonly delivery: "none" | "open" | "under-way" | "delivered";
}

/** Why the guards of a takeout order refuse. */
export type TakeoutOrderRefusal =
  | MoneyRefusal
  | { readonly code: "order.delivery-under-way" }
  | { readonly code: "order.not-for-delivery" };

/** Vocabulary of the takeout order. */
export interface TakeoutOrder extends MachineTypes {
  state: TakeoutOrderState;
  event: TakeoutOrderEvent;
  actor: TakeoutOrderActor;
  facts: TakeoutOrderFacts;
  refusal: TakeoutOrderRefusal;
}

type Verdict = Result<unknown, TakeoutOrderRefusal>;

const noRiderOnTheWay = ({ delivery }: TakeoutOrderFacts): Verdict =>
  delivery === "under-way" ? err({ code: "order.delivery-under-way" }) : ok(undefined);

const hasRider = ({ delivery }: TakeoutOrderFacts): Verdict =>
  delivery === "none" ? err({ code: "order.not-for-delivery" }) : ok(undefined);

// A shop that delivers itself completes an order without a rider ever having it.
const complete = { to: "completed", guard: noRiderOnTheWay, actors: ["customer", "merchant", "system"] } as const;
const dispatch = { to: "delivering", guard: hasRider, actors: ["rider", "merchant", "system"] } as const;
const withdraw = { to: "cancelled", guard: noRiderOnTheWay, actors: ["merchant", "system"] } as const;

/** The order of a meal. Up to acceptance the customer may cancel, from then on only the shop or the platform. */
export const takeoutOrderMachine: Machine<TakeoutOrder> = {
  name: "takeout-order",
  initial: "created",
  final: ["completed", "cancelled"],
  states: {
    created: {
      pay: { to: "paid", guard: paidExactly, actors: ["customer", "system"] },
      cancel: { to: "cancelled", actors: ["customer", "merchant", "system"] },
    },
    paid: {
      accept: { to: "accepted", actors: ["merchant", "system"] },
      cancel: { to: "cancelled", actors: ["customer", "merchant", "system"] },
    },
    accepted: {
      cook: { to: "cooking", actors: ["merchant"] },
      cancel: withdraw,
    },
    cooking: {
      ready: { to: "ready", actors: ["merchant"] },
      dispatch,
      complete,
      cancel: withdraw,
    },
    ready: { dispatch, complete, cancel: withdraw },
    delivering: {
      complete,
      cancel: { to: "cancelled", actors: ["system"] },
    },
    completed: {},
    cancelled: {},
  },
};
