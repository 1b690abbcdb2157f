import {
  addRational,
  compareRational,
  err,
  multiplyRational,
  ok,
  type Rational,
  type Result,
  rational,
  subtractRational,
} from "../kernel/index.js";
import { leaveStation, startCharge } from "./charge.js";
import type { ChargingRejection } from "./rejection.js";
import { finishVisit } from "./requests.js";
import type { CarEvent, MeterEvent, PluggedInEvent } from "./station-event.js";
import { type Charge, nowOf, type Reading, type StationState, type Visit } from "./station-state.js";

type Outcome = Result<null, ChargingRejection>;
type ReportedEvent = MeterEvent | PluggedInEvent | (CarEvent & { readonly type: "departed" | "no-show" });
const done = ok(null);

/** Takes a reading into its place by time; a report of the same instant replaces the earlier one. */
const addReading = (state: StationState, visit: Visit, charge: Charge, reading: Reading): boolean => {
  const { at, energyWh } = reading;
  const after = charge.readings.findIndex((other) => compareRational(other.at, at) > 0);
  const index = after < 0 ? charge.readings.length : after;
  const [previous, next] = [charge.readings[index - 1], charge.readings[index]];
  if (previous === undefined || compareRational(energyWh, previous.energyWh) < 0) return false;
  if (next !== undefined && compareRational(next.energyWh, energyWh) < 0) return false;
  const isRepeated = compareRational(previous.at, at) === 0 && index > 1;
  charge.readings.splice(isRepeated ? index - 1 : index, isRepeated ? 1 : 0, reading);
  const last = charge.readings.at(-1) ?? previous;
  const missing = subtractRational(visit.remaining, last.energyWh);
  charge.end = missing.n > 0n ? addRational(last.at, multiplyRational(missing, charge.msPerWh)) : nowOf(state);
  return true;
};

const read = (state: StationState, visit: Visit, charge: Charge, event: MeterEvent): Outcome => {
  const at = event.readAtMs === undefined ? nowOf(state) : rational(event.readAtMs);
  const reading = { at, energyWh: rational(event.energyWh) };
  if (compareRational(at, nowOf(state)) > 0 || !addReading(state, visit, charge, reading)) {
    return err({ code: "charging.meter-goes-back", car: visit.car });
  }
  if (event.type === "charged") finishVisit(state, visit, at);
  return done;
};

/** When a reported charge began: not after now, and not before its car came to the station. */
const startOf = (state: StationState, visit: Visit, { startedAtMs }: PluggedInEvent): Rational => {
  const [now, reported] = [nowOf(state), startedAtMs === undefined ? nowOf(state) : rational(startedAtMs)];
  if (compareRational(reported, now) > 0) return now;
  return compareRational(reported, visit.arrivedAt) < 0 ? visit.arrivedAt : reported;
};

const plugIn = (state: StationState, visit: Visit, event: PluggedInEvent): Outcome => {
  const { pile, car } = visit;
  if (visit.charge !== null) return err({ code: "charging.already-charging", car });
  if (pile === null || pile.queue[0] !== visit || visit.chargedAt !== null) {
    return err({ code: "charging.not-at-connector", car });
  }
  startCharge(state, pile, visit, startOf(state, visit, event));
  return done;
};

/** What chargers and their meters report; refused where the engine itself predicts completions. */
export const handleReported = (state: StationState, event: ReportedEvent): Outcome => {
  if (state.config.completion === "predicted") return err({ code: "charging.completion-is-predicted" });
  const { car } = event;
  const visit = state.visits.get(car);
  if (visit === undefined) return err({ code: "charging.unknown-car", car });
  switch (event.type) {
    case "plugged-in":
      return plugIn(state, visit, event);
    case "no-show":
      if (visit.pile?.queue[0] !== visit) return err({ code: "charging.not-at-connector", car });
      if (visit.charge !== null || visit.chargedAt !== null) return err({ code: "charging.already-charging", car });
      leaveStation(state, visit);
      return done;
    case "departed":
      if (visit.pile?.queue[0] !== visit) return err({ code: "charging.not-at-connector", car });
      if (visit.charge !== null) {
        finishVisit(state, visit);
        if (visit.chargedAt === null) return done;
      }
      leaveStation(state, visit);
      return done;
    default:
      if (visit.charge === null) return err({ code: "charging.not-charging", car });
      return read(state, visit, visit.charge, event);
  }
};
