import { type Rational, rational } from "../kernel/index.js";
import type { ChargingDetail } from "./bill.js";
import { readingsAt } from "./charge.js";
import { exactFees, priceReadings } from "./price-readings.js";
import { type ChargingMode, chargingModes } from "./station-config.js";
import { nowOf, type Pile, queueNumber, type StationState, type Visit, waitingInOrder } from "./station-state.js";

/** The charge going on: what flowed since it began, and both fees in fen, exact and not rounded. */
export interface ChargeView {
  readonly start: Rational;
  readonly energyWh: Rational;
  readonly energyFen: Rational;
  readonly serviceFen: Rational;
}

/** A car in the station. Instants are exact milliseconds since the epoch, energies exact Wh. */
export interface CarView {
  readonly car: string;
  readonly number: string;
  readonly mode: ChargingMode;
  readonly arrivedAt: Rational;
  readonly batteryWh: Rational | null;
  /** What it asked for, less what flowed before the present charge. */
  readonly requestedWh: Rational;
  /** Null while no energy flows. */
  readonly charge: ChargeView | null;
  /** Earlier charges of this stay. */
  readonly details: readonly ChargingDetail[];
}

/** A pile: its state, what it did since the station began, and its queue, the first car of which charges. */
export interface PileView {
  readonly id: string;
  readonly mode: ChargingMode;
  readonly status: "working" | "faulty" | "stopped";
  readonly charges: number;
  readonly chargingMs: Rational;
  readonly energyWh: Rational;
  readonly queue: readonly CarView[];
}

/** A station at an instant: `waiting` in order of arrival, `faultQueue` by number, fast before slow. */
export interface StationView {
  readonly piles: readonly PileView[];
  readonly waiting: readonly CarView[];
  readonly faultQueue: readonly CarView[];
}

/** Where a car stands and how many of its mode go before it: in its pile's queue, or on the way to a pile. */
export interface CarPlace extends CarView {
  readonly place: "waiting" | "fault-queue" | "pile";
  readonly pile: string | null;
  readonly carsAhead: number;
  /** It is charged and still stands at the connector. */
  readonly isCharged: boolean;
}

const viewCharge = (state: StationState, visit: Visit): ChargeView | null => {
  const { charge } = visit;
  if (charge === null) return null;
  const readings = readingsAt(state, visit, charge, nowOf(state));
  const fees = exactFees(priceReadings(state.config.prices, readings));
  return { start: charge.start, energyWh: readings.at(-1)?.energyWh ?? rational(0), ...fees };
};

const viewCar = (state: StationState, visit: Visit): CarView => ({
  car: visit.car,
  number: queueNumber(visit),
  mode: visit.mode,
  arrivedAt: visit.arrivedAt,
  batteryWh: visit.batteryWh,
  requestedWh: visit.remaining,
  charge: viewCharge(state, visit),
  details: [...visit.details],
});

const viewPile = (state: StationState, pile: Pile): PileView => ({
  id: pile.id,
  mode: pile.mode,
  status: pile.status,
  charges: pile.charges,
  chargingMs: pile.chargingMs,
  energyWh: pile.energyWh,
  queue: pile.queue.map((visit) => viewCar(state, visit)),
});

/** The whole station at the instant it has reached. */
export const viewStation = (state: StationState): StationView => ({
  piles: state.piles.map((pile) => viewPile(state, pile)),
  waiting: waitingInOrder(state).map((visit) => viewCar(state, visit)),
  faultQueue: chargingModes.flatMap((mode) => state.faultQueue[mode].map((visit) => viewCar(state, visit))),
});

const carsAhead = (state: StationState, visit: Visit): number => {
  if (visit.pile !== null) return visit.pile.queue.indexOf(visit);
  const faultQueue = state.faultQueue[visit.mode];
  if (visit.place === "fault-queue") return faultQueue.indexOf(visit);
  return faultQueue.length + [...state.waiting[visit.mode].values()].indexOf(visit);
};

/** One car and where it stands; null where it is not in the station. */
export const viewCarPlace = (state: StationState, car: string): CarPlace | null => {
  const visit = state.visits.get(car);
  if (visit === undefined) return null;
  return {
    ...viewCar(state, visit),
    place: visit.place,
    pile: visit.pile?.id ?? null,
    carsAhead: carsAhead(state, visit),
    isCharged: visit.chargedAt !== null,
  };
};
