import { err, type Machine, type MachineTypes, ok, type Result } from "../kernel/index.js";

/** `started`: the pump is released. `aborted`: nothing flowed. `interrupted`: contact was lost, the sale will be told later. */
export type RefuelRecordState = "started" | "fuelling" | "interrupted" | "ended" | "aborted";

/** `flow`: the first litres are seen. `lose`: pump or daemon no longer answers. */
export type RefuelRecordEvent = "flow" | "lose" | "end" | "abort";

/** `device` is the daemon speaking for a pump. */
export type RefuelRecordActor = "attendant" | "device" | "system";

/** What the guards of a refuel record look at. */
export interface RefuelRecordFacts {
  /** What the pump's display shows, in millilitres; null before it is known. */
  readonly volumeMl: number | null;
}

/** Why the guards of a refuel record refuse. */
export type RefuelRecordRefusal =
  | { readonly code: "refuel.not-measured" }
  | { readonly code: "refuel.fuel-dispensed"; readonly volumeMl: number };

/** Vocabulary of the refuel record. */
export interface RefuelRecord extends MachineTypes {
  state: RefuelRecordState;
  event: RefuelRecordEvent;
  actor: RefuelRecordActor;
  facts: RefuelRecordFacts;
  refusal: RefuelRecordRefusal;
}

type Verdict = Result<unknown, RefuelRecordRefusal>;

const isMeasured = ({ volumeMl }: RefuelRecordFacts): Verdict =>
  volumeMl === null ? err({ code: "refuel.not-measured" }) : ok(undefined);

const nothingSeen = ({ volumeMl }: RefuelRecordFacts): Verdict =>
  volumeMl !== null && volumeMl > 0 ? err({ code: "refuel.fuel-dispensed", volumeMl }) : ok(undefined);

const knownToBeNothing = (facts: RefuelRecordFacts): Verdict =>
  facts.volumeMl === null ? err({ code: "refuel.not-measured" }) : nothingSeen(facts);

const end = { to: "ended", guard: isMeasured } as const;

/** One use of a nozzle for an order. Lost contact ends nothing: only the pump's own figure or a reader of its display does. */
export const refuelRecordMachine: Machine<RefuelRecord> = {
  name: "refuel-record",
  initial: "started",
  final: ["ended", "aborted"],
  states: {
    started: {
      flow: { to: "fuelling" },
      lose: { to: "interrupted" },
      end,
      abort: { to: "aborted", guard: nothingSeen },
    },
    fuelling: { lose: { to: "interrupted" }, end },
    interrupted: { flow: { to: "fuelling" }, end, abort: { to: "aborted", guard: knownToBeNothing } },
    ended: {},
    aborted: {},
  },
};

/** Numbers of the refuel record on the wire: the fuel document ends a record with 1; the rest continue it. */
export const refuelRecordStatus = {
  started: 0,
  fuelling: 0,
  ended: 1,
  aborted: 2,
  interrupted: 3,
} as const satisfies Record<RefuelRecordState, number>;
