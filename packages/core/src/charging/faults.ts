import { err, ok, type Result } from "../kernel/index.js";
import { endCharge, leaveStation } from "./charge.js";
import type { ChargingRejection } from "./rejection.js";
import type { PileEvent } from "./station-event.js";
import { emit, type Pile, type StationState, type Visit } from "./station-state.js";

/** Puts cars that lost their place at a pile into the fault queue of their mode, by number. */
const queueByNumber = (state: StationState, pile: Pile, visits: readonly Visit[]): void => {
  for (const visit of visits) {
    visit.place = "fault-queue";
    visit.pile = null;
    const queue = state.faultQueue[visit.mode];
    queue.push(visit);
    queue.sort((a, b) => a.ordinal - b.ordinal);
    emit(state, { type: "fault-queued", car: visit.car, pile: pile.id });
  }
};

const holdsConnector = (visit: Visit): boolean => visit.charge !== null || visit.chargedAt !== null;

/** Takes the cars that do not charge yet out of the queue of a pile. */
const pool = (state: StationState, pile: Pile): void => {
  const kept = pile.queue.filter(holdsConnector).length;
  queueByNumber(state, pile, pile.queue.splice(kept));
};

const poolOthers = (state: StationState, { index, mode }: Pile): void => {
  for (const pile of state.piles) if (pile.mode === mode && pile.index !== index) pool(state, pile);
};

const fail = (state: StationState, pile: Pile): void => {
  const { interrupted, fault } = state.config.policy;
  pile.status = "faulty";
  const displaced = pile.queue.splice(0);
  const [head] = displaced;
  if (head !== undefined && holdsConnector(head)) {
    const wasCharging = head.charge !== null;
    endCharge(state, pile, head);
    if (!wasCharging || interrupted === "leave" || head.remaining.n <= 0n) {
      displaced.shift();
      head.pile = null;
      leaveStation(state, head);
    }
  }
  queueByNumber(state, pile, displaced);
  if (fault === "time-order") poolOthers(state, pile);
};

const back = (state: StationState, pile: Pile): void => {
  pile.status = "working";
  poolOthers(state, pile);
};

/** A pile fails, recovers, is stopped or started again. The cars that it moves are dispatched when the event settles. */
export const handlePileEvent = (state: StationState, event: PileEvent): Result<null, ChargingRejection> => {
  const pile = state.piles.find(({ id }) => id === event.pile);
  if (pile === undefined) return err({ code: "charging.unknown-pile", pile: event.pile });
  switch (event.type) {
    case "fault":
      if (pile.status === "faulty") return err({ code: "charging.pile-already-faulty", pile: pile.id });
      fail(state, pile);
      break;
    case "recover":
      if (pile.status !== "faulty") return err({ code: "charging.pile-not-faulty", pile: pile.id });
      back(state, pile);
      break;
    case "stop-pile":
      if (pile.status !== "working") return err({ code: "charging.pile-already-stopped", pile: pile.id });
      pile.status = "stopped";
      pool(state, pile);
      break;
    case "start-pile":
      if (pile.status !== "stopped") return err({ code: "charging.pile-not-stopped", pile: pile.id });
      back(state, pile);
  }
  return ok(null);
};
