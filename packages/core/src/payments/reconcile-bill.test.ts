import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fen } from "../money/index.js";
import { type BillEntry, reconcileBill } from "./index.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const period = { from: 0, until: 86_400_000, graceMs: 300_000 };

const entry = (reference: string, more: Partial<BillEntry> = {}): BillEntry => ({
  kind: "payment",
  reference,
  amountFen: fen(1000),
  state: "succeeded",
  at: 40_000_000,
  ...more,
});

describe("reconcileBill", () => {
  it("finds what is missing, extra, of another amount and of another state", () => {
    const own = [entry("1"), entry("2"), entry("3"), entry("4", { state: "closed" }), entry("5", { state: "failed" })];
    const bill = [entry("1"), entry("3", { amountFen: fen(999) }), entry("4"), entry("6"), entry("1")];
    const { differences, matched } = reconcileBill(own, bill, period);
    expect(differences.map((item) => [item.kind, ("own" in item ? item.own : item.bill).reference])).toEqual([
      ["missing", "2"],
      ["amount", "3"],
      ["state", "4"],
      ["extra", "1"],
      ["extra", "6"],
    ]);
    expect(matched).toBe(1);
  });

  it("keeps a refund apart from a payment of the same number", () => {
    expect(reconcileBill([entry("1")], [entry("1", { kind: "refund" })], period).differences).toHaveLength(2);
  });

  it("waits for the neighbouring bill near the edges of the day", () => {
    const own = [
      entry("late", { at: 86_400_000 - 1 }),
      entry("next", { at: 86_400_000 + 1 }),
      entry("far", { at: 1e9 }),
    ];
    const { differences, undecided } = reconcileBill(own, [], period);
    expect(differences).toEqual([]);
    expect(undecided.map(({ reference }) => reference)).toEqual(["late", "next"]);
  });

  it("adds up both sides", () => {
    const own = [entry("1"), entry("1", { kind: "refund", amountFen: fen(250) }), entry("2", { state: "pending" })];
    expect(reconcileBill(own, [], period).own).toEqual({ payments: 1, paymentFen: 1000n, refunds: 1, refundFen: 250n });
  });

  it("finds every injected difference and nothing else", () => {
    const faults = fc.uniqueArray(fc.tuple(fc.nat(99), fc.constantFrom("missing", "extra", "amount", "state")), {
      selector: ([index]) => index,
      maxLength: 30,
    });
    fc.assert(
      fc.property(faults, (injected) => {
        const fault = new Map(injected);
        const entries = Array.from({ length: 100 }, (_, index) => entry(`${index}`));
        const own = entries.filter((_, index) => fault.get(index) !== "extra");
        const bill = entries.flatMap((item, index) => {
          const kind = fault.get(index);
          if (kind === "missing") return [];
          if (kind === "amount") return [{ ...item, amountFen: fen(1001) }];
          return [kind === "state" ? { ...item, state: "failed" as const } : item];
        });
        const { differences, matched } = reconcileBill(own, bill, period);
        const found = differences.map((item) => [Number(("own" in item ? item.own : item.bill).reference), item.kind]);
        expect(found.sort()).toEqual(injected.toSorted());
        expect(matched).toBe(100 - injected.length);
      }),
      { numRuns: Math.ceil(runs / 4) },
    );
  });
});
