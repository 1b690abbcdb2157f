import type { EpochMs } from "../ports.js";
import { err, ok, type Result } from "../result.js";
import type { Edge, Machine, MachineActor, MachineSubject, MachineTypes, TimelineEntry } from "./machine.js";

/** Everything a transition must be told, as it reads no clock and keeps nothing. */
export interface TransitionContext<M extends MachineTypes> {
  readonly at: EpochMs;
  readonly actor: MachineActor<M>;
  readonly facts: M["facts"];
  /** Refuse when the subject has moved on since the caller saw it. */
  readonly expectedVersion?: number;
  /** Idempotency key of the request: the same key and event again change nothing. */
  readonly key?: string;
  /** Free text for the timeline: why it was cancelled, refunded, rejected. */
  readonly reason?: string;
}

/** The new state with the timeline entry to be stored beside it. */
export interface Transition<M extends MachineTypes> {
  readonly state: M["state"];
  readonly version: number;
  readonly entry: TimelineEntry<M>;
  /** True when this key was applied before: state and version are unchanged, `entry` is the earlier one. */
  readonly repeated: boolean;
}

/** Why a transition was refused: by the table, or by the guard of the edge. */
export type TransitionError<M extends MachineTypes> =
  | M["refusal"]
  | {
      readonly code: "transition.event-not-allowed";
      readonly event: M["event"];
      readonly state: M["state"];
      readonly allowed: readonly M["event"][];
    }
  | {
      readonly code: "transition.actor-not-allowed";
      readonly event: M["event"];
      readonly actor: M["actor"];
      readonly allowed: readonly M["actor"][];
    }
  | { readonly code: "transition.version-conflict"; readonly expected: number; readonly actual: number }
  | { readonly code: "transition.key-reused"; readonly key: string; readonly event: M["event"] };

/**
 * Moves a subject along one edge of its machine. Nothing is changed in place: store `state`, `version` and `entry`
 * together, under the condition that the stored version is still the one before.
 */
export const transition = <M extends MachineTypes>(
  machine: Machine<M>,
  subject: MachineSubject<M>,
  event: M["event"],
  context: TransitionContext<M>,
): Result<Transition<M>, TransitionError<M>> => {
  const { at, actor, key, expectedVersion } = context;
  const { state, version } = subject;

  const earlier = key === undefined ? undefined : subject.timeline?.find((entry) => entry.key === key);
  if (earlier !== undefined) {
    if (earlier.event !== event)
      return err({ code: "transition.key-reused", key: key as string, event: earlier.event });
    return ok({ state, version, entry: earlier, repeated: true });
  }
  if (expectedVersion !== undefined && expectedVersion !== version) {
    return err({ code: "transition.version-conflict", expected: expectedVersion, actual: version });
  }

  const edge: Edge<M> | undefined = machine.states[state][event];
  if (edge?.to === undefined) {
    return err({ code: "transition.event-not-allowed", event, state, allowed: eventsOf(machine, state) });
  }
  if (edge.actors !== undefined && !edge.actors.includes(actor.role)) {
    return err({ code: "transition.actor-not-allowed", event, actor: actor.role, allowed: edge.actors });
  }
  if (edge.guard !== undefined) {
    const verdict = edge.guard(context.facts);
    if (!verdict.ok) return verdict;
  }

  const next = version + 1;
  const entry: TimelineEntry<M> = {
    from: state,
    to: edge.to,
    event,
    at,
    actor,
    version: next,
    key: key ?? null,
    reason: context.reason ?? null,
  };
  return ok({ state: edge.to, version: next, entry, repeated: false });
};

const eventsOf = <M extends MachineTypes>(machine: Machine<M>, state: M["state"]) =>
  Object.keys(machine.states[state]) as M["event"][];

/**
 * What this role may do now, in the order of the table: the buttons to show. With `facts` the guards are asked too,
 * without them only the table.
 */
export const allowedEvents = <M extends MachineTypes>(
  machine: Machine<M>,
  subject: Pick<MachineSubject<M>, "state">,
  role: M["actor"],
  facts?: M["facts"],
): M["event"][] =>
  eventsOf(machine, subject.state).filter((event) => {
    const edge: Edge<M> | undefined = machine.states[subject.state][event];
    if (edge === undefined || (edge.actors !== undefined && !edge.actors.includes(role))) return false;
    return facts === undefined || edge.guard === undefined || edge.guard(facts).ok;
  });

/** The event that leads from one state to another, for wires that name the target ("set status to 2"). */
export const eventTo = <M extends MachineTypes>(
  machine: Machine<M>,
  from: M["state"],
  to: M["state"],
): M["event"] | undefined => eventsOf(machine, from).find((event) => machine.states[from][event]?.to === to);
