import { compareRational, err, ok, type Result, rational } from "../kernel/index.js";
import { closeInstant, settle } from "./calling.js";
import { checkSettings, configure } from "./configure.js";
import { type Estimate, estimateVisits } from "./estimate-visits.js";
import { handlePileEvent } from "./faults.js";
import { handleReported } from "./metering.js";
import type { ChargingRejection } from "./rejection.js";
import { apply, cancel, modify } from "./requests.js";
import type { StationConfig } from "./station-config.js";
import type { StationEffect } from "./station-effect.js";
import type { StationEvent } from "./station-event.js";
import { createStationState, type StationState } from "./station-state.js";
import { moveTo, passCompletions } from "./station-time.js";
import { type CarPlace, type StationView, viewCarPlace, viewStation } from "./station-view.js";

/**
 * A charging station: two queues, piles, faults and bills. It is exact, and it moves only by events and instants that it
 * is handed (milliseconds since the epoch); the same events at the same instants always give the same numbers and bills, so a
 * stored log rebuilds it.
 */
export interface Station {
  /**
   * Moves time to `atMs`, then lets the event happen. The effects of time going on come first and stand also beside a
   * refusal, which changed nothing else.
   */
  handle(event: StationEvent, atMs: number): StationAnswer;
  /** Moves time to `atMs`; all events of that instant have been heard, so joint dispatch takes place. */
  advance(atMs: number): StationAnswer;
  /** No car will come any more: a full-station batch need not be complete. */
  close(): readonly StationEffect[];
  /** Closes the station and runs on until nothing moves. With reported completion nothing moves by itself. */
  finish(): readonly StationEffect[];
  /** The station at the instant it has reached. */
  snapshot(): StationView;
  /** One car and its place at the instant reached; null where it is not in the station. */
  car(car: string): CarPlace | null;
  /** When every car in the station is expected to begin and to finish its charge, by running the policy ahead. */
  estimates(): ReadonlyMap<string, Estimate>;
}

/** What happened, and whether the event was accepted. */
export interface StationAnswer {
  readonly effects: readonly StationEffect[];
  readonly result: Result<null, ChargingRejection>;
}

const dispatchEvent = (state: StationState, event: StationEvent): Result<null, ChargingRejection> => {
  switch (event.type) {
    case "apply":
      return apply(state, event);
    case "modify":
      return modify(state, event);
    case "cancel":
      return cancel(state, event.car);
    case "fault":
    case "recover":
    case "stop-pile":
    case "start-pile":
      return handlePileEvent(state, event);
    case "configure":
      return configure(state, event.settings);
    case "meter":
    case "charged":
    case "plugged-in":
      return handleReported(state, event);
    default:
      return handleReported(state, { type: event.type, car: event.car });
  }
};

/** A station at which nothing has happened yet. Settings that make no sense (see `checkSettings`) are a bug and throw. */
export const createStation = (config: StationConfig): Station => {
  const isImpossible = config.completion === "predicted" && config.spotFreedBy === "departed";
  const fault = isImpossible ? "spotFreedBy" : checkSettings(config);
  if (fault !== null) throw new RangeError(`invalid setting: ${fault}`);
  const state = createStationState(config);
  const drain = (): readonly StationEffect[] => {
    const { effects } = state;
    state.effects = [];
    return effects;
  };
  const goesBack = (atMs: number) => state.now !== null && compareRational(rational(atMs), state.now) < 0;
  const refused = (error: ChargingRejection): StationAnswer => ({ effects: drain(), result: err(error) });
  const finish = () => {
    state.closed = true;
    if (state.now === null) return [];
    closeInstant(state);
    passCompletions(state, null);
    return drain();
  };
  return {
    handle: (event, atMs) => {
      if (goesBack(atMs)) return refused({ code: "charging.time-goes-back", atMs });
      moveTo(state, rational(atMs));
      const result = dispatchEvent(state, event);
      if (result.ok) settle(state);
      return { effects: drain(), result };
    },
    advance: (atMs) => {
      if (goesBack(atMs)) return refused({ code: "charging.time-goes-back", atMs });
      moveTo(state, rational(atMs));
      closeInstant(state);
      return { effects: drain(), result: ok(null) };
    },
    close: () => {
      state.closed = true;
      if (state.now !== null) closeInstant(state);
      return drain();
    },
    finish,
    snapshot: () => viewStation(state),
    car: (car) => viewCarPlace(state, car),
    estimates: () => estimateVisits(state),
  };
};

/** An event as it was handed to a station, for a log that rebuilds it. */
export interface LoggedEvent {
  readonly event: StationEvent;
  readonly atMs: number;
}

/** The station that a log of events leads to, each handled and its instant closed, as a live station does. */
export const restoreStation = (config: StationConfig, log: Iterable<LoggedEvent>): Station => {
  const station = createStation(config);
  for (const { event, atMs } of log) {
    station.handle(event, atMs);
    station.advance(atMs);
  }
  return station;
};
