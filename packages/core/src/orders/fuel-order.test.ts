import { describe, expect, it } from "vitest";
import { checkMachine, err, transition, unwrap } from "../kernel/index.js";
import { rate } from "../quantity/index.js";
import { type FuelOrderEvent, type FuelOrderFacts, type FuelOrderState, fuelOrderMachine } from "./index.js";

const facts: FuelOrderFacts = {
  dueFen: 39250,
  keptFen: 0,
  prepaymentFen: 0,
  unitPrice: rate(805_000),
  pumpUnitPrice: rate(805_000),
  measured: null,
};
const sale = { volumeMl: 50_000, amountFen: 40_250 };

const take = (state: FuelOrderState, event: FuelOrderEvent, seen: Partial<FuelOrderFacts> = {}) =>
  transition(fuelOrderMachine, { state, version: 0 }, event, {
    at: 0,
    actor: { role: "system", id: "station" },
    facts: { ...facts, ...seen },
  });

/** Walks the events with the facts that hold before each, and gives the states. */
const walk = (...steps: [FuelOrderEvent, Partial<FuelOrderFacts>?][]) => {
  let state = fuelOrderMachine.initial;
  return steps.map(([event, seen = {}]) => {
    const role = event === "start" ? "device" : "system";
    const moved = transition(fuelOrderMachine, { state, version: 0 }, event, {
      at: 0,
      actor: { role, id: "1" },
      facts: { ...facts, ...seen },
    });
    state = unwrap(moved).state;
    return state;
  });
};

describe("the fuel order", () => {
  it("has no unreachable and no dead state", () => {
    expect(checkMachine(fuelOrderMachine)).toEqual({ unreachable: [], dead: [] });
  });

  it("is paid after fuelling by default", () => {
    expect(walk(["authorise"], ["start"], ["complete", { measured: sale }], ["pay", { keptFen: 39250 }])).toEqual([
      "authorised",
      "fuelling",
      "completed",
      "paid",
    ]);
  });

  it("is paid before fuelling where the station wants it, and the difference goes back before it counts as paid", () => {
    const prepaid = { prepaymentFen: 40_000, keptFen: 40_000 };
    expect(take("created", "authorise", { prepaymentFen: 40_000 })).toEqual(
      err({ code: "order.prepayment-missing", prepaymentFen: 40_000, keptFen: 0 }),
    );
    expect(walk(["prepay", prepaid], ["authorise", prepaid], ["complete", { ...prepaid, measured: sale }])).toEqual([
      "created",
      "authorised",
      "completed",
    ]);
    expect(take("completed", "pay", prepaid)).toEqual(
      err({ code: "order.payment-differs", dueFen: 39250, keptFen: 40_000 }),
    );
    expect(unwrap(take("completed", "pay", { ...prepaid, keptFen: 39250 })).state).toBe("paid");
  });

  it("releases a pump only at the price that was frozen in the order", () => {
    expect(take("created", "authorise", { pumpUnitPrice: rate(785_000) })).toEqual(
      err({ code: "order.pump-price-differs", unitPrice: rate(805_000), pumpUnitPrice: rate(785_000) }),
    );
    expect(take("created", "authorise", { pumpUnitPrice: null }).ok).toBe(true);
  });

  it("is not completed before the pump told what it sold", () => {
    expect(take("fuelling", "complete")).toEqual(err({ code: "order.not-measured" }));
  });

  it("takes the sale even when the news of its start was lost", () => {
    expect(unwrap(take("authorised", "complete", { measured: sale })).state).toBe("completed");
  });

  it("goes back to created when the nozzle was never lifted", () => {
    expect(unwrap(take("authorised", "release")).state).toBe("created");
  });

  it("is cancelled after a sale of nothing, but never after fuel has flowed", () => {
    const nothing = { volumeMl: 0, amountFen: 0 };
    expect(unwrap(take("completed", "cancel", { measured: nothing })).state).toBe("cancelled");
    expect(take("completed", "cancel", { measured: sale })).toEqual(err({ code: "order.fuel-dispensed", ...sale }));
    expect(take("completed", "cancel", { measured: nothing, keptFen: 100 })).toEqual(
      err({ code: "order.refund-first", keptFen: 100 }),
    );
  });

  it("cannot be cancelled while fuel flows", () => {
    expect(take("fuelling", "cancel")).toEqual(
      err({ code: "transition.event-not-allowed", event: "cancel", state: "fuelling", allowed: ["complete"] }),
    );
  });

  it("takes over a sale that the pump made without an order", () => {
    expect(unwrap(take("created", "attach-sale", { measured: sale })).state).toBe("completed");
  });

  it("tells a partial refund from a whole one by what is kept", () => {
    expect(unwrap(take("paid", "refund-part", { keptFen: 10_000 })).state).toBe("partly-refunded");
    expect(unwrap(take("partly-refunded", "refund-part", { keptFen: 5_000 })).state).toBe("partly-refunded");
    expect(unwrap(take("partly-refunded", "refund", { keptFen: 0 })).state).toBe("refunded");
    expect(take("paid", "refund", { keptFen: 10_000 })).toEqual(
      err({ code: "order.not-refunded-in-full", keptFen: 10_000 }),
    );
    expect(take("paid", "refund-part", { keptFen: 39250 })).toEqual(
      err({ code: "order.not-refunded-in-part", dueFen: 39250, keptFen: 39250 }),
    );
  });

  it("refuses a payment that is not what is due", () => {
    expect(take("completed", "pay", { keptFen: 39249 })).toEqual(
      err({ code: "order.payment-differs", dueFen: 39250, keptFen: 39249 }),
    );
  });
});
