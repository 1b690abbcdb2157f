import { describe, expect, it } from "vitest";
import { checkMachine, err, transition, unwrap } from "../kernel/index.js";
import {
  type LivestockOrderEvent,
  type LivestockOrderFacts,
  type LivestockOrderState,
  livestockOrderMachine,
} from "./index.js";

const facts: LivestockOrderFacts = { dueFen: 250_000, keptFen: 250_000, payOnDelivery: false };

const take = (state: LivestockOrderState, event: LivestockOrderEvent, seen: Partial<LivestockOrderFacts> = {}) =>
  transition(livestockOrderMachine, { state, version: 0 }, event, {
    at: 0,
    actor: { role: "admin", id: "1" },
    facts: { ...facts, ...seen },
  });

describe("the livestock order", () => {
  it("has no unreachable and no dead state", () => {
    expect(checkMachine(livestockOrderMachine)).toEqual({ unreachable: [], dead: [] });
  });

  it("is audited, shipped, delivered and completed", () => {
    let state = livestockOrderMachine.initial;
    for (const event of ["approve", "ship", "deliver", "complete"] as const) state = unwrap(take(state, event)).state;
    expect(state).toBe("completed");
  });

  it("is cancelled by a whole refund in every state that has money", () => {
    for (const state of ["pending", "confirmed", "shipped", "delivered", "completed"] as const) {
      expect(unwrap(take(state, "refund", { keptFen: 0 })).state).toBe("cancelled");
      expect(take(state, "refund")).toEqual(err({ code: "order.refund-first", keptFen: 250_000 }));
    }
  });

  it("is not shipped unpaid, unless the buyer pays at the gate, and never completed unpaid", () => {
    const unpaid = { keptFen: 0 };
    expect(take("confirmed", "ship", unpaid)).toEqual(err({ code: "order.not-paid", dueFen: 250_000, keptFen: 0 }));
    expect(take("confirmed", "ship", { ...unpaid, payOnDelivery: true }).ok).toBe(true);
    expect(take("delivered", "complete", { ...unpaid, payOnDelivery: true }).ok).toBe(false);
  });
});
