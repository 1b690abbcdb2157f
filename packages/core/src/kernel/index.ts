export type { Clock, EpochMs, Ids } from "./ports.js";
export {
  addRational,
  compareRational,
  divideRational,
  floorRational,
  formatRational,
  multiplyRational,
  parseRational,
  type Rational,
  rational,
  roundRational,
  subtractRational,
} from "./rational.js";
export { err, ok, type Result, unwrap } from "./result.js";
export { parseScaledClock } from "./scaled-clock.js";
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
export { isTimeZone, type ZoneOffsetSpan, zoneOffsetMs, zoneOffsetSpan } from "./zone-offset.js";
export {
  instantOf,
  type LocalParts,
  type LocalTime,
  localDate,
  localParts,
  localWeekday,
  startOfLocalDay,
  zonedIso,
} from "./zoned-time.js";
