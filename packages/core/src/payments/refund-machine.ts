import { err, type Machine, type MachineTypes, ok, type Result } from "../kernel/index.js";
import type { Fen } from "../money/index.js";

/** `pending`: sent to the provider, or about to be. `failed` is retried or paid out by other means. */
export type RefundState = "requested" | "pending" | "succeeded" | "failed" | "rejected";

/** `pay-out`: given back at the counter because the provider cannot. */
export type RefundEvent = "approve" | "reject" | "succeed" | "fail" | "retry" | "pay-out";

/** `provider` speaks by a verified callback or an answered query. */
export type RefundActor = "cashier" | "provider" | "system";

/** What the guards of a refund look at. */
export interface RefundFacts {
  readonly amountFen: Fen;
  /** Captured and not yet promised to other refunds. */
  readonly leftFen: Fen;
  /** What the provider says it gave back. */
  readonly providerFen?: Fen;
}

/** Why the guards of a refund refuse. */
export type RefundGuardRefusal =
  | { readonly code: "refund.exceeds-left"; readonly amountFen: Fen; readonly leftFen: Fen }
  | { readonly code: "refund.amount-differs"; readonly expectedFen: Fen; readonly foundFen: Fen | undefined };

/** Vocabulary of the refund. */
export interface Refund extends MachineTypes {
  state: RefundState;
  event: RefundEvent;
  actor: RefundActor;
  facts: RefundFacts;
  refusal: RefundGuardRefusal;
}

type Verdict = Result<unknown, RefundGuardRefusal>;

const isLeft = ({ amountFen, leftFen }: RefundFacts): Verdict =>
  amountFen <= leftFen ? ok(undefined) : err({ code: "refund.exceeds-left", amountFen, leftFen });

const isGivenBack = ({ amountFen, providerFen }: RefundFacts): Verdict =>
  providerFen === amountFen
    ? ok(undefined)
    : err({ code: "refund.amount-differs", expectedFen: amountFen, foundFen: providerFen });

const succeed = { to: "succeeded", actors: ["provider"], guard: isGivenBack } as const;
const payOut = { to: "succeeded", actors: ["cashier", "system"] } as const;

/** One refund into one tender. A success that comes after a failure was reported still counts. */
export const refundMachine: Machine<Refund> = {
  name: "refund",
  initial: "requested",
  final: ["succeeded", "rejected"],
  states: {
    requested: {
      approve: { to: "pending", actors: ["cashier", "system"], guard: isLeft },
      reject: { to: "rejected", actors: ["cashier", "system"] },
    },
    pending: { succeed, fail: { to: "failed", actors: ["provider", "system"] }, "pay-out": payOut },
    failed: { retry: { to: "pending", actors: ["cashier", "system"] }, succeed, "pay-out": payOut },
    succeeded: {},
    rejected: {},
  },
};
