import { addRational, compareRational, multiplyRational, type Rational, rational } from "../kernel/index.js";
import type { ChargingMode } from "./station-config.js";
import { nowOf, type Pile, type StationState, type Visit } from "./station-state.js";

const later = (a: Rational, b: Rational): Rational => (compareRational(a, b) < 0 ? b : a);

/** When every car now in the queue of the pile will have been served: now, for an empty one. */
export const freeAt = (pile: Pile, now: Rational): Rational => {
  const [head, ...others] = pile.queue;
  if (head === undefined) return now;
  let backlog = rational(0);
  for (const visit of others) backlog = addRational(backlog, visit.remaining);
  if (head.charge === null && head.chargedAt === null) backlog = addRational(backlog, head.remaining);
  const headEnd = head.charge === null ? now : later(head.charge.end, now);
  return backlog.n === 0n ? headEnd : addRational(headEnd, multiplyRational(backlog, pile.msPerWh));
};

/** Cars that the pile can still take. */
export const freeSpots = (state: StationState, pile: Pile): number =>
  pile.status === "working" ? Math.max(0, state.config.pileQueueLength - pile.queue.length) : 0;

/** The working piles of a mode that have a free spot, in their order. */
export const pilesWithSpots = (state: StationState, mode: ChargingMode): Pile[] =>
  state.piles.filter((pile) => pile.mode === mode && freeSpots(state, pile) > 0);

/** An empty pile as strong as the best one so far, which is empty too: no need to compute that it finishes as soon. */
const onlyTies = (pile: Pile, best: Pile): boolean =>
  pile.queue.length === 0 &&
  best.queue.length === 0 &&
  pile.msPerWh.n === best.msPerWh.n &&
  pile.msPerWh.d === best.msPerWh.d;

/**
 * The pile of the car's mode where it finishes first, the lowest of equals; null when the car has to wait, because no
 * pile has a free spot or, with `all-piles`, because the best one has none.
 */
export const bestPile = (state: StationState, { mode, remaining }: Pick<Visit, "mode" | "remaining">): Pile | null => {
  const now = nowOf(state);
  const onlyFree = state.config.policy.candidates === "free-spot";
  let best: { pile: Pile; finish: Rational } | null = null;
  for (const pile of state.piles) {
    if (pile.mode !== mode || pile.status !== "working" || (onlyFree && freeSpots(state, pile) === 0)) continue;
    if (best !== null && onlyTies(pile, best.pile)) continue;
    const finish = addRational(freeAt(pile, now), multiplyRational(remaining, pile.msPerWh));
    if (best === null || compareRational(finish, best.finish) < 0) best = { pile, finish };
  }
  return best !== null && freeSpots(state, best.pile) > 0 ? best.pile : null;
};
