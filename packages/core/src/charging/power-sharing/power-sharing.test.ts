import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SharingDemand, sharePower, sharingPolicies, simulateSharing } from "./index.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const stepMs = 300_000;
const demand = (changes: Partial<SharingDemand>): SharingDemand => ({
  arrivalMs: 0,
  departureMs: 3_600_000,
  remainingWh: 20_000,
  maxW: 6600,
  ...changes,
});
const share = (policy: (typeof sharingPolicies)[number], demands: SharingDemand[], capW = 10_000) =>
  sharePower(demands, { policy, capW, nowMs: 0, stepMs });

const anyDemand = fc.record({
  arrivalMs: fc.integer({ min: -100, max: 0 }).map((step) => step * stepMs),
  departureMs: fc.integer({ min: 1, max: 100 }).map((step) => step * stepMs),
  remainingWh: fc.integer({ min: 0, max: 50_000 }),
  maxW: fc.constantFrom(3700, 6600, 11_000),
});

describe("sharing a site's power", () => {
  it("gives the first to come what it can take, and the rest to the next", () => {
    expect(share("fcfs", [demand({ arrivalMs: -1 }), demand({ arrivalMs: -2 }), demand({})])).toEqual([3400, 6600, 0]);
  });

  it("gives the earliest deadline first, ties to the earlier record", () => {
    expect(share("edf", [demand({}), demand({}), demand({ departureMs: 1 })])).toEqual([3400, 0, 6600]);
  });

  it("gives the least laxity first: the car with little time for what it lacks", () => {
    expect(share("llf", [demand({ remainingWh: 1000 }), demand({ departureMs: 3_700_000 })])).toEqual([3400, 6600]);
  });

  it("fills all cars to the same level in round robin", () => {
    expect(share("round-robin", [demand({ remainingWh: 100 }), demand({}), demand({})])).toEqual([1200, 4400, 4400]);
  });

  it("gives nobody what an equal share leaves unused", () => {
    expect(share("equal", [demand({ remainingWh: 0 }), demand({})])).toEqual([0, 5000]);
  });

  it("never passes the cap, the connector, or what the car lacks", () => {
    fc.assert(
      fc.property(fc.array(anyDemand, { maxLength: 60 }), fc.integer({ min: 1, max: 200_000 }), (demands, capW) => {
        for (const policy of sharingPolicies) {
          const limits = share(policy, demands, capW);
          const totalW = limits.reduce((sum, limitW) => sum + limitW, 0);
          if (policy !== "uncontrolled") expect(totalW).toBeLessThanOrEqual(capW * (1 + 1e-12));
          const isPossible = limits.every((limitW, index) => {
            const { maxW = 0, remainingWh = 0 } = demands[index] ?? {};
            return limitW >= 0 && limitW <= Math.min(maxW, remainingWh * 12);
          });
          expect(isPossible).toBe(true);
        }
      }),
      { numRuns },
    );
  });

  it("uses the whole cap whenever cars can take it", () => {
    fc.assert(
      fc.property(fc.array(anyDemand, { maxLength: 60 }), fc.integer({ min: 1, max: 200_000 }), (demands, capW) => {
        const wantedW = demands.reduce((sum, { maxW, remainingWh }) => sum + Math.min(maxW, remainingWh * 12), 0);
        for (const policy of ["fcfs", "edf", "llf", "round-robin"] as const) {
          const totalW = share(policy, demands, capW).reduce((sum, limitW) => sum + limitW, 0);
          expect(totalW).toBeCloseTo(Math.min(capW, wantedW), 6);
        }
      }),
      { numRuns },
    );
  });

  it("delivers no energy before arrival or after departure", () => {
    const session = { arrivalMs: 2 * stepMs, departureMs: 4 * stepMs, requestedWh: 5000, maxW: 6000 };
    const outcome = simulateSharing([session], { policy: "edf", capW: 10_000, stepMs });
    expect(outcome).toMatchObject({ deliveredWh: 1000, requestedWh: 5000, peakW: 6000 });
  });
});
