import { compareRational, err, formatRational, ok, type Rational, type Result, rational } from "../kernel/index.js";
import { hasRoomFor } from "./calling.js";
import { endCharge, leaveStation } from "./charge.js";
import type { ChargingRejection } from "./rejection.js";
import type { ApplyEvent, ModifyEvent } from "./station-event.js";
import { emit, nowOf, offerByAmount, queueNumber, type StationState, type Visit } from "./station-state.js";

type Outcome = Result<null, ChargingRejection>;
const done = ok(null);

const refuseAmount = (car: string, energyWh: Rational, batteryWh: Rational | null): ChargingRejection | null => {
  if (energyWh.n <= 0n) return { code: "charging.amount-not-positive", car };
  if (batteryWh === null || compareRational(energyWh, batteryWh) <= 0) return null;
  return { code: "charging.amount-exceeds-battery", car, batteryWh: formatRational(batteryWh, 0) };
};

/** Last of its mode, with the next number. */
const joinWaiting = (state: StationState, visit: Visit): void => {
  state.counters[visit.mode] += 1;
  state.arrivals += 1;
  visit.ordinal = state.counters[visit.mode];
  visit.turn = state.arrivals;
  state.waiting[visit.mode].set(visit.car, visit);
  emit(state, { type: "numbered", car: visit.car, number: queueNumber(visit) });
};

/** A driver applies: a number, and a place in the waiting area. */
export const apply = (state: StationState, event: ApplyEvent): Outcome => {
  const { car, mode } = event;
  if (state.visits.has(car)) return err({ code: "charging.car-already-in-station", car });
  const batteryWh = event.batteryWh === undefined ? null : rational(event.batteryWh);
  const remaining = rational(event.energyWh);
  const refusal = refuseAmount(car, remaining, batteryWh);
  if (refusal !== null) return err(refusal);
  const visit: Visit = {
    car,
    mode,
    batteryWh,
    remaining,
    arrivedAt: nowOf(state),
    ordinal: 0,
    turn: 0,
    place: "waiting",
    pile: null,
    charge: null,
    chargedAt: null,
    details: [],
  };
  if (!hasRoomFor(state, visit)) {
    return err({ code: "charging.waiting-area-full", capacity: state.config.waitingCapacity ?? 0 });
  }
  state.visits.set(car, visit);
  joinWaiting(state, visit);
  offerByAmount(state, visit);
  return done;
};

/** A waiting driver changes the request: another mode costs the number, another amount does not; both or neither. */
export const modify = (state: StationState, event: ModifyEvent): Outcome => {
  const { car, mode } = event;
  const visit = state.visits.get(car);
  if (visit === undefined) return err({ code: "charging.unknown-car", car });
  if (visit.place === "pile") return err({ code: "charging.car-in-charging-area", car });
  if (visit.place === "fault-queue") return err({ code: "charging.car-in-fault-queue", car });
  const remaining = event.energyWh === undefined ? visit.remaining : rational(event.energyWh);
  const refusal = refuseAmount(car, remaining, visit.batteryWh);
  if (refusal !== null) return err(refusal);
  visit.remaining = remaining;
  if (mode !== undefined && mode !== visit.mode) {
    state.waiting[visit.mode].delete(car);
    visit.mode = mode;
    joinWaiting(state, visit);
  }
  offerByAmount(state, visit);
  return done;
};

/** The charge of the car is over for good: it leaves, or stands at the connector until it departs. */
export const finishVisit = (state: StationState, visit: Visit, stop = nowOf(state)): void => {
  const { pile } = visit;
  const wasCharging = visit.charge !== null;
  if (pile !== null) endCharge(state, pile, visit, stop);
  if (wasCharging && state.config.spotFreedBy === "departed") visit.chargedAt = stop;
  else leaveStation(state, visit);
};

/** A driver gives up, wherever the car is; what flowed is billed. */
export const cancel = (state: StationState, car: string): Outcome => {
  const visit = state.visits.get(car);
  if (visit === undefined) return err({ code: "charging.unknown-car", car });
  if (visit.chargedAt !== null) return err({ code: "charging.not-charging", car });
  finishVisit(state, visit);
  return done;
};
