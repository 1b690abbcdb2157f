import { compareRational, divideRational, type Rational, rational } from "../kernel/index.js";
import type { ChargingDetail } from "./bill.js";
import { type BinaryHeap, createBinaryHeap } from "./binary-heap.js";
import { type ChargingMode, chargingModes, type PileConfig, type StationConfig } from "./station-config.js";
import type { StationDeed, StationEffect } from "./station-effect.js";

/** A meter's count at an instant (exact milliseconds): Wh since the charge began. */
export interface Reading {
  readonly at: Rational;
  readonly energyWh: Rational;
}

/** Energy flowing into a car. `end` is when the car will have what it asked for, as far as is known. */
export interface Charge {
  readonly start: Rational;
  readonly msPerWh: Rational;
  readonly readings: Reading[];
  end: Rational;
}

/** One stay of one car. */
export interface Visit {
  readonly car: string;
  readonly arrivedAt: Rational;
  readonly batteryWh: Rational | null;
  mode: ChargingMode;
  /** The counter of its queue number: 7 of F7. */
  ordinal: number;
  /** Place in the order of arrival over both modes; a car that changed its mode comes last. */
  turn: number;
  /** Wh still to flow when the present charge began. */
  remaining: Rational;
  place: "waiting" | "pile" | "fault-queue";
  pile: Pile | null;
  charge: Charge | null;
  /** When the last charge ended while the car still stands at the connector. */
  chargedAt: Rational | null;
  readonly details: ChargingDetail[];
}

/** A pile and the cars called to it; the first of them charges. */
export interface Pile {
  readonly id: string;
  readonly index: number;
  readonly mode: ChargingMode;
  readonly queue: Visit[];
  msPerWh: Rational;
  status: "working" | "faulty" | "stopped";
  charges: number;
  chargingMs: Rational;
  energyWh: Rational;
}

/** When a charge will end, and a waiting car by its amount: both may be out of date, their readers check. */
interface Completion {
  readonly charge: Charge;
  readonly pile: Pile;
}
interface Candidate {
  readonly visit: Visit;
  readonly amount: Rational;
  readonly ordinal: number;
}

/** The whole state of a station, owned by `createStation` and changed in place by the files of this folder. */
export interface StationState {
  config: StationConfig;
  readonly piles: Pile[];
  readonly visits: Map<string, Visit>;
  /** By number: a map keeps the order of insertion, and a new number is always the last. */
  readonly waiting: Record<ChargingMode, Map<string, Visit>>;
  readonly faultQueue: Record<ChargingMode, Visit[]>;
  readonly counters: Record<ChargingMode, number>;
  readonly completions: BinaryHeap<Completion>;
  readonly smallest: Record<ChargingMode, BinaryHeap<Candidate>>;
  arrivals: number;
  records: number;
  now: Rational | null;
  /** No car will come any more: a full-station batch is dispatched though it is not complete. */
  closed: boolean;
  effects: StationEffect[];
}

/** Milliseconds that one Wh takes at a power in watts. */
export const msPerWhAt = (powerW: number | string): Rational => divideRational(rational(3_600_000), rational(powerW));

/** A working, empty pile. */
export const createPile = ({ id, mode, powerW }: PileConfig, index: number): Pile => ({
  id,
  index,
  mode,
  queue: [],
  msPerWh: msPerWhAt(powerW),
  status: "working",
  charges: 0,
  chargingMs: rational(0),
  energyWh: rational(0),
});

const byMode = <T>(make: () => T): Record<ChargingMode, T> => ({ fast: make(), slow: make() });

const bySmallestAmount = (a: Candidate, b: Candidate): number =>
  compareRational(a.amount, b.amount) || a.ordinal - b.ordinal;

/** A station at which nothing has happened yet. */
export const createStationState = (config: StationConfig): StationState => ({
  config,
  piles: config.piles.map(createPile),
  visits: new Map(),
  waiting: byMode(() => new Map()),
  faultQueue: byMode(() => []),
  counters: byMode(() => 0),
  completions: createBinaryHeap((a, b) => compareRational(a.charge.end, b.charge.end) || a.pile.index - b.pile.index),
  smallest: byMode(() => createBinaryHeap(bySmallestAmount)),
  arrivals: 0,
  records: 0,
  now: null,
  closed: false,
  effects: [],
});

/** The instant that the station has reached; asking before the first event is a bug. */
export const nowOf = (state: StationState): Rational => {
  if (state.now === null) throw new Error("the station has not reached any instant yet");
  return state.now;
};

/** Notes what the station does at this instant. */
export const emit = (state: StationState, deed: StationDeed): void => {
  state.effects.push({ ...deed, at: nowOf(state) });
};

/** The queue number as drivers see it: F7, T2. */
export const queueNumber = ({ mode, ordinal }: Pick<Visit, "mode" | "ordinal">): string =>
  `${mode === "fast" ? "F" : "T"}${ordinal}`;

/** Offers a waiting car to `joint-any-order`, which calls the smallest amounts first. */
export const offerByAmount = (state: StationState, visit: Visit): void => {
  if (state.config.policy.dispatch !== "joint-any-order") return;
  state.smallest[visit.mode].push({ visit, amount: visit.remaining, ordinal: visit.ordinal });
};

/** Cars in the waiting area in order of arrival. */
export const waitingInOrder = (state: StationState): Visit[] =>
  chargingModes.flatMap((mode) => [...state.waiting[mode].values()]).sort((a, b) => a.turn - b.turn);
