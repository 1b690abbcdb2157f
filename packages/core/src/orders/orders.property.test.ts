import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Machine, type MachineTypes, transition } from "../kernel/index.js";
import { rate } from "../quantity/index.js";
import {
  cattleOrderMachine,
  chargingOrderMachine,
  fuelOrderMachine,
  livestockOrderMachine,
  takeoutOrderMachine,
} from "./index.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);

const eventsOf = <M extends MachineTypes>(machine: Machine<M>): M["event"][] => [
  ...new Set(Object.values<object>(machine.states as never).flatMap((edges) => Object.keys(edges))),
];
const actorsOf = <M extends MachineTypes>(machine: Machine<M>): M["actor"][] => [
  ...new Set(
    Object.values<Record<string, { actors?: string[] }>>(machine.states as never).flatMap((edges) =>
      Object.values(edges).flatMap(({ actors }) => actors ?? []),
    ),
  ),
];

/** Tries random events by random actors under random facts and shows every arrow that was taken to `inspect`. */
const walk = <M extends MachineTypes>(
  machine: Machine<M>,
  facts: fc.Arbitrary<M["facts"]>,
  inspect: (from: M["state"], to: M["state"], facts: M["facts"]) => void,
): void => {
  const step = fc.tuple(fc.constantFrom(...eventsOf(machine)), fc.constantFrom(...actorsOf(machine)), facts);
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
      let subject = { state: machine.initial, version: 0 };
      for (const [event, role, seen] of steps) {
        const moved = transition(machine, subject, event, { at: 0, actor: { role, id: "1" }, facts: seen });
        if (!moved.ok) continue;
        inspect(subject.state, moved.value.state, seen);
        expect(moved.value.version).toBe(subject.version + 1);
        subject = moved.value;
      }
    }),
    { numRuns: runs },
  );
};

const amountFen = fc.constantFrom(0, 1, 5000, 10_000);
const money = { dueFen: amountFen, keptFen: amountFen };

describe("whatever happens, by whomever, in whatever order", () => {
  it("a fuel order is paid only with exactly what is due, and dropped only with nothing kept and nothing dispensed", () => {
    const price = fc.constantFrom(rate(805_000), rate(785_000));
    const facts = fc.record({
      ...money,
      prepaymentFen: amountFen,
      unitPrice: price,
      pumpUnitPrice: fc.option(price),
      measured: fc.option(fc.record({ volumeMl: fc.constantFrom(0, 50_000), amountFen })),
    });
    walk(fuelOrderMachine, facts, (from, to, seen) => {
      if (to === "paid") expect(seen.keptFen).toBe(seen.dueFen);
      if (to === "completed") expect(seen.measured).not.toBeNull();
      if (to === "cancelled") expect(seen.keptFen).toBe(0);
      if (to === "cancelled" && from === "completed") expect(seen.measured).toEqual({ volumeMl: 0, amountFen: 0 });
      if (to === "refunded") expect(seen.keptFen).toBe(0);
      if (to === "authorised") {
        expect(seen.keptFen).toBeGreaterThanOrEqual(seen.prepaymentFen);
        expect([null, seen.unitPrice]).toContain(seen.pumpUnitPrice);
      }
    });
  });

  it("a charging order never drops energy that has flowed, nor bills a car that never charged", () => {
    const facts = fc.record({ ...money, energyWh: fc.constantFrom(0, 1, 40_000), occupancyRunning: fc.boolean() });
    walk(chargingOrderMachine, facts, (_from, to, seen) => {
      if (to === "cancelled") expect([seen.energyWh, seen.keptFen]).toEqual([0, 0]);
      if (to === "charged") expect(seen.energyWh).toBeGreaterThan(0);
      if (to === "paid") expect([seen.occupancyRunning, seen.keptFen]).toEqual([false, seen.dueFen]);
    });
  });

  it("a takeout order is neither completed nor withdrawn by the shop while a rider has it", () => {
    const delivery = fc.constantFrom("none", "open", "under-way", "delivered");
    walk(takeoutOrderMachine, fc.record({ ...money, delivery }), (from, to, seen) => {
      if (to === "paid") expect(seen.keptFen).toBe(seen.dueFen);
      if (to === "completed") expect(seen.delivery).not.toBe("under-way");
      if (to === "delivering") expect(seen.delivery).not.toBe("none");
      if (to === "cancelled")
        expect(["created", "paid", "delivering"].includes(from) || seen.delivery !== "under-way").toBe(true);
    });
  });

  it("a lot of cattle is completed only when its statement is paid, and dropped only with the forfeit kept", () => {
    const facts = fc.record({
      depositFen: amountFen,
      keptFen: amountFen,
      forfeitFen: amountFen,
      finalFen: fc.option(amountFen),
      actualWeightG: fc.option(fc.constant(22_800_000)),
      priceType: fc.constantFrom("per_kg", "per_head"),
      inspectionPassed: fc.option(fc.boolean()),
    });
    walk(cattleOrderMachine, facts, (_from, to, seen) => {
      if (to === "completed") expect(seen.keptFen).toBeGreaterThanOrEqual(seen.finalFen ?? Number.POSITIVE_INFINITY);
      if (to === "cancelled") expect(seen.keptFen).toBeLessThanOrEqual(seen.forfeitFen);
      if (to === "transporting") expect(seen.keptFen).toBeGreaterThanOrEqual(seen.depositFen);
      if (to === "accepted") expect(seen.actualWeightG !== null || seen.priceType === "per_head").toBe(true);
      if (to === "rejected") expect(seen.inspectionPassed).toBe(false);
    });
  });

  it("a livestock order is completed only paid and cancelled only with nothing kept", () => {
    walk(livestockOrderMachine, fc.record({ ...money, payOnDelivery: fc.boolean() }), (_from, to, seen) => {
      if (to === "completed") expect(seen.keptFen).toBeGreaterThanOrEqual(seen.dueFen);
      if (to === "cancelled") expect(seen.keptFen).toBe(0);
    });
  });
});
