import { compareRational, type Rational } from "../kernel/index.js";
import { closeInstant, settle } from "./calling.js";
import { reachConnector } from "./charge.js";
import { chargingModes } from "./station-config.js";
import { createStationState, offerByAmount, type Pile, type StationState, type Visit } from "./station-state.js";
import { passCompletions } from "./station-time.js";

/** When a car is expected to begin and to end its charge: exact milliseconds since the epoch. */
export interface Estimate {
  readonly start: Rational;
  readonly finish: Rational;
}

const copyVisit = (visit: Visit, pile: Pile | null): Visit => ({ ...visit, pile, chargedAt: null, details: [] });

const copyPile = (twin: StationState, from: Pile, now: Rational): Pile => {
  const to: Pile = { ...from, queue: [] };
  for (const visit of from.queue.filter(({ chargedAt }) => chargedAt === null)) {
    const copy = copyVisit(visit, to);
    if (visit.charge !== null) {
      const end = compareRational(visit.charge.end, now) < 0 ? now : visit.charge.end;
      copy.charge = { ...visit.charge, readings: [...visit.charge.readings], end };
      twin.completions.push({ charge: copy.charge, pile: to });
    }
    to.queue.push(copy);
    twin.visits.set(copy.car, copy);
  }
  return to;
};

/** A station in the same state that predicts completions and prices nothing. */
const createTwin = (state: StationState, now: Rational): StationState => {
  const twin = createStationState({
    ...state.config,
    completion: "predicted",
    spotFreedBy: "charged",
    prices: () => [],
  });
  twin.now = now;
  twin.closed = true;
  twin.piles.splice(0, twin.piles.length, ...state.piles.map((pile) => copyPile(twin, pile, now)));
  for (const mode of chargingModes) {
    for (const visit of state.faultQueue[mode]) {
      const copy = copyVisit(visit, null);
      twin.faultQueue[mode].push(copy);
      twin.visits.set(copy.car, copy);
    }
    for (const visit of state.waiting[mode].values()) {
      const copy = copyVisit(visit, null);
      twin.waiting[mode].set(copy.car, copy);
      twin.visits.set(copy.car, copy);
      offerByAmount(twin, copy);
    }
  }
  return twin;
};

/**
 * Runs the station ahead by its own policy, with every pile as it is now and nobody else coming. Cars that no pile can
 * serve are missing from the answer, as are cars that are charged and still stand at the connector.
 */
export const estimateVisits = (state: StationState): ReadonlyMap<string, Estimate> => {
  const estimates = new Map<string, Estimate>();
  if (state.now === null) return estimates;
  const starts = new Map<string, Rational>();
  for (const { car, charge } of state.visits.values()) if (charge !== null) starts.set(car, charge.start);
  const twin = createTwin(state, state.now);
  for (const pile of twin.piles) reachConnector(twin, pile);
  settle(twin);
  closeInstant(twin);
  passCompletions(twin, null);
  for (const effect of twin.effects) {
    if (effect.type === "charge-started" && !starts.has(effect.car)) starts.set(effect.car, effect.at);
    if (effect.type !== "charge-ended") continue;
    const start = starts.get(effect.car);
    if (start !== undefined) estimates.set(effect.car, { start, finish: effect.at });
  }
  return estimates;
};
