import { err, ok, parseRational, type Result } from "../kernel/index.js";
import type { ChargingRejection } from "./rejection.js";
import { chargingModes, type StationSettings } from "./station-config.js";
import { createPile, msPerWhAt, offerByAmount, type StationState } from "./station-state.js";

const isCount = (value: number, least: number): boolean => Number.isSafeInteger(value) && value >= least;

/** The name of the first setting that makes no sense, as `piles[1].powerW`; null when all do. */
export const checkSettings = (settings: Partial<StationSettings>): string | null => {
  const { piles = [], pileQueueLength = 1, waitingCapacity = null } = settings;
  const ids = new Set<string>();
  for (const [index, { id, powerW }] of piles.entries()) {
    const power = parseRational(String(powerW));
    if (power === null || power.n <= 0n) return `piles[${index}].powerW`;
    if (ids.has(id)) return `piles[${index}].id`;
    ids.add(id);
  }
  if (!isCount(pileQueueLength, 1)) return "pileQueueLength";
  return waitingCapacity === null || isCount(waitingCapacity, 0) ? null : "waitingCapacity";
};

/** Puts new settings in force. A pile keeps its mode; its new power counts from the next charge on. */
export const configure = (state: StationState, settings: Partial<StationSettings>): Result<null, ChargingRejection> => {
  const field = checkSettings(settings);
  if (field !== null) return err({ code: "charging.settings-invalid", field });
  for (const [index, listed] of (settings.piles ?? []).entries()) {
    const pile = state.piles.find(({ id }) => id === listed.id);
    if (pile !== undefined && pile.mode !== listed.mode) {
      return err({ code: "charging.settings-invalid", field: `piles[${index}].mode` });
    }
  }
  for (const listed of settings.piles ?? []) {
    const pile = state.piles.find(({ id }) => id === listed.id);
    if (pile === undefined) state.piles.push(createPile(listed, state.piles.length));
    else pile.msPerWh = msPerWhAt(listed.powerW);
  }
  const hadOffers = state.config.policy.dispatch === "joint-any-order";
  state.config = { ...state.config, ...settings };
  if (!hadOffers) {
    for (const mode of chargingModes) for (const visit of state.waiting[mode].values()) offerByAmount(state, visit);
  }
  return ok(null);
};
