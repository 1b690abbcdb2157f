import { err, type Machine, type MachineTypes, ok, type Result } from "../kernel/index.js";
import {
  type MoneyFacts,
  type MoneyRefusal,
  nothingKept,
  paidExactly,
  refundedInFull,
  refundedInPart,
} from "./money-facts.js";

/**
 * `waiting`: in the waiting area. `called`: in the queue of a pile. `displaced`: in the fault queue after its pile failed or a
 * recovery pooled the queues. `charged`: no more energy flows, the car still stands there. `departed`: unplugged.
 */
export type ChargingOrderState =
  | "waiting"
  | "called"
  | "charging"
  | "displaced"
  | "charged"
  | "departed"
  | "paid"
  | "partly-refunded"
  | "refunded"
  | "cancelled";

/** `change`: another mode or amount, only while waiting. `stop`: full, at its amount, on request, or leaving after a fault. */
export type ChargingOrderEvent =
  | "change"
  | "call"
  | "start"
  | "displace"
  | "stop"
  | "unplug"
  | "pay"
  | "refund-part"
  | "refund"
  | "cancel";

/** `device` is the daemon speaking for a charger, `system` the dispatch engine, a timer or a provider's callback. */
export type ChargingOrderActor = "customer" | "operator" | "device" | "system";

/** What the guards of a charging order look at. */
export interface ChargingOrderFacts extends MoneyFacts {
  /** Energy that has flowed in all parts of this charge so far, in watt-hours. */
  readonly energyWh: number;
  /** True while an occupancy fee may still grow because the car stands at the pile. */
  readonly occupancyRunning: boolean;
}

/** Why the guards of a charging order refuse. */
export type ChargingOrderRefusal =
  | MoneyRefusal
  | { readonly code: "order.energy-to-bill"; readonly energyWh: number }
  | { readonly code: "order.nothing-charged" }
  | { readonly code: "order.occupancy-running" };

/** Vocabulary of the charging order. */
export interface ChargingOrder extends MachineTypes {
  state: ChargingOrderState;
  event: ChargingOrderEvent;
  actor: ChargingOrderActor;
  facts: ChargingOrderFacts;
  refusal: ChargingOrderRefusal;
}

type Verdict = Result<unknown, ChargingOrderRefusal>;

const nothingFlowed = (facts: ChargingOrderFacts): Verdict =>
  facts.energyWh > 0 ? err({ code: "order.energy-to-bill", energyWh: facts.energyWh }) : nothingKept(facts);

const somethingFlowed = ({ energyWh }: ChargingOrderFacts): Verdict =>
  energyWh > 0 ? ok(undefined) : err({ code: "order.nothing-charged" });

const finalAndPaid = (facts: ChargingOrderFacts): Verdict =>
  facts.occupancyRunning ? err({ code: "order.occupancy-running" }) : paidExactly(facts);

const stop = { to: "charged", guard: somethingFlowed } as const;
const cancel = { to: "cancelled", guard: nothingFlowed, actors: ["customer", "operator", "system"] } as const;
const pay = { to: "paid", guard: finalAndPaid, actors: ["customer", "operator", "system"] } as const;

/** The order of a charge: queue number, pile, energy, bill. A car that never charged has no bill: it can only be cancelled. */
export const chargingOrderMachine: Machine<ChargingOrder> = {
  name: "charging-order",
  initial: "waiting",
  final: ["paid", "partly-refunded", "refunded", "cancelled"],
  states: {
    waiting: {
      change: { to: "waiting", actors: ["customer", "operator"] },
      call: { to: "called", actors: ["system"] },
      cancel,
    },
    called: {
      start: { to: "charging", actors: ["device", "system"] },
      displace: { to: "displaced", actors: ["system"] },
      stop,
      cancel,
    },
    charging: {
      stop,
      displace: { to: "displaced", actors: ["system"] },
      cancel,
    },
    displaced: {
      call: { to: "called", actors: ["system"] },
      stop,
      cancel,
    },
    charged: {
      unplug: { to: "departed", actors: ["device", "operator", "system"] },
      pay,
    },
    departed: { pay },
    paid: {
      "refund-part": { to: "partly-refunded", guard: refundedInPart, actors: ["operator", "system"] },
      refund: { to: "refunded", guard: refundedInFull, actors: ["operator", "system"] },
    },
    "partly-refunded": {
      "refund-part": { to: "partly-refunded", guard: refundedInPart, actors: ["operator", "system"] },
      refund: { to: "refunded", guard: refundedInFull, actors: ["operator", "system"] },
    },
    refunded: {},
    cancelled: {},
  },
};
