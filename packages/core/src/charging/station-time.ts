import { compareRational, type Rational } from "../kernel/index.js";
import { closeInstant, settle } from "./calling.js";
import { endCharge, leaveStation } from "./charge.js";
import type { StationState } from "./station-state.js";

const completeCharges = (state: StationState, at: Rational): void => {
  for (let next = state.completions.peek(); next !== undefined; next = state.completions.peek()) {
    const { charge, pile } = next;
    const [head] = pile.queue;
    const isCurrent = head?.charge === charge;
    if (isCurrent && compareRational(charge.end, at) > 0) break;
    state.completions.pop();
    if (!isCurrent) continue;
    endCharge(state, pile, head);
    leaveStation(state, head);
  }
};

/** The next instant at which a predicted charge ends. */
const nextCompletion = (state: StationState): Rational | null => {
  for (let next = state.completions.peek(); next !== undefined; next = state.completions.peek()) {
    if (next.pile.queue[0]?.charge === next.charge) return next.charge.end;
    state.completions.pop();
  }
  return null;
};

/** Lets all predicted completions up to an instant happen (null: all there are), each in an instant of its own. */
export const passCompletions = (state: StationState, until: Rational | null): void => {
  for (let at = nextCompletion(state); at !== null; at = nextCompletion(state)) {
    if (until !== null && compareRational(at, until) > 0) return;
    state.now = at;
    completeCharges(state, at);
    settle(state);
    if (until === null || compareRational(at, until) < 0) closeInstant(state);
  }
};

/** Moves time on: closes the present instant, lets charges end, and stands at the new instant, still open. */
export const moveTo = (state: StationState, at: Rational): void => {
  if (state.now !== null) {
    if (compareRational(state.now, at) === 0) return;
    closeInstant(state);
    passCompletions(state, at);
  }
  state.now = at;
};
