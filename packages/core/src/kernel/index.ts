export type { Clock, EpochMs, Ids } from "./ports.js";
export { err, ok, type Result, unwrap } from "./result.js";
export {
  allowedEvents,
  checkMachine,
  type Edge,
  type Edges,
  eventTo,
  type Guard,
  type Machine,
  type MachineActor,
  type MachineCheck,
  type MachineSubject,
  type MachineTypes,
  type TimelineEntry,
  type Transition,
  type TransitionContext,
  type TransitionError,
  toMermaid,
  transition,
} from "./state-machine/index.js";
