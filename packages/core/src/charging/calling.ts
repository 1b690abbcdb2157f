import { subtractRational } from "../kernel/index.js";
import { reachConnector } from "./charge.js";
import { assignJointly } from "./joint-dispatch.js";
import { bestPile, freeAt, freeSpots, pilesWithSpots } from "./pile-queue.js";
import { type ChargingMode, chargingModes } from "./station-config.js";
import { emit, nowOf, type Pile, queueNumber, type StationState, type Visit, waitingInOrder } from "./station-state.js";

const place = (state: StationState, visit: Visit, pile: Pile): void => {
  const called = visit.place === "waiting";
  state.waiting[visit.mode].delete(visit.car);
  visit.place = "pile";
  visit.pile = pile;
  pile.queue.push(visit);
  emit(
    state,
    called
      ? { type: "called", car: visit.car, number: queueNumber(visit), pile: pile.id }
      : { type: "moved", car: visit.car, pile: pile.id },
  );
  if (pile.queue.length === 1) reachConnector(state, pile);
};

const isCalling = (state: StationState, mode: ChargingMode): boolean => state.faultQueue[mode].length === 0;

/** Runs fault queues and single calling to a standstill; joint dispatch waits for the end of the instant. */
export const settle = (state: StationState): void => {
  const single = state.config.policy.dispatch === "single";
  for (const mode of chargingModes) {
    const faultQueue = state.faultQueue[mode];
    for (let [first] = faultQueue; first !== undefined; [first] = faultQueue) {
      const pile = bestPile(state, first);
      if (pile === null) break;
      faultQueue.shift();
      place(state, first, pile);
    }
    if (!single || !isCalling(state, mode)) continue;
    for (const visit of state.waiting[mode].values()) {
      const pile = bestPile(state, visit);
      if (pile === null) break;
      place(state, visit, pile);
    }
  }
};

const placeJointly = (state: StationState, visits: readonly Visit[], piles: readonly Pile[]): void => {
  const now = nowOf(state);
  const queues = assignJointly(
    visits.map((visit) => visit.remaining),
    piles.map((pile) => ({
      waitMs: subtractRational(freeAt(pile, now), now),
      msPerWh: pile.msPerWh,
      spots: freeSpots(state, pile),
    })),
  );
  for (const [index, queue] of queues.entries()) {
    for (const car of queue) place(state, visits[car] as Visit, piles[index] as Pile);
  }
};

const spotsOf = (state: StationState, piles: readonly Pile[]): number =>
  piles.reduce((sum, pile) => sum + freeSpots(state, pile), 0);

/**
 * With more cars than spots the smallest amounts cost least, whatever the spots; of equal ones the first numbers. A car may have
 * been offered twice: by a change that changed nothing, or when this dispatch was chosen anew.
 */
const takeSmallest = (state: StationState, mode: ChargingMode, count: number): Visit[] => {
  const taken = new Set<Visit>();
  while (taken.size < count) {
    const next = state.smallest[mode].pop();
    if (next === undefined) throw new Error("a waiting car was not offered by its amount");
    const { visit, amount, ordinal } = next;
    const isWaiting = state.waiting[mode].get(visit.car) === visit;
    if (isWaiting && visit.remaining === amount && visit.ordinal === ordinal) taken.add(visit);
  }
  return [...taken].sort((a, b) => a.ordinal - b.ordinal);
};

const callJointly = (state: StationState, mode: ChargingMode): void => {
  const waiting = state.waiting[mode];
  if (!isCalling(state, mode) || waiting.size === 0) return;
  const piles = pilesWithSpots(state, mode);
  const count = Math.min(waiting.size, spotsOf(state, piles));
  if (count === 0) return;
  const anyOrder = state.config.policy.dispatch === "joint-any-order";
  placeJointly(state, anyOrder ? takeSmallest(state, mode, count) : [...waiting.values()].slice(0, count), piles);
};

/** How many cars a full-station batch takes now; `extra` counts as waiting too. None until there is a car for each spot. */
const batchSize = (state: StationState, extra: ChargingMode | null): number => {
  const isWorking = (pile: Pile) => pile.status === "working";
  const spots = state.piles.filter(isWorking).length * state.config.pileQueueLength;
  const callable = chargingModes
    .filter((mode) => isCalling(state, mode))
    .reduce((sum, mode) => sum + state.waiting[mode].size + (mode === extra ? 1 : 0), 0);
  const isComplete = callable >= spots || state.closed;
  return isComplete && state.piles.every((pile) => pile.queue.length === 0) ? Math.min(callable, spots) : 0;
};

const callFullStation = (state: StationState): void => {
  const size = batchSize(state, null);
  if (size === 0) return;
  const batch = waitingInOrder(state)
    .filter(({ mode }) => isCalling(state, mode))
    .slice(0, size)
    .sort((a, b) => a.ordinal - b.ordinal || chargingModes.indexOf(a.mode) - chargingModes.indexOf(b.mode));
  const piles = state.piles.filter((pile) => freeSpots(state, pile) > 0);
  placeJointly(state, batch, piles);
};

/** All requests of the instant have been heard: joint dispatch takes place. */
export const closeInstant = (state: StationState): void => {
  const { dispatch } = state.config.policy;
  if (dispatch === "full-station") callFullStation(state);
  else if (dispatch !== "single") for (const mode of chargingModes) callJointly(state, mode);
};

/** How many cars are called at the end of this instant at the latest, were `extra` to apply now. */
const calledByEndOfInstant = (state: StationState, extra: Visit | null): number => {
  const { dispatch } = state.config.policy;
  if (dispatch === "full-station") return batchSize(state, extra?.mode ?? null);
  if (dispatch === "single") {
    const isNext = extra !== null && isCalling(state, extra.mode) && state.waiting[extra.mode].size === 0;
    return isNext && bestPile(state, extra) !== null ? 1 : 0;
  }
  return chargingModes
    .filter((mode) => isCalling(state, mode))
    .map((mode) => {
      const waiting = state.waiting[mode].size + (mode === extra?.mode ? 1 : 0);
      return Math.min(waiting, spotsOf(state, pilesWithSpots(state, mode)));
    })
    .reduce((sum, called) => sum + called, 0);
};

/** Whether the waiting area can take this car: one that is called in this very instant takes no room in it. */
export const hasRoomFor = (state: StationState, visit: Visit): boolean => {
  const { waitingCapacity, policy } = state.config;
  if (waitingCapacity === null || policy.capacity === "nominal") return true;
  const waiting = chargingModes.reduce((sum, mode) => sum + state.waiting[mode].size, 0);
  const without = waiting - calledByEndOfInstant(state, null);
  const withIt = waiting + 1 - calledByEndOfInstant(state, visit);
  return withIt <= Math.max(waitingCapacity, without);
};
