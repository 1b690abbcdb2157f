import {
  addRational,
  compareRational,
  divideRational,
  multiplyRational,
  type Rational,
  rational,
  subtractRational,
} from "../kernel/index.js";
import { addFen } from "../money/index.js";
import { type ChargingDetail, createBill } from "./bill.js";
import { exactFees, msOf, priceReadings, roundToFen } from "./price-readings.js";
import {
  type Charge,
  emit,
  nowOf,
  type Pile,
  queueNumber,
  type Reading,
  type StationState,
  type Visit,
} from "./station-state.js";

const ZERO = rational(0);

/** Energy begins to flow into the first car of a pile. */
export const startCharge = (state: StationState, pile: Pile, visit: Visit, at = nowOf(state)): void => {
  const { msPerWh } = pile;
  const end = addRational(at, multiplyRational(visit.remaining, msPerWh));
  visit.charge = { start: at, msPerWh, readings: [{ at, energyWh: ZERO }], end };
  if (state.config.completion === "predicted") state.completions.push({ charge: visit.charge, pile });
  emit(state, { type: "charge-started", car: visit.car, pile: pile.id });
};

/** The first car of a pile reaches the connector: its charge begins, or it is waited for until it plugs in. */
export const reachConnector = (state: StationState, pile: Pile): void => {
  const [head] = pile.queue;
  if (head === undefined || head.charge !== null || head.chargedAt !== null) return;
  if (state.config.completion === "predicted") startCharge(state, pile, head);
  else emit(state, { type: "at-connector", car: head.car, pile: pile.id });
};

/** Readings of the present charge up to an instant: computed when predicted, the meter's own when reported. */
export const readingsAt = (state: StationState, visit: Visit, charge: Charge, at: Rational): readonly Reading[] => {
  if (state.config.completion === "reported") return charge.readings;
  const flowed = divideRational(subtractRational(at, charge.start), charge.msPerWh);
  const energyWh = compareRational(flowed, visit.remaining) < 0 ? flowed : visit.remaining;
  return [...charge.readings, { at, energyWh }];
};

/** A charge that is over: when energy ceased to flow, and what the meter counted until then. */
interface EndedCharge {
  readonly charge: Charge;
  readonly stop: Rational;
  readonly readings: readonly Reading[];
}

const makeDetail = (
  state: StationState,
  pile: Pile,
  { charge, stop, readings }: EndedCharge,
): ChargingDetail | null => {
  const energyWh = readings.at(-1)?.energyWh ?? ZERO;
  if (energyWh.n === 0n) return null;
  const parts = priceReadings(state.config.prices, readings);
  const { energyFen, serviceFen } = exactFees(parts);
  const [energyFeeFen, serviceFeeFen] = [roundToFen(energyFen), roundToFen(serviceFen)];
  state.records += 1;
  const detail: ChargingDetail = {
    number: state.records,
    madeAt: nowOf(state),
    start: charge.start,
    stop,
    pile: pile.id,
    energyWh,
    energyFeeFen,
    serviceFeeFen,
    totalFen: addFen(energyFeeFen, serviceFeeFen),
    parts,
  };
  pile.charges += 1;
  pile.chargingMs = addRational(pile.chargingMs, subtractRational(stop, charge.start));
  pile.energyWh = addRational(pile.energyWh, energyWh);
  return detail;
};

/** Energy ceases to flow into the first car of a pile; what flowed becomes a detail record. */
export const endCharge = (state: StationState, pile: Pile, visit: Visit, stop = nowOf(state)): void => {
  const { charge } = visit;
  if (charge === null) return;
  const detail = makeDetail(state, pile, { charge, stop, readings: readingsAt(state, visit, charge, stop) });
  visit.charge = null;
  if (detail !== null) {
    visit.details.push(detail);
    visit.remaining = subtractRational(visit.remaining, detail.energyWh);
  }
  emit(state, { type: "charge-ended", car: visit.car, pile: pile.id, detail });
};

/** Takes a car out of the queue of its pile; the next one moves up. */
const leavePile = (state: StationState, pile: Pile, visit: Visit): void => {
  const wasFirst = pile.queue[0] === visit;
  pile.queue.splice(pile.queue.indexOf(visit), 1);
  visit.pile = null;
  if (wasFirst) reachConnector(state, pile);
};

const withOccupancy = (state: StationState, visit: Visit): readonly ChargingDetail[] => {
  const { occupancyFee } = state.config;
  const last = visit.details.at(-1);
  if (occupancyFee === undefined || visit.chargedAt === null || last === undefined) return visit.details;
  const fee = occupancyFee(msOf(visit.chargedAt), msOf(nowOf(state)));
  const charged = { ...last, serviceFeeFen: addFen(last.serviceFeeFen, fee), totalFen: addFen(last.totalFen, fee) };
  return [...visit.details.slice(0, -1), charged];
};

/** The car leaves the station, with a bill where it ever charged. */
export const leaveStation = (state: StationState, visit: Visit): void => {
  const { pile, car } = visit;
  state.visits.delete(car);
  state.waiting[visit.mode].delete(car);
  if (visit.place === "fault-queue") {
    const queue = state.faultQueue[visit.mode];
    queue.splice(queue.indexOf(visit), 1);
  }
  const details = withOccupancy(state, visit);
  const stay = { car, queueNumber: queueNumber(visit), madeAt: nowOf(state), arrivedAt: visit.arrivedAt, details };
  emit(state, { type: "left", car, bill: details.length === 0 ? null : createBill(stay) });
  if (pile !== null) leavePile(state, pile, visit);
};
