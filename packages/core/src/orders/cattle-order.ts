import { err, type Machine, type MachineTypes, ok, type Result } from "../kernel/index.js";
import type { MoneyRefusal } from "./money-facts.js";

/** `accepted`: inspected and weighed, so the final amount is known. `rejected`: the lot went back. */
export type CattleOrderState =
  | "draft"
  | "pending"
  | "confirmed"
  | "transporting"
  | "delivered"
  | "accepted"
  | "completed"
  | "rejected"
  | "cancelled";

/** `return`: the supplier sends it back to be changed. `settle`: the statement is paid. */
export type CattleOrderEvent =
  | "submit"
  | "return"
  | "confirm"
  | "depart"
  | "arrive"
  | "accept"
  | "reject"
  | "settle"
  | "cancel";

/** `system` is a transport event, a timer or a provider's callback. */
export type CattleOrderActor = "client" | "supplier" | "trader" | "driver" | "admin" | "system";

/** What the guards of a cattle order look at. */
export interface CattleOrderFacts {
  /** What must be kept before the lot may depart, in fen; 0 without a deposit. */
  readonly depositFen: number;
  /** Captured minus given back, in fen. */
  readonly keptFen: number;
  /** What the cancelling party's deposit forfeits, in fen; 0 where everything goes back. */
  readonly forfeitFen: number;
  /** The final amount of the settlement statement, in fen; null before there is one. */
  readonly finalFen: number | null;
  /** Net weight of the lot on the weighbridge, in grams; null before it was weighed. */
  readonly actualWeightG: number | null;
  /** Price by kilogram needs the weighbridge, price by head does not. */
  readonly priceType: "per_kg" | "per_head";
  /** The latest inspection after delivery; null before there is one. */
  readonly inspectionPassed: boolean | null;
}

/** Why the guards of a cattle order refuse. */
export type CattleOrderRefusal =
  | MoneyRefusal
  | { readonly code: "order.deposit-missing"; readonly depositFen: number; readonly keptFen: number }
  | { readonly code: "order.not-weighed" }
  | { readonly code: "order.inspection-failed" }
  | { readonly code: "order.inspection-missing" }
  | { readonly code: "order.inspection-passed" }
  | { readonly code: "order.settlement-missing" }
  | { readonly code: "order.settlement-unpaid"; readonly finalFen: number; readonly keptFen: number };

/** Vocabulary of the cattle order. */
export interface CattleOrder extends MachineTypes {
  state: CattleOrderState;
  event: CattleOrderEvent;
  actor: CattleOrderActor;
  facts: CattleOrderFacts;
  refusal: CattleOrderRefusal;
}

type Verdict = Result<unknown, CattleOrderRefusal>;

const depositKept = ({ depositFen, keptFen }: CattleOrderFacts): Verdict =>
  keptFen >= depositFen ? ok(undefined) : err({ code: "order.deposit-missing", depositFen, keptFen });

const fitToAccept = ({ inspectionPassed, actualWeightG, priceType }: CattleOrderFacts): Verdict => {
  if (inspectionPassed === false) return err({ code: "order.inspection-failed" });
  if (priceType === "per_kg" && actualWeightG === null) return err({ code: "order.not-weighed" });
  return ok(undefined);
};

const inspectedAndFailed = ({ inspectionPassed }: CattleOrderFacts): Verdict => {
  if (inspectionPassed === null) return err({ code: "order.inspection-missing" });
  return inspectionPassed ? err({ code: "order.inspection-passed" }) : ok(undefined);
};

// What is paid beyond the final amount is the buyer's credit, not a reason to hold the order open.
const settled = ({ finalFen, keptFen }: CattleOrderFacts): Verdict => {
  if (finalFen === null) return err({ code: "order.settlement-missing" });
  return keptFen >= finalFen ? ok(undefined) : err({ code: "order.settlement-unpaid", finalFen, keptFen });
};

const onlyForfeitKept = ({ keptFen, forfeitFen }: CattleOrderFacts): Verdict =>
  keptFen <= forfeitFen ? ok(undefined) : err({ code: "order.refund-first", keptFen: keptFen - forfeitFen });

const cancel = {
  to: "cancelled",
  guard: onlyForfeitKept,
  actors: ["client", "supplier", "trader", "admin", "system"],
} as const;

/** The order of a lot of cattle, from the draft over weighbridge and inspection to the settled statement. */
export const cattleOrderMachine: Machine<CattleOrder> = {
  name: "cattle-order",
  initial: "draft",
  final: ["completed", "rejected", "cancelled"],
  states: {
    draft: {
      submit: { to: "pending", actors: ["client", "trader", "admin"] },
      cancel,
    },
    pending: {
      confirm: { to: "confirmed", actors: ["supplier", "trader", "admin"] },
      return: { to: "draft", actors: ["supplier", "trader", "admin"] },
      cancel,
    },
    confirmed: {
      depart: { to: "transporting", guard: depositKept, actors: ["driver", "supplier", "trader", "admin", "system"] },
      cancel,
    },
    transporting: {
      arrive: { to: "delivered", actors: ["driver", "client", "trader", "admin", "system"] },
    },
    delivered: {
      accept: { to: "accepted", guard: fitToAccept, actors: ["client", "trader", "admin"] },
      reject: { to: "rejected", guard: inspectedAndFailed, actors: ["client", "trader", "admin"] },
    },
    accepted: {
      settle: { to: "completed", guard: settled, actors: ["client", "trader", "admin", "system"] },
    },
    completed: {},
    rejected: {},
    cancelled: {},
  },
};
