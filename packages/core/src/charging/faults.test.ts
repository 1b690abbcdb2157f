import { describe, expect, it } from "vitest";
import { formatRational, rational } from "../kernel/index.js";
import {
  createStation,
  defaultStationPolicy,
  type Station,
  type StationConfig,
  type StationEvent,
  type StationPolicy,
} from "./index.js";

const minute = 60_000;
const stationWith = (policy: Partial<StationPolicy> = {}, changes: Partial<StationConfig> = {}) =>
  createStation({
    piles: ["T1", "T2", "T3"].map((id) => ({ id, mode: "slow", powerW: 10_000 })),
    pileQueueLength: 2,
    waitingCapacity: null,
    policy: { ...defaultStationPolicy, ...policy },
    prices: (fromMs, toMs) => [{ fromMs, toMs, energyFenPerKwh: rational(100), serviceFenPerKwh: rational(80) }],
    completion: "predicted",
    spotFreedBy: "charged",
    ...changes,
  });
const applyAll = (station: Station, kwh: readonly number[]) => {
  for (const [index, each] of kwh.entries()) {
    station.handle({ type: "apply", car: `V${index + 1}`, mode: "slow", energyWh: each * 1000 }, 0);
  }
};
const handle = (station: Station, event: StationEvent, minutes: number) => station.handle(event, minutes * minute);
const numbers = (station: Station) => {
  const { piles, waiting, faultQueue } = station.snapshot();
  const list = (cars: readonly { number: string }[]) => cars.map(({ number }) => number).join(" ");
  return {
    piles: piles.map(({ queue }) => list(queue)),
    waiting: list(waiting),
    faultQueue: list(faultQueue),
  };
};

describe("a fault", () => {
  it("ends the charge with a detail record and queues the cars of the pile by number", () => {
    const station = stationWith();
    applyAll(station, [20, 20, 20, 10, 10, 10, 5]);
    expect(numbers(station)).toEqual({ piles: ["T1 T4", "T2 T5", "T3 T6"], waiting: "T7", faultQueue: "" });
    const { effects } = handle(station, { type: "fault", pile: "T1" }, 30);
    const ended = effects.find((effect) => effect.type === "charge-ended");
    expect(ended).toMatchObject({ car: "V1", pile: "T1", detail: { energyWh: rational(5000), totalFen: 900 } });
    expect(numbers(station)).toEqual({ piles: ["", "T2 T5", "T3 T6"], waiting: "T7", faultQueue: "T1 T4" });
    expect(station.snapshot().faultQueue.map(({ requestedWh }) => formatRational(requestedWh, 0))).toEqual([
      "15000",
      "10000",
    ]);
  });

  it("gives free spots to the fault queue before the waiting area, which is not called meanwhile", () => {
    const station = stationWith();
    applyAll(station, [20, 20, 20, 10, 10, 10, 5]);
    handle(station, { type: "fault", pile: "T1" }, 30);
    station.advance(120 * minute);
    // T2 and T3 are full at 02:00: both spots go to the fault queue, T7 waits on.
    expect(numbers(station)).toEqual({ piles: ["", "T5 T1", "T6 T4"], waiting: "T7", faultQueue: "" });
  });

  it("stops calling for its own mode only", () => {
    const station = stationWith(
      {},
      {
        piles: [
          { id: "T1", mode: "slow", powerW: 10_000 },
          { id: "F1", mode: "fast", powerW: 30_000 },
        ],
        pileQueueLength: 1,
      },
    );
    applyAll(station, [10, 10]);
    handle(station, { type: "fault", pile: "T1" }, 0);
    handle(station, { type: "apply", car: "X", mode: "fast", energyWh: 1000 }, 1);
    expect(numbers(station)).toEqual({ piles: ["", "F1"], waiting: "T2", faultQueue: "T1" });
  });

  it("in time order puts the not yet charging cars of the other piles into the same queue", () => {
    const station = stationWith({ fault: "time-order" });
    applyAll(station, [20, 30, 40, 10, 10]);
    expect(numbers(station).piles).toEqual(["T1 T4", "T2 T5", "T3"]);
    handle(station, { type: "fault", pile: "T1" }, 0);
    // T1, T4 and T5 are dispatched anew: the two free spots go to T1 and T4, which come first by number.
    expect(numbers(station)).toEqual({ piles: ["", "T2 T1", "T3 T4"], waiting: "", faultQueue: "T5" });
  });

  it("lets the interrupted car leave with its bill where the policy says so", () => {
    const station = stationWith({ interrupted: "leave" });
    applyAll(station, [20, 20, 20, 10]);
    const { effects } = handle(station, { type: "fault", pile: "T1" }, 60);
    expect(effects.find((effect) => effect.type === "left")).toMatchObject({ car: "V1", bill: { totalFen: 1800 } });
    expect(numbers(station)).toEqual({ piles: ["", "T2 T4", "T3"], waiting: "", faultQueue: "" });
  });

  it("makes no record where no energy flowed", () => {
    const station = stationWith();
    applyAll(station, [20]);
    handle(station, { type: "fault", pile: "T1" }, 0);
    const bills = station.finish().flatMap((effect) => (effect.type === "left" ? [effect.bill] : []));
    expect(bills.map((bill) => bill?.details.length)).toEqual([1]);
  });
});

