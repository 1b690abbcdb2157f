import { describe, expect, it } from "vitest";
import { checkMachine, err, eventTo, transition, unwrap } from "../kernel/index.js";
import { type CattleOrderEvent, type CattleOrderFacts, type CattleOrderState, cattleOrderMachine } from "./index.js";

const facts: CattleOrderFacts = {
  depositFen: 10_000_000,
  keptFen: 10_000_000,
  forfeitFen: 0,
  finalFen: 68_729_000,
  actualWeightG: 22_800_000,
  priceType: "per_kg",
  inspectionPassed: true,
};

const take = (state: CattleOrderState, event: CattleOrderEvent, seen: Partial<CattleOrderFacts> = {}) =>
  transition(cattleOrderMachine, { state, version: 0 }, event, {
    at: 0,
    actor: { role: "trader", id: "11111" },
    facts: { ...facts, ...seen },
  });

describe("the cattle order", () => {
  it("has no unreachable and no dead state", () => {
    expect(checkMachine(cattleOrderMachine)).toEqual({ unreachable: [], dead: [] });
  });

  it("follows the status log of its document: draft, pending, confirmed, transporting", () => {
    expect(eventTo(cattleOrderMachine, "draft", "pending")).toBe("submit");
    expect(eventTo(cattleOrderMachine, "pending", "confirmed")).toBe("confirm");
    expect(eventTo(cattleOrderMachine, "confirmed", "transporting")).toBe("depart");
  });

  it("does not let a lot depart before its deposit is there", () => {
    expect(take("confirmed", "depart", { keptFen: 0 })).toEqual(
      err({ code: "order.deposit-missing", depositFen: 10_000_000, keptFen: 0 }),
    );
  });

  it("is accepted by weight only after the weighbridge, by head without it", () => {
    expect(take("delivered", "accept", { actualWeightG: null })).toEqual(err({ code: "order.not-weighed" }));
    expect(take("delivered", "accept", { actualWeightG: null, priceType: "per_head" }).ok).toBe(true);
  });

  it("is rejected only on an inspection that failed, and not accepted then", () => {
    expect(take("delivered", "reject")).toEqual(err({ code: "order.inspection-passed" }));
    expect(take("delivered", "reject", { inspectionPassed: null })).toEqual(err({ code: "order.inspection-missing" }));
    expect(unwrap(take("delivered", "reject", { inspectionPassed: false })).state).toBe("rejected");
    expect(take("delivered", "accept", { inspectionPassed: false })).toEqual(err({ code: "order.inspection-failed" }));
  });

  it("is completed when its statement is paid; what is paid beyond is a credit", () => {
    expect(take("accepted", "settle")).toEqual(
      err({ code: "order.settlement-unpaid", finalFen: 68_729_000, keptFen: 10_000_000 }),
    );
    expect(take("accepted", "settle", { finalFen: null })).toEqual(err({ code: "order.settlement-missing" }));
    expect(unwrap(take("accepted", "settle", { keptFen: 78_729_000 })).state).toBe("completed");
  });

  it("is cancelled once the deposit went back, less what is forfeited", () => {
    expect(take("confirmed", "cancel")).toEqual(err({ code: "order.refund-first", keptFen: 10_000_000 }));
    expect(take("confirmed", "cancel", { keptFen: 2_000_000, forfeitFen: 2_000_000 }).ok).toBe(true);
  });
});
