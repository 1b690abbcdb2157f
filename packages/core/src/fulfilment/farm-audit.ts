import { err, type Machine, type MachineTypes, ok, type Result } from "../kernel/index.js";

/** A farm trades only while it is `approved`. */
export type FarmAuditState = "pending" | "approved" | "rejected" | "suspended";

/** `resubmit`: the farmer has corrected what was rejected. */
export type FarmAuditEvent = "approve" | "reject" | "resubmit" | "suspend" | "reinstate";

/** The farm's owner and the platform's staff. */
export type FarmAuditActor = "farmer" | "admin";

/** What the guards of a farm audit look at. */
export interface FarmAuditFacts {
  /** The auditor's words. */
  readonly notes: string;
}

/** Why the guards of a farm audit refuse: whoever is turned away is told why. */
export type FarmAuditRefusal = { readonly code: "farm.notes-missing" };

/** Vocabulary of the farm audit. */
export interface FarmAudit extends MachineTypes {
  state: FarmAuditState;
  event: FarmAuditEvent;
  actor: FarmAuditActor;
  facts: FarmAuditFacts;
  refusal: FarmAuditRefusal;
}

const hasNotes = ({ notes }: FarmAuditFacts): Result<unknown, FarmAuditRefusal> =>
  notes.trim() === "" ? err({ code: "farm.notes-missing" }) : ok(undefined);

const approve = { to: "approved", actors: ["admin"] } as const;
const reject = { to: "rejected", guard: hasNotes, actors: ["admin"] } as const;

/** The platform's audit of a farm. */
export const farmAuditMachine: Machine<FarmAudit> = {
  name: "farm-audit",
  initial: "pending",
  final: ["approved", "rejected", "suspended"],
  states: {
    pending: { approve, reject },
    approved: { suspend: { to: "suspended", guard: hasNotes, actors: ["admin"] } },
    rejected: { resubmit: { to: "pending", actors: ["farmer", "admin"] }, approve },
    suspended: { reinstate: approve, reject },
  },
};

/** Numbers of a farm on the wire: the livestock document audits with 1 for approved; the rest continue it. */
export const farmStatus = {
  pending: 0,
  approved: 1,
  rejected: 2,
  suspended: 3,
} as const satisfies Record<FarmAuditState, number>;
