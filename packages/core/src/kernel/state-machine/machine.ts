import type { Result } from "../result.js";

/** The vocabulary of one machine: what it may be in, what may happen, who may do it, what guards read and refuse with. */
export interface MachineTypes {
  state: string;
  event: string;
  actor: string;
  /** What the guards look at, gathered by the caller before the transition. */
  facts: unknown;
  /** Union of the reasons for which the guards refuse. */
  refusal: { readonly code: string };
}

/** Looks at the facts only; a refusal carries the numbers that its message needs. */
export type Guard<M extends MachineTypes> = (facts: M["facts"]) => Result<unknown, M["refusal"]>;

/** One arrow of a machine. Without `actors` everybody may take it. */
export interface Edge<M extends MachineTypes> {
  readonly to: M["state"];
  readonly actors?: readonly M["actor"][];
  readonly guard?: Guard<M>;
}

/** The arrows that leave one state, by event. */
export type Edges<M extends MachineTypes> = { readonly [event in M["event"]]?: Edge<M> };

/** A state machine as one literal table: state → event → edge. */
export interface Machine<M extends MachineTypes> {
  readonly name: string;
  readonly initial: M["state"];
  /** Where a subject may rest for good. Such a state may still have edges (a paid order can be refunded). */
  readonly final: readonly M["state"][];
  readonly states: { readonly [state in M["state"]]: Edges<M> };
}

/** Who acts: the role that edges are checked against, and the id that goes into the timeline. */
export interface MachineActor<M extends MachineTypes> {
  readonly role: M["actor"];
  readonly id: string;
}

/** One line of a subject's history, in the order of `version`. */
export interface TimelineEntry<M extends MachineTypes> {
  readonly from: M["state"];
  readonly to: M["state"];
  readonly event: M["event"];
  /** Milliseconds since 1970, as the caller's clock gave them. */
  readonly at: number;
  readonly actor: MachineActor<M>;
  /** The subject's version after this entry. */
  readonly version: number;
  readonly key: string | null;
  readonly reason: string | null;
}

/** What a machine moves: an order, a task, a record. */
export interface MachineSubject<M extends MachineTypes> {
  readonly state: M["state"];
  /** Counts the transitions so far; 0 when just created. */
  readonly version: number;
  /** Needed only to recognise a repeated idempotency key; the one entry with that key is enough. */
  readonly timeline?: readonly TimelineEntry<M>[];
}
