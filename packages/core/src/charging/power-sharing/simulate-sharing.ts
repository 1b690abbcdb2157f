import { type SharingDemand, type SharingPolicy, sharePower } from "./share-power.js";

/** A recorded session: plugged in during `[arrivalMs, departureMs)`, asking for `requestedWh`. */
export interface SharingSession {
  readonly arrivalMs: number;
  readonly departureMs: number;
  readonly requestedWh: number;
  readonly maxW: number;
}

/** What a policy achieved. */
export interface SharingOutcome {
  readonly deliveredWh: number;
  readonly requestedWh: number;
  /** The greatest sum of all limits in any step. */
  readonly peakW: number;
  readonly deliveredBySessionWh: readonly number[];
}

interface PluggedIn extends SharingDemand {
  readonly session: number;
  remainingWh: number;
}

/**
 * Plays sessions under a power cap in steps of `stepMs` from instant 0; arrivals and departures are taken to lie on steps.
 * Physical quantities, in floating point: nothing here is billed.
 */
export const simulateSharing = (
  sessions: readonly SharingSession[],
  { policy, capW, stepMs }: { readonly policy: SharingPolicy; readonly capW: number; readonly stepMs: number },
): SharingOutcome => {
  const arrivals = [...sessions.keys()].sort(
    (a, b) => (sessions[a]?.arrivalMs ?? 0) - (sessions[b]?.arrivalMs ?? 0) || a - b,
  );
  const delivered = sessions.map(() => 0);
  let plugged: PluggedIn[] = [];
  let peakW = 0;
  let arrived = 0;
  const endMs = sessions.reduce((latest, { departureMs }) => Math.max(latest, departureMs), 0);
  for (let nowMs = 0; nowMs < endMs; nowMs += stepMs) {
    plugged = plugged.filter(({ departureMs }) => departureMs > nowMs);
    for (let next = arrivals[arrived]; next !== undefined; next = arrivals[++arrived]) {
      const session = sessions[next];
      if (session === undefined || session.arrivalMs > nowMs) break;
      if (session.departureMs > nowMs) plugged.push({ ...session, session: next, remainingWh: session.requestedWh });
    }
    const limits = sharePower(plugged, { policy, capW, nowMs, stepMs });
    let totalW = 0;
    for (const [index, car] of plugged.entries()) {
      const limitW = limits[index] ?? 0;
      const flowedWh = (limitW * stepMs) / 3_600_000;
      totalW += limitW;
      car.remainingWh = Math.max(0, car.remainingWh - flowedWh);
      delivered[car.session] = (delivered[car.session] ?? 0) + flowedWh;
    }
    peakW = Math.max(peakW, totalW);
  }
  return {
    deliveredWh: delivered.reduce((sum, energyWh) => sum + energyWh, 0),
    requestedWh: sessions.reduce((sum, { requestedWh }) => sum + requestedWh, 0),
    peakW,
    deliveredBySessionWh: delivered,
  };
};
