export { checkMachine, type MachineCheck } from "./check-machine.js";
export type {
  Edge,
  Edges,
  Guard,
  Machine,
  MachineActor,
  MachineSubject,
  MachineTypes,
  TimelineEntry,
} from "./machine.js";
export { toMermaid } from "./to-mermaid.js";
export {
  allowedEvents,
  eventTo,
  type Transition,
  type TransitionContext,
  type TransitionError,
  transition,
} from "./transition.js";
