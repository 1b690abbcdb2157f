import { describe, expect, it } from "vitest";
import { formatRational, rational } from "../kernel/index.js";
import {
  createStation,
  defaultStationPolicy,
  msOf,
  type PriceSource,
  type StationConfig,
  type StationEffect,
} from "./index.js";

const hour = 3_600_000;
const fast = (id: string) => ({ id, mode: "fast" as const, powerW: 30_000 });
const slow = (id: string) => ({ id, mode: "slow" as const, powerW: 10_000 });
const flat: PriceSource = (fromMs, toMs) => [
  { fromMs, toMs, energyFenPerKwh: rational(100), serviceFenPerKwh: rational(80) },
];
const config: StationConfig = {
  piles: [slow("T1"), slow("T2")],
  pileQueueLength: 2,
  waitingCapacity: 2,
  policy: defaultStationPolicy,
  prices: flat,
  completion: "predicted",
  spotFreedBy: "charged",
};
const stationWith = (changes: Partial<StationConfig>) => createStation({ ...config, ...changes });
const left = (effects: readonly StationEffect[]) =>
  effects.flatMap((effect) =>
    effect.type === "left" ? [{ car: effect.car, hours: formatRational(effect.at, 0), bill: effect.bill }] : [],
  );

describe("a charging station", () => {
  it("charges a car for its energy and its service", () => {
    const station = stationWith({});
    station.handle({ type: "apply", car: "V1", mode: "slow", energyWh: 40_000 }, 0);
    const [gone] = left(station.finish());
    expect(gone?.bill).toMatchObject({ car: "V1", energyFeeFen: 4000, serviceFeeFen: 3200, totalFen: 7200 });
    expect(gone?.bill?.details.map(({ start, stop }) => [msOf(start), msOf(stop)])).toEqual([[0, 4 * hour]]);
  });

  it("counts only what remains of a charging car, not its whole request", () => {
    const station = stationWith({});
    station.handle({ type: "apply", car: "A", mode: "slow", energyWh: 40_000 }, 0);
    station.handle({ type: "apply", car: "B", mode: "slow", energyWh: 25_000 }, 2 * hour);
    // A needs 1 h more than B asked for in total, but at 03:00 only 1 h is left of A and 1.5 h of B.
    const { effects } = station.handle({ type: "apply", car: "C", mode: "slow", energyWh: 10_000 }, 3 * hour);
    expect(effects).toContainEqual({ type: "called", car: "C", number: "T3", pile: "T1", at: rational(3 * hour) });
  });

  it("refuses the car that would be one too many in the waiting area", () => {
    const station = stationWith({});
    for (const car of ["1", "2", "3", "4", "5", "6"]) {
      expect(station.handle({ type: "apply", car, mode: "slow", energyWh: 10_000 }, 0).result.ok).toBe(true);
    }
    const { result } = station.handle({ type: "apply", car: "7", mode: "slow", energyWh: 10_000 }, 0);
    expect(result).toEqual({ ok: false, error: { code: "charging.waiting-area-full", capacity: 2 } });
    expect(station.snapshot().waiting.map(({ number }) => number)).toEqual(["T5", "T6"]);
  });

  it("lets a car into a full waiting area of the other mode when it is placed at once", () => {
    const station = stationWith({ piles: [slow("T1"), fast("F1")], pileQueueLength: 1, waitingCapacity: 1 });
    for (const car of ["1", "2"]) station.handle({ type: "apply", car, mode: "slow", energyWh: 10_000 }, 0);
    expect(station.handle({ type: "apply", car: "3", mode: "fast", energyWh: 10_000 }, 0).result.ok).toBe(true);
    expect(station.handle({ type: "apply", car: "4", mode: "fast", energyWh: 10_000 }, 0).result.ok).toBe(false);
  });

  it("calls a car once by its amount, though a change that changed nothing or a return to this dispatch offered it again", () => {
    const policy = { ...defaultStationPolicy, dispatch: "joint-any-order" as const };
    const station = stationWith({ policy, piles: [fast("F1")], waitingCapacity: null });
    for (const car of ["A", "B"]) station.handle({ type: "apply", car, mode: "fast", energyWh: 30_000 }, 0);
    for (const car of ["C", "D"]) station.handle({ type: "apply", car, mode: "fast", energyWh: 10_000 }, 1);
    station.handle({ type: "modify", car: "C", mode: "fast" }, 2);
    for (const settings of [{ policy: defaultStationPolicy }, { policy }]) {
      station.handle({ type: "configure", settings }, 3);
    }
    for (const car of ["A", "B"]) station.handle({ type: "cancel", car }, 4);
    station.advance(4);
    expect(station.snapshot().piles[0]?.queue.map(({ car }) => car)).toEqual(["C", "D"]);
    expect(station.finish().filter(({ type }) => type === "left")).toHaveLength(2);
  });
});
