/**
 * How a site's power cap is shared: first come first served, earliest deadline first, least laxity first (each gives in that
 * order what a car can take), round robin (water-filling), equal shares, or no cap at all.
 */
export type SharingPolicy = "fcfs" | "edf" | "llf" | "round-robin" | "equal" | "uncontrolled";

/** Every policy, in the order in which they are listed. */
export const sharingPolicies: readonly SharingPolicy[] = ["fcfs", "edf", "llf", "round-robin", "equal", "uncontrolled"];

/** A car plugged in, charged or not. Instants in milliseconds on any one scale. */
export interface SharingDemand {
  readonly arrivalMs: number;
  readonly departureMs: number;
  /** What it still lacks. */
  readonly remainingWh: number;
  /** The limit of connector and car. */
  readonly maxW: number;
}

/** The site at the beginning of a step. */
export interface SharingSite {
  readonly policy: SharingPolicy;
  readonly capW: number;
  readonly nowMs: number;
  /** How long the limits will hold: no car is given more than it can take in that time. */
  readonly stepMs: number;
}

const HOUR_MS = 3_600_000;

const urgency: Record<"fcfs" | "edf" | "llf", (demand: SharingDemand, nowMs: number) => number> = {
  fcfs: ({ arrivalMs }) => arrivalMs,
  edf: ({ departureMs }) => departureMs,
  llf: ({ departureMs, remainingWh, maxW }, nowMs) => departureMs - nowMs - (remainingWh / maxW) * HOUR_MS,
};

const inOrder = (keys: readonly number[], feasibleW: readonly number[], capW: number): number[] => {
  const limits = feasibleW.map(() => 0);
  let leftW = capW;
  const order = [...keys.keys()].sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  for (const car of order) {
    const givenW = Math.min(feasibleW[car] ?? 0, leftW);
    limits[car] = givenW;
    leftW -= givenW;
    if (leftW <= 0) break;
  }
  return limits;
};

const waterFill = (feasibleW: readonly number[], capW: number): number[] => {
  const limits = feasibleW.map(() => 0);
  let leftW = capW;
  const ascending = [...feasibleW.keys()].sort((a, b) => (feasibleW[a] ?? 0) - (feasibleW[b] ?? 0));
  for (const [served, car] of ascending.entries()) {
    const givenW = Math.min(feasibleW[car] ?? 0, leftW / (ascending.length - served));
    limits[car] = givenW;
    leftW -= givenW;
  }
  return limits;
};

/**
 * The limit in watts of each car for the coming step, in the order of `demands`; ties go to the earlier of them. Equal shares
 * divide by all that are plugged in: what a car cannot take, or a charged car does not take, goes to nobody.
 */
export const sharePower = (demands: readonly SharingDemand[], site: SharingSite): number[] => {
  const { policy, capW, nowMs, stepMs } = site;
  const feasibleW = demands.map(({ maxW, remainingWh }) => Math.min(maxW, (remainingWh * HOUR_MS) / stepMs));
  switch (policy) {
    case "uncontrolled":
      return feasibleW;
    case "round-robin":
      return waterFill(feasibleW, capW);
    case "equal":
      return feasibleW.map((limitW) => Math.min(limitW, capW / demands.length));
    default: {
      const keyOf = urgency[policy];
      return inOrder(
        demands.map((demand) => keyOf(demand, nowMs)),
        feasibleW,
        capW,
      );
    }
  }
};