describe("a recovery", () => {
  it("pools the not yet charging cars with the fault queue and dispatches them by number", () => {
    const station = stationWith();
    applyAll(station, [20, 20, 20, 10, 10, 10]);
    handle(station, { type: "fault", pile: "T1" }, 30);
    handle(station, { type: "recover", pile: "T1" }, 40);
    // T1 takes the empty pile; T4 finds 1 h 20 min of rest at T2 and T3 and 1 h 30 min at T1, and so on by number.
    expect(numbers(station)).toEqual({ piles: ["T1 T6", "T2 T4", "T3 T5"], waiting: "", faultQueue: "" });
  });

  it("makes one bill with two detail records of an interrupted charge", () => {
    const station = stationWith({}, { piles: [{ id: "T1", mode: "slow", powerW: 10_000 }] });
    applyAll(station, [10]);
    handle(station, { type: "fault", pile: "T1" }, 30);
    handle(station, { type: "recover", pile: "T1" }, 45);
    const bills = station.finish().flatMap((effect) => (effect.type === "left" ? [effect.bill] : []));
    expect(bills).toHaveLength(1);
    expect(bills[0]?.details.map(({ energyWh }) => energyWh)).toEqual([rational(5000), rational(5000)]);
    expect(bills[0]?.totalFen).toBe(1800);
  });
});

describe("a stopped pile", () => {
  it("ends its charge, hands its queue on and takes no other car until it is started", () => {
    const station = stationWith({}, { pileQueueLength: 3 });
    applyAll(station, [20, 20, 20, 10]);
    handle(station, { type: "stop-pile", pile: "T1" }, 0);
    handle(station, { type: "apply", car: "X", mode: "slow", energyWh: 1000 }, 1);
    expect(numbers(station)).toEqual({ piles: ["T1", "T2 T4", "T3 T5"], waiting: "", faultQueue: "" });
    station.advance(200 * minute);
    expect(numbers(station).piles[0]).toBe("");
    handle(station, { type: "start-pile", pile: "T1" }, 201);
    handle(station, { type: "apply", car: "Y", mode: "slow", energyWh: 1000 }, 202);
    expect(numbers(station).piles[0]).toBe("T6");
  });
});

describe("what is refused", () => {
  const station = stationWith();
  applyAll(station, [20, 20, 20, 10]);
  handle(station, { type: "fault", pile: "T3" }, 1);
  station.handle({ type: "stop-pile", pile: "T2" }, minute);
  const refusals: [StationEvent, string][] = [
    [{ type: "apply", car: "V1", mode: "slow", energyWh: 1 }, "charging.car-already-in-station"],
    [{ type: "apply", car: "N", mode: "slow", energyWh: 0 }, "charging.amount-not-positive"],
    [{ type: "apply", car: "N", mode: "slow", energyWh: 60_000, batteryWh: 50_000 }, "charging.amount-exceeds-battery"],
    [{ type: "modify", car: "N" }, "charging.unknown-car"],
    [{ type: "modify", car: "V1", energyWh: 1 }, "charging.car-in-charging-area"],
    [{ type: "cancel", car: "N" }, "charging.unknown-car"],
    [{ type: "fault", pile: "T9" }, "charging.unknown-pile"],
    [{ type: "fault", pile: "T3" }, "charging.pile-already-faulty"],
    [{ type: "recover", pile: "T1" }, "charging.pile-not-faulty"],
    [{ type: "stop-pile", pile: "T2" }, "charging.pile-already-stopped"],
    [{ type: "start-pile", pile: "T1" }, "charging.pile-not-stopped"],
    [{ type: "plugged-in", car: "V1" }, "charging.completion-is-predicted"],
    [{ type: "configure", settings: { pileQueueLength: 0 } }, "charging.settings-invalid"],
  ];
  for (const [event, code] of refusals) {
    it(`${event.type} with ${code}, and nothing changes`, () => {
      const before = station.snapshot();
      expect(station.handle(event, minute).result).toMatchObject({ ok: false, error: { code } });
      expect(station.snapshot()).toEqual(before);
    });
  }

  it("time that goes back", () => {
    expect(station.handle({ type: "cancel", car: "V1" }, 0).result).toMatchObject({
      ok: false,
      error: { code: "charging.time-goes-back" },
    });
  });
});
