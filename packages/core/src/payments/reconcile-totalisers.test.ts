import { describe, expect, it } from "vitest";
import { reconcileTotalisers } from "./index.js";

describe("reconcileTotalisers", () => {
  const read = (nozzleId: string, openingMl: number, closingMl: number) => ({ nozzleId, openingMl, closingMl });
  const sold = (nozzleId: string, ...volumes: number[]) => volumes.map((volumeMl) => ({ nozzleId, volumeMl }));

  it("finds what was pumped and not recorded, recorded and not pumped, run backwards and never read", () => {
    const periods = [read("1", 0, 90_000), read("2", 500, 50_400), read("3", 0, 50_000), read("4", 700, 0)];
    const sales = [sold("1", 50_000, 40_000), sold("2", 30_000), sold("3", 60_000), sold("5", 1_000)].flat();
    expect(reconcileTotalisers(periods, sales, 100)).toEqual([
      { kind: "missing", nozzleId: "2", pumpedMl: 49_900, soldMl: 30_000 },
      { kind: "extra", nozzleId: "3", pumpedMl: 50_000, soldMl: 60_000 },
      { kind: "backwards", nozzleId: "4", pumpedMl: -700, soldMl: 0 },
      { kind: "unread", nozzleId: "5", pumpedMl: 0, soldMl: 1_000 },
    ]);
  });

  it("leaves the meter its tolerance and follows a counter over its end", () => {
    const wrapped = { nozzleId: "1", openingMl: 9_990_000, closingMl: 40_000, wrapsAtMl: 10_000_000 };
    expect(reconcileTotalisers([wrapped], sold("1", 49_900), 100)).toEqual([]);
    expect(reconcileTotalisers([wrapped], sold("1", 49_899), 100)).toMatchObject([{ kind: "missing" }]);
  });
});
