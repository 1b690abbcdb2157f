import { describe, expect, it } from "vitest";
import {
  allowedEvents,
  checkMachine,
  err,
  type Machine,
  type MachineTypes,
  transition,
  unwrap,
} from "../kernel/index.js";
import {
  deliveryTaskMachine,
  farmAuditMachine,
  inspectionMachine,
  refuelRecordMachine,
  transportEventOf,
  transportTaskMachine,
} from "./index.js";

const take = <M extends MachineTypes>(
  machine: Machine<M>,
  state: M["state"],
  event: M["event"],
  role: M["actor"],
  facts: M["facts"],
) => transition(machine, { state, version: 0 }, event, { at: 0, actor: { role, id: "1" }, facts });

describe("every machine of fulfilment", () => {
  it("has no unreachable and no dead state", () => {
    for (const check of [
      checkMachine(deliveryTaskMachine),
      checkMachine(transportTaskMachine),
      checkMachine(refuelRecordMachine),
      checkMachine(inspectionMachine),
      checkMachine(farmAuditMachine),
    ]) {
      expect(check).toEqual({ unreachable: [], dead: [] });
    }
  });
});

describe("a delivery task", () => {
  const facts = { mealReady: true, codeMatches: true };

  it("is assigned, accepted, picked up and delivered", () => {
    let state = deliveryTaskMachine.initial;
    for (const event of ["assign", "accept", "pick-up", "deliver"] as const) {
      const role = event === "assign" ? "merchant" : "rider";
      state = unwrap(take(deliveryTaskMachine, state, event, role, facts)).state;
    }
    expect(state).toBe("delivered");
  });

  it("waits for the meal and for the customer's code", () => {
    expect(take(deliveryTaskMachine, "accepted", "pick-up", "rider", { ...facts, mealReady: false })).toEqual(
      err({ code: "delivery.meal-not-ready" }),
    );
    expect(take(deliveryTaskMachine, "picked-up", "deliver", "rider", { ...facts, codeMatches: false })).toEqual(
      err({ code: "delivery.code-differs" }),
    );
  });

  it("goes to another rider until the meal is in somebody's hands", () => {
    expect(allowedEvents(deliveryTaskMachine, { state: "accepted" }, "rider")).toEqual(["pick-up", "decline"]);
    expect(allowedEvents(deliveryTaskMachine, { state: "picked-up" }, "rider")).toEqual(["deliver", "fail"]);
  });
});

describe("a transport task", () => {
  const facts = { loadedHead: 50, unloadedHead: { alive: 49, dead: 1 } };

  it("is completed when every animal that left is counted, alive or dead", () => {
    expect(unwrap(take(transportTaskMachine, "arrived", "complete", "consignee", facts)).state).toBe("completed");
    expect(
      take(transportTaskMachine, "arrived", "complete", "consignee", {
        ...facts,
        unloadedHead: { alive: 49, dead: 0 },
      }),
    ).toEqual(err({ code: "transport.head-count-differs", loadedHead: 50, countedHead: 49 }));
    expect(take(transportTaskMachine, "arrived", "complete", "consignee", { ...facts, unloadedHead: null })).toEqual(
      err({ code: "transport.not-counted" }),
    );
  });

  it("does not depart empty", () => {
    expect(take(transportTaskMachine, "assigned", "depart", "driver", { loadedHead: 0, unloadedHead: null })).toEqual(
      err({ code: "transport.nothing-loaded" }),
    );
  });

  it("stays on the road through rests and emergencies", () => {
    expect(["departure", "rest_stop", "emergency", "arrival"].map(transportEventOf)).toEqual([
      "depart",
      "report",
      "report",
      "arrive",
    ]);
    const report = transportEventOf("emergency");
    expect(unwrap(take(transportTaskMachine, "transporting", report, "driver", facts)).state).toBe("transporting");
  });
});

describe("a refuel record", () => {
  it("outlives lost contact until the sale is told", () => {
    const lost = unwrap(take(refuelRecordMachine, "fuelling", "lose", "system", { volumeMl: null })).state;
    expect(take(refuelRecordMachine, lost, "end", "device", { volumeMl: null })).toEqual(
      err({ code: "refuel.not-measured" }),
    );
    expect(unwrap(take(refuelRecordMachine, lost, "end", "device", { volumeMl: 50_000 })).state).toBe("ended");
  });

  it("is aborted only if nothing flowed", () => {
    expect(take(refuelRecordMachine, "interrupted", "abort", "attendant", { volumeMl: 10 })).toEqual(
      err({ code: "refuel.fuel-dispensed", volumeMl: 10 }),
    );
    expect(take(refuelRecordMachine, "interrupted", "abort", "attendant", { volumeMl: null })).toEqual(
      err({ code: "refuel.not-measured" }),
    );
    expect(take(refuelRecordMachine, "started", "abort", "device", { volumeMl: null }).ok).toBe(true);
  });
});

describe("an inspection", () => {
  const counts = { totalHead: 50, qualifiedHead: 48, unqualifiedHead: 2, sickHead: 1, deadHead: 0 };

  it("records counts that agree and refuses those that do not", () => {
    expect(unwrap(take(inspectionMachine, "planned", "record", "inspector", counts)).state).toBe("recorded");
    expect(take(inspectionMachine, "planned", "record", "inspector", { ...counts, qualifiedHead: 47 })).toEqual(
      err({ code: "inspection.counts-differ", totalHead: 50, countedHead: 49 }),
    );
    expect(take(inspectionMachine, "planned", "record", "inspector", { ...counts, deadHead: 2 })).toEqual(
      err({ code: "inspection.too-many-defects", unqualifiedHead: 2, sickOrDeadHead: 3 }),
    );
  });

  it("may be contested after it failed, and is then counted again", () => {
    expect(unwrap(take(inspectionMachine, "failed", "contest", "party", counts)).state).toBe("contested");
    expect(allowedEvents(inspectionMachine, { state: "contested" }, "inspector")).toEqual(["record"]);
  });
});

describe("a farm audit", () => {
  it("approves without words but rejects only with a reason", () => {
    expect(take(farmAuditMachine, "pending", "approve", "admin", { notes: "" }).ok).toBe(true);
    expect(take(farmAuditMachine, "pending", "reject", "admin", { notes: " " })).toEqual(
      err({ code: "farm.notes-missing" }),
    );
  });

  it("is the platform's alone", () => {
    expect(allowedEvents(farmAuditMachine, { state: "pending" }, "farmer")).toEqual([]);
  });
});
