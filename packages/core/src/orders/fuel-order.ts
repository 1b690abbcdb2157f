import { err, type Machine, type MachineTypes, ok, type Result } from "../kernel/index.js";
import type { Rate } from "../quantity/index.js";
import {
  type MoneyFacts,
  type MoneyRefusal,
  nothingKept,
  paidExactly,
  refundedInFull,
  refundedInPart,
} from "./money-facts.js";

/**
 * `authorised`: the pump is released for this order and nothing has flowed yet. `completed`: measured, so the final amount
 * is known; an unpaid completed order is a debt. Prepayment is no state of its own: it is money kept before the release.
 */
export type FuelOrderState =
  | "created"
  | "authorised"
  | "fuelling"
  | "completed"
  | "paid"
  | "partly-refunded"
  | "refunded"
  | "cancelled";

/**
 * `release`: the authorisation ran out or was withdrawn before anything flowed. `attach-sale`: a sale that the pump made without
 * this order (manual mode, found after a restart) is attributed to it.
 */
export type FuelOrderEvent =
  | "prepay"
  | "authorise"
  | "release"
  | "start"
  | "complete"
  | "attach-sale"
  | "pay"
  | "refund-part"
  | "refund"
  | "cancel";

/** `device` is the daemon speaking for a pump, `system` a timer or a provider's callback. */
export type FuelOrderActor = "customer" | "attendant" | "cashier" | "manager" | "device" | "system";

/** What the guards of a fuel order look at. */
export interface FuelOrderFacts extends MoneyFacts {
  /** What must be kept before the pump is released, in fen; 0 where the station lets its customers pay afterwards. */
  readonly prepaymentFen: number;
  /** The price frozen in the order, per litre. */
  readonly unitPrice: Rate;
  /** The price that the pump itself confirmed; null where no pump is connected to the station's daemon. */
  readonly pumpUnitPrice: Rate | null;
  /** The sale as the pump's display shows it; null before it is known. */
  readonly measured: { readonly volumeMl: number; readonly amountFen: number } | null;
}

/** Why the guards of a fuel order refuse. */
export type FuelOrderRefusal =
  | MoneyRefusal
  | { readonly code: "order.prepayment-missing"; readonly prepaymentFen: number; readonly keptFen: number }
  | { readonly code: "order.pump-price-differs"; readonly unitPrice: Rate; readonly pumpUnitPrice: Rate }
  | { readonly code: "order.not-measured" }
  | { readonly code: "order.fuel-dispensed"; readonly volumeMl: number; readonly amountFen: number };

/** Vocabulary of the fuel order. */
export interface FuelOrder extends MachineTypes {
  state: FuelOrderState;
  event: FuelOrderEvent;
  actor: FuelOrderActor;
  facts: FuelOrderFacts;
  refusal: FuelOrderRefusal;
}

type Verdict = Result<unknown, FuelOrderRefusal>;

const prepaid = ({ prepaymentFen, keptFen }: FuelOrderFacts): Verdict =>
  keptFen >= prepaymentFen ? ok(undefined) : err({ code: "order.prepayment-missing", prepaymentFen, keptFen });

const mayRelease = (facts: FuelOrderFacts): Verdict => {
  const { unitPrice, pumpUnitPrice } = facts;
  if (pumpUnitPrice !== null && pumpUnitPrice !== unitPrice) {
    return err({ code: "order.pump-price-differs", unitPrice, pumpUnitPrice });
  }
  return prepaid(facts);
};

const isMeasured = ({ measured }: FuelOrderFacts): Verdict =>
  measured === null ? err({ code: "order.not-measured" }) : ok(undefined);

const nothingDispensed = (facts: FuelOrderFacts): Verdict => {
  const { measured } = facts;
  if (measured === null) return err({ code: "order.not-measured" });
  if (measured.volumeMl > 0 || measured.amountFen > 0) return err({ code: "order.fuel-dispensed", ...measured });
  return nothingKept(facts);
};

const staff = ["attendant", "cashier", "manager"] as const;

/** The order of a fill, from the counter or the app to the receipt. A zero-volume sale is completed, then cancelled. */
export const fuelOrderMachine: Machine<FuelOrder> = {
  name: "fuel-order",
  initial: "created",
  final: ["paid", "partly-refunded", "refunded", "cancelled"],
  states: {
    created: {
      prepay: { to: "created", guard: prepaid },
      authorise: { to: "authorised", guard: mayRelease, actors: ["customer", ...staff, "system"] },
      "attach-sale": { to: "completed", guard: isMeasured, actors: [...staff, "system"] },
      cancel: { to: "cancelled", guard: nothingKept, actors: ["customer", ...staff, "system"] },
    },
    authorised: {
      start: { to: "fuelling", actors: ["device", "attendant"] },
      // The news of the start can be lost; that of the sale cannot.
      complete: { to: "completed", guard: isMeasured, actors: ["device", "system", "attendant", "manager"] },
      release: { to: "created", actors: ["device", "system", "customer", ...staff] },
    },
    fuelling: {
      complete: { to: "completed", guard: isMeasured, actors: ["device", "system", "attendant", "manager"] },
    },
    completed: {
      pay: { to: "paid", guard: paidExactly, actors: ["customer", "cashier", "manager", "system"] },
      cancel: { to: "cancelled", guard: nothingDispensed, actors: [...staff, "system"] },
    },
    paid: {
      "refund-part": { to: "partly-refunded", guard: refundedInPart, actors: ["manager", "system"] },
      refund: { to: "refunded", guard: refundedInFull, actors: ["manager", "system"] },
    },
    "partly-refunded": {
      "refund-part": { to: "partly-refunded", guard: refundedInPart, actors: ["manager", "system"] },
      refund: { to: "refunded", guard: refundedInFull, actors: ["manager", "system"] },
    },
    refunded: {},
    cancelled: {},
  },
};
