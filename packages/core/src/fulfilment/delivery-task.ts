import { err, type Machine, type MachineTypes, ok, type Result } from "../kernel/index.js";

/** `failed`: the rider could not hand it over; the meal goes back to the shop. */
export type DeliveryTaskState =
  | "pending"
  | "assigned"
  | "accepted"
  | "picked-up"
  | "delivered"
  | "failed"
  | "cancelled";

/** `decline`: the rider gives it back before he has the meal. */
export type DeliveryTaskEvent = "assign" | "accept" | "decline" | "pick-up" | "deliver" | "fail" | "cancel";

/** `system` is the platform: its dispatcher, a timer, the order. */
export type DeliveryTaskActor = "rider" | "merchant" | "customer" | "system";

/** What the guards of a delivery task look at. */
export interface DeliveryTaskFacts {
  /** The order's state allows the meal to be taken away. */
  readonly mealReady: boolean;
  /** Whether the code that the customer told the rider is the order's; true where none is used. */
  readonly codeMatches: boolean;
}

/** Why the guards of a delivery task refuse. */
export type DeliveryTaskRefusal =
  | { readonly code: "delivery.meal-not-ready" }
  | { readonly code: "delivery.code-differs" };

/** Vocabulary of the delivery task. */
export interface DeliveryTask extends MachineTypes {
  state: DeliveryTaskState;
  event: DeliveryTaskEvent;
  actor: DeliveryTaskActor;
  facts: DeliveryTaskFacts;
  refusal: DeliveryTaskRefusal;
}

type Verdict = Result<unknown, DeliveryTaskRefusal>;

const mealReady = (facts: DeliveryTaskFacts): Verdict =>
  facts.mealReady ? ok(undefined) : err({ code: "delivery.meal-not-ready" });

const codeMatches = (facts: DeliveryTaskFacts): Verdict =>
  facts.codeMatches ? ok(undefined) : err({ code: "delivery.code-differs" });

const assign = { to: "assigned", actors: ["merchant", "system"] } as const;
const decline = { to: "pending", actors: ["rider", "merchant", "system"] } as const;
const cancel = { to: "cancelled", actors: ["merchant", "system"] } as const;

/** A rider's task: to take one order from the shop to the customer. */
export const deliveryTaskMachine: Machine<DeliveryTask> = {
  name: "delivery-task",
  initial: "pending",
  final: ["delivered", "failed", "cancelled"],
  states: {
    pending: { assign, cancel },
    // Assigned again: another rider is asked without waiting for the first.
    assigned: { accept: { to: "accepted", actors: ["rider"] }, assign, decline, cancel },
    accepted: { "pick-up": { to: "picked-up", guard: mealReady, actors: ["rider"] }, decline, cancel },
    "picked-up": {
      deliver: { to: "delivered", guard: codeMatches, actors: ["rider", "system"] },
      fail: { to: "failed", actors: ["rider", "system"] },
    },
    delivered: {},
    failed: {},
    cancelled: {},
  },
};
