import { describe, expect, it } from "vitest";
import { rational, unwrap } from "../kernel/index.js";
import { fen } from "../money/index.js";
import { DEFAULT_CHARGING_TARIFF } from "../pricing/index.js";
import {
  createStation,
  defaultStationPolicy,
  type LoggedEvent,
  restoreStation,
  type StationConfig,
  type StationEffect,
  type StationEvent,
  tariffPrices,
} from "./index.js";

const minute = 60_000;
const config: StationConfig = {
  piles: [{ id: "T1", mode: "slow", powerW: 10_000 }],
  pileQueueLength: 2,
  waitingCapacity: null,
  policy: defaultStationPolicy,
  prices: tariffPrices(DEFAULT_CHARGING_TARIFF),
  completion: "reported",
  spotFreedBy: "departed",
};
const sixOClock = Date.UTC(2026, 5, 15, 22); // in Shanghai
const at = (minutes: number) => sixOClock + minutes * minute;

const play = (changes: Partial<StationConfig>, steps: readonly (readonly [number, StationEvent])[]) => {
  const station = createStation({ ...config, ...changes });
  const effects: StationEffect[] = [];
  const log: LoggedEvent[] = [];
  for (const [minutes, event] of steps) {
    const answer = station.handle(event, at(minutes));
    unwrap(answer.result);
    effects.push(...answer.effects);
    effects.push(...station.advance(at(minutes)).effects);
    log.push({ event, atMs: at(minutes) });
  }
  const bills = effects.flatMap((effect) => (effect.type === "left" && effect.bill !== null ? [effect.bill] : []));
  return { station, effects, bills, log };
};
const apply = (car: string, energyWh = 40_000): StationEvent => ({ type: "apply", car, mode: "slow", energyWh });
const plug = (car: string): StationEvent => ({ type: "plugged-in", car });
const meter = (car: string, energyWh: number, readAtMs?: number): StationEvent => ({
  type: "meter",
  car,
  energyWh,
  readAtMs,
});
const charged = (car: string, energyWh: number, readAtMs?: number): StationEvent => ({
  type: "charged",
  car,
  energyWh,
  readAtMs,
});
const departed = (car: string): StationEvent => ({ type: "departed", car });

