import { describe, expect, it } from "vitest";
import { allowedEvents, checkMachine, err, transition, unwrap } from "../kernel/index.js";
import {
  type TakeoutOrderActor,
  type TakeoutOrderEvent,
  type TakeoutOrderFacts,
  type TakeoutOrderState,
  takeoutOrderMachine,
} from "./index.js";

const facts: TakeoutOrderFacts = { dueFen: 7300, keptFen: 7300, delivery: "open" };

const take = (
  state: TakeoutOrderState,
  event: TakeoutOrderEvent,
  role: TakeoutOrderActor,
  seen: Partial<TakeoutOrderFacts> = {},
) =>
  transition(takeoutOrderMachine, { state, version: 0 }, event, {
    at: 0,
    actor: { role, id: "1" },
    facts: { ...facts, ...seen },
  });

describe("the takeout order", () => {
  it("has no unreachable and no dead state", () => {
    expect(checkMachine(takeoutOrderMachine)).toEqual({ unreachable: [], dead: [] });
  });

  it("is accepted, cooked and completed by a shop that delivers itself", () => {
    let state = takeoutOrderMachine.initial;
    for (const event of ["pay", "accept", "cook", "complete"] as const) {
      state = unwrap(take(state, event, event === "pay" ? "customer" : "merchant")).state;
    }
    expect(state).toBe("completed");
  });

  it("is not completed while a rider is on the way", () => {
    expect(take("delivering", "complete", "merchant", { delivery: "under-way" })).toEqual(
      err({ code: "order.delivery-under-way" }),
    );
    expect(unwrap(take("delivering", "complete", "system", { delivery: "delivered" })).state).toBe("completed");
  });

  it("gives a meal to a rider only if it is to be delivered", () => {
    expect(take("ready", "dispatch", "merchant", { delivery: "none" })).toEqual(
      err({ code: "order.not-for-delivery" }),
    );
    expect(unwrap(take("ready", "dispatch", "rider", { delivery: "under-way" })).state).toBe("delivering");
  });

  it("can be cancelled by its customer until the shop accepts, and by the shop until a rider has it", () => {
    const mayCancel = (state: TakeoutOrderState, role: TakeoutOrderActor) =>
      allowedEvents(takeoutOrderMachine, { state }, role).includes("cancel");
    expect((["created", "paid", "accepted", "cooking"] as const).map((state) => mayCancel(state, "customer"))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(take("cooking", "cancel", "merchant", { delivery: "under-way" }).ok).toBe(false);
    expect(take("cooking", "cancel", "merchant").ok).toBe(true);
  });
});
