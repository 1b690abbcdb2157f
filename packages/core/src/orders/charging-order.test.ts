import { describe, expect, it } from "vitest";
import { allowedEvents, checkMachine, err, transition, unwrap } from "../kernel/index.js";
import {
  type ChargingOrderEvent,
  type ChargingOrderFacts,
  type ChargingOrderState,
  chargingOrderMachine,
} from "./index.js";

const facts: ChargingOrderFacts = { dueFen: 5700, keptFen: 0, energyWh: 0, occupancyRunning: false };

const take = (state: ChargingOrderState, event: ChargingOrderEvent, seen: Partial<ChargingOrderFacts> = {}) =>
  transition(chargingOrderMachine, { state, version: 0 }, event, {
    at: 0,
    actor: { role: "system", id: "station" },
    facts: { ...facts, ...seen },
  });

describe("the charging order", () => {
  it("has no unreachable and no dead state", () => {
    expect(checkMachine(chargingOrderMachine)).toEqual({ unreachable: [], dead: [] });
  });

  it("goes from the waiting area over a pile to the bill", () => {
    const steps: [ChargingOrderEvent, Partial<ChargingOrderFacts>][] = [
      ["call", {}],
      ["start", {}],
      ["stop", { energyWh: 40_000 }],
      ["unplug", {}],
      ["pay", { keptFen: 5700 }],
    ];
    let state = chargingOrderMachine.initial;
    const seen = steps.map(([event, change]) => {
      state = unwrap(take(state, event, change)).state;
      return state;
    });
    expect(seen).toEqual(["called", "charging", "charged", "departed", "paid"]);
  });

  it("can be changed by its customer only while waiting", () => {
    expect(allowedEvents(chargingOrderMachine, { state: "waiting" }, "customer")).toEqual(["change", "cancel"]);
    for (const state of ["called", "charging", "displaced"] as const) {
      expect(allowedEvents(chargingOrderMachine, { state }, "customer")).not.toContain("change");
    }
  });

  it("bills what has flowed instead of cancelling it, also while it queues again after a fault", () => {
    for (const state of ["called", "charging", "displaced"] as const) {
      expect(take(state, "cancel", { energyWh: 1 })).toEqual(err({ code: "order.energy-to-bill", energyWh: 1 }));
      expect(unwrap(take(state, "stop", { energyWh: 1 })).state).toBe("charged");
    }
  });

  it("has no bill for a car that never charged", () => {
    expect(take("charging", "stop")).toEqual(err({ code: "order.nothing-charged" }));
    expect(unwrap(take("charging", "cancel")).state).toBe("cancelled");
  });

  it("goes on at another pile after a fault", () => {
    expect(unwrap(take("charging", "displace")).state).toBe("displaced");
    expect(unwrap(take("displaced", "call")).state).toBe("called");
  });

  it("is not paid while the occupancy fee still grows", () => {
    expect(take("charged", "pay", { keptFen: 5700, occupancyRunning: true })).toEqual(
      err({ code: "order.occupancy-running" }),
    );
  });
});