describe("a station driven by its meters", () => {
  it("bills what the meter counted, split where the readings cross a boundary of the tariff", () => {
    const { bills } = play({}, [
      [0, apply("V1")],
      [0, plug("V1")],
      [60, meter("V1", 4000)],
      [120, meter("V1", 9000)],
      [180, charged("V1", 9500)],
      [200, departed("V1")],
    ]);
    // 4 kWh until 07:00 at 0.4, 5.5 kWh after it at 0.7, service 0.8 throughout.
    expect(bills).toMatchObject([{ energyWh: rational(9500), energyFeeFen: 545, serviceFeeFen: 760, totalFen: 1305 }]);
    expect(bills[0]?.details[0]?.parts.map(({ energyWh }) => energyWh)).toEqual([rational(4000), rational(5500)]);
  });

  it("keeps the spot taken until the car departs, and calls the next one to the connector then", () => {
    const steps: [number, StationEvent][] = [
      [0, apply("V1")],
      [0, apply("V2")],
      [0, plug("V1")],
      [60, charged("V1", 10_000)],
    ];
    const standing = play({}, steps)
      .station.snapshot()
      .piles[0]?.queue.map(({ car }) => car);
    expect(standing).toEqual(["V1", "V2"]);
    const { effects } = play({}, [...steps, [70, departed("V1")]]);
    expect(effects.at(-1)).toMatchObject({ type: "at-connector", car: "V2", pile: "T1" });
  });

  it("frees the spot with the end of the charge where the setting says so", () => {
    const { station, effects } = play({ spotFreedBy: "charged" }, [
      [0, apply("V1")],
      [0, apply("V2")],
      [0, plug("V1")],
      [60, charged("V1", 10_000)],
    ]);
    expect(station.car("V1")).toBeNull();
    expect(effects.at(-1)).toMatchObject({ type: "at-connector", car: "V2" });
  });

  it("takes late readings into their place and never bills energy twice", () => {
    const { bills } = play({}, [
      [0, apply("V1")],
      [0, plug("V1")],
      [120, meter("V1", 12_000)],
      [121, meter("V1", 4000, at(60))],
      [122, charged("V1", 12_000, at(120))],
      [130, departed("V1")],
    ]);
    expect(bills).toMatchObject([{ energyWh: rational(12_000), energyFeeFen: 160 + 560 }]);
    expect(bills[0]?.details[0]?.stop).toEqual(rational(at(120)));
  });

  it("prices a charge that is reported late by the time at which it began", () => {
    const { bills } = play({}, [
      [0, apply("V1")],
      [90, apply("V2")],
      [90, { type: "plugged-in", car: "V1", startedAtMs: at(10) }],
      [91, charged("V1", 5000, at(40))],
      [95, departed("V1")],
    ]);
    // All of it before 07:00 at 0.4, though the news came half an hour after it.
    expect(bills).toMatchObject([{ energyWh: rational(5000), energyFeeFen: 200 }]);
    expect(bills[0]?.details[0]?.start).toEqual(rational(at(10)));
  });

  it("lets no charge begin before its car came, or after now", () => {
    const startOf = (startedAtMs: number) =>
      play({}, [
        [10, apply("V1")],
        [20, { type: "plugged-in", car: "V1", startedAtMs }],
      ]).station.car("V1")?.charge?.start;
    expect(startOf(at(5))).toEqual(rational(at(10)));
    expect(startOf(at(25))).toEqual(rational(at(20)));
  });

  it("refuses a meter that goes back, and a reading of the future", () => {
    const { station } = play({}, [
      [0, apply("V1")],
      [0, plug("V1")],
      [60, meter("V1", 4000)],
    ]);
    const refusal = { ok: false, error: { code: "charging.meter-goes-back" } };
    expect(station.handle(meter("V1", 3000), at(61)).result).toMatchObject(refusal);
    expect(station.handle(meter("V1", 5000, at(90)), at(61)).result).toMatchObject(refusal);
    expect(station.handle(meter("V1", 5000, at(30)), at(61)).result).toMatchObject(refusal);
  });

  it("lets a car that never came lose its place, without a bill", () => {
    const { effects } = play({}, [
      [0, apply("V1")],
      [0, apply("V2")],
      [15, { type: "no-show", car: "V1" }],
    ]);
    expect(effects.slice(-2)).toMatchObject([
      { type: "left", car: "V1", bill: null },
      { type: "at-connector", car: "V2" },
    ]);
  });

  it("lets only the first car of a pile plug in", () => {
    const { station } = play({}, [
      [0, apply("V1")],
      [0, apply("V2")],
    ]);
    expect(station.handle(plug("V2"), at(1)).result).toMatchObject({ error: { code: "charging.not-at-connector" } });
    unwrap(station.handle(plug("V1"), at(1)).result);
    expect(station.handle(plug("V1"), at(1)).result).toMatchObject({ error: { code: "charging.already-charging" } });
  });

  it("adds occupancy to the service fee, so that the total stays the sum", () => {
    const { bills } = play({ occupancyFee: (from, to) => fen(Math.ceil((to - from) / minute) * 10) }, [
      [0, apply("V1")],
      [0, plug("V1")],
      [60, charged("V1", 10_000)],
      [80, departed("V1")],
    ]);
    expect(bills).toMatchObject([{ energyFeeFen: 400, serviceFeeFen: 1000, totalFen: 1400 }]);
    expect(bills[0]?.details[0]).toMatchObject({ serviceFeeFen: 1000, totalFen: 1400 });
  });

  it("carries on with the remainder after a fault", () => {
    const { bills } = play({}, [
      [0, apply("V1", 10_000)],
      [0, plug("V1")],
      [30, meter("V1", 5000)],
      [30, { type: "fault", pile: "T1" }],
      [40, { type: "recover", pile: "T1" }],
      [41, plug("V1")],
      [71, charged("V1", 5000)],
      [80, departed("V1")],
    ]);
    expect(bills.map(({ energyWh, details }) => [energyWh, details.length])).toEqual([[rational(10_000), 2]]);
  });

  it("says how many cars go before and when one will be served", () => {
    const { station } = play({}, [
      [0, apply("V1", 10_000)],
      [0, plug("V1")],
      [0, apply("V2", 20_000)],
      [0, apply("V3", 5000)],
      [0, apply("V4", 5000)],
      [30, meter("V1", 4000)],
    ]);
    expect(station.car("V4")).toMatchObject({ place: "waiting", carsAhead: 1, number: "T4" });
    // 6 kWh are left of V1 at 06:30: 36 minutes; then two hours for V2, half an hour for V3.
    expect(station.estimates().get("V1")?.finish).toEqual(rational(at(66)));
    expect(station.estimates().get("V3")).toEqual({ start: rational(at(186)), finish: rational(at(216)) });
  });

  it("is rebuilt from its log to the same queue, numbers and fees", () => {
    const { station, log } = play({}, [
      [0, apply("V1")],
      [0, plug("V1")],
      [10, apply("V2")],
      [20, apply("V3")],
      [30, meter("V1", 5100)],
      [40, { type: "modify", car: "V3", mode: "fast" }],
      [50, { type: "cancel", car: "V2" }],
      [55, apply("V2")],
      [60, { type: "configure", settings: { pileQueueLength: 3, waitingCapacity: 5 } }],
    ]);
    const restored = restoreStation(config, JSON.parse(JSON.stringify(log)) as LoggedEvent[]);
    expect(restored.snapshot()).toEqual(station.snapshot());
    expect(restored.car("V2")).toMatchObject({ number: "T4", place: "pile" });
  });
});
