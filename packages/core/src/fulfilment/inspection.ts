import { err, type Machine, type MachineTypes, ok, type Result } from "../kernel/index.js";

/** `contested`: the other party does not agree and another inspection decides. */
export type InspectionState = "planned" | "recorded" | "contested" | "passed" | "failed";

/** `record`: the counts are entered, also over those of a contested one. */
export type InspectionEvent = "record" | "contest" | "pass" | "fail";

/** `inspector` counts and weighs, `party` is client or supplier. */
export type InspectionActor = "inspector" | "party" | "admin";

/** What the guards of an inspection look at: the counts in head. */
export interface InspectionFacts {
  readonly totalHead: number;
  readonly qualifiedHead: number;
  readonly unqualifiedHead: number;
  /** Among the unqualified. */
  readonly sickHead: number;
  readonly deadHead: number;
}

/** Why the guards of an inspection refuse. */
export type InspectionRefusal =
  | { readonly code: "inspection.nothing-inspected" }
  | { readonly code: "inspection.counts-differ"; readonly totalHead: number; readonly countedHead: number }
  | {
      readonly code: "inspection.too-many-defects";
      readonly unqualifiedHead: number;
      readonly sickOrDeadHead: number;
    };

/** Vocabulary of the inspection. */
export interface Inspection extends MachineTypes {
  state: InspectionState;
  event: InspectionEvent;
  actor: InspectionActor;
  facts: InspectionFacts;
  refusal: InspectionRefusal;
}

const countsAgree = (facts: InspectionFacts): Result<unknown, InspectionRefusal> => {
  const { totalHead, qualifiedHead, unqualifiedHead, sickHead, deadHead } = facts;
  if (totalHead <= 0) return err({ code: "inspection.nothing-inspected" });
  const countedHead = qualifiedHead + unqualifiedHead;
  if (countedHead !== totalHead) return err({ code: "inspection.counts-differ", totalHead, countedHead });
  const sickOrDeadHead = sickHead + deadHead;
  return sickOrDeadHead <= unqualifiedHead
    ? ok(undefined)
    : err({ code: "inspection.too-many-defects", unqualifiedHead, sickOrDeadHead });
};

const record = { to: "recorded", guard: countsAgree } as const;

/** A quality inspection of a lot, before loading or after delivery. */
export const inspectionMachine: Machine<Inspection> = {
  name: "inspection",
  initial: "planned",
  final: ["passed", "failed"],
  states: {
    planned: { record },
    recorded: {
      pass: { to: "passed" },
      fail: { to: "failed" },
      contest: { to: "contested", actors: ["party", "admin"] },
    },
    contested: { record },
    passed: {},
    failed: { contest: { to: "contested", actors: ["party", "admin"] } },
  },
};
