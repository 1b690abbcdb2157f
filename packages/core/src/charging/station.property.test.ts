import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addRational,
  compareRational,
  divideRational,
  multiplyRational,
  type Rational,
  rational,
  subtractRational,
} from "../kernel/index.js";
import { DEFAULT_CHARGING_TARIFF } from "../pricing/index.js";
import {
  type ChargingBill,
  type ChargingDetail,
  createStation,
  type LoggedEvent,
  type Station,
  type StationConfig,
  type StationEffect,
  type StationEvent,
  type StationPolicy,
  tariffPrices,
} from "./index.js";
import { roundToFen } from "./price-readings.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const minute = 60_000;
const startMs = Date.UTC(2026, 5, 15, 20); // 04:00 in Shanghai
const zero = rational(0);

const anyPolicy: fc.Arbitrary<StationPolicy> = fc.record({
  candidates: fc.constantFrom("free-spot", "all-piles"),
  interrupted: fc.constantFrom("requeue", "leave"),
  fault: fc.constantFrom("priority", "time-order"),
  dispatch: fc.constantFrom("single", "joint-in-order", "joint-any-order", "full-station"),
  capacity: fc.constantFrom("enforced", "nominal"),
});
const anyConfig: fc.Arbitrary<StationConfig> = fc
  .record({
    policy: anyPolicy,
    pileQueueLength: fc.integer({ min: 1, max: 3 }),
    waitingCapacity: fc.option(fc.integer({ min: 0, max: 6 })),
    slowW: fc.constantFrom(7000, 10_000),
  })
  .map(({ slowW, ...settings }) => ({
    ...settings,
    piles: [
      { id: "F1", mode: "fast", powerW: 30_000 },
      { id: "F2", mode: "fast", powerW: 60_000 },
      { id: "T1", mode: "slow", powerW: slowW },
      { id: "T2", mode: "slow", powerW: 7000 },
      { id: "T3", mode: "slow", powerW: 7000 },
    ],
    prices: tariffPrices(DEFAULT_CHARGING_TARIFF),
    completion: "predicted",
    spotFreedBy: "charged",
  }));

const anyCar = fc.integer({ min: 1, max: 12 }).map((car) => `V${car}`);
const anyMode = fc.constantFrom("fast" as const, "slow" as const);
const anyAmount = fc.integer({ min: -1, max: 60 }).map((kwh) => kwh * 1000);
const anyPile = fc.constantFrom("F1", "F2", "T1", "T2", "T3", "X9");
const anyEvent: fc.Arbitrary<StationEvent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ type: fc.constant("apply" as const), car: anyCar, mode: anyMode, energyWh: anyAmount }),
  },
  {
    weight: 1,
    arbitrary: fc.record(
      { type: fc.constant("modify" as const), car: anyCar, mode: anyMode, energyWh: anyAmount },
      { requiredKeys: ["type", "car"] },
    ),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("cancel" as const), car: anyCar }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom("fault" as const, "stop-pile" as const), pile: anyPile }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom("recover" as const, "start-pile" as const), pile: anyPile }),
  },
);
const anyLog: fc.Arbitrary<LoggedEvent[]> = fc
  .array(fc.tuple(anyEvent, fc.constantFrom(0, 0, 1, 5, 13, 40)), { maxLength: 24 })
  .map((steps) => {
    let atMs = startMs;
    return steps.map(([event, waitMinutes]) => {
      atMs += waitMinutes * minute;
      return { event, atMs };
    });
  });

interface Day {
  readonly station: Station;
  readonly effects: StationEffect[];
  readonly accepted: LoggedEvent[];
  readonly steps: {
    readonly event: StationEvent | null;
    readonly effects: readonly StationEffect[];
    readonly isAccepted: boolean;
  }[];
}
const play = (config: StationConfig, log: readonly LoggedEvent[], endMs = log.at(-1)?.atMs ?? startMs): Day => {
  const day: Day = { station: createStation(config), effects: [], accepted: [], steps: [] };
  const note = (event: StationEvent | null, effects: readonly StationEffect[], isAccepted: boolean) => {
    day.effects.push(...effects);
    day.steps.push({ event, effects, isAccepted });
  };
  for (const { event, atMs } of log) {
    const { effects, result } = day.station.handle(event, atMs);
    note(event, effects, result.ok);
    if (result.ok) day.accepted.push({ event, atMs });
  }
  note(null, day.station.advance(endMs).effects, false);
  note(null, day.station.finish(), false);
  return day;
};
const billsOf = (effects: readonly StationEffect[]): ChargingBill[] =>
  effects.flatMap((effect) => (effect.type === "left" && effect.bill !== null ? [effect.bill] : []));
const detailsOf = (effects: readonly StationEffect[]): ChargingDetail[] =>
  effects.flatMap((effect) => (effect.type === "charge-ended" && effect.detail !== null ? [effect.detail] : []));
const property = (check: (config: StationConfig, log: LoggedEvent[]) => void) =>
  fc.assert(fc.property(anyConfig, anyLog, check), { numRuns });

/** Yuan cents of one kW over the whole tariff up to a time of day in Shanghai, hour by hour. */
const hourPrice = (hour: number) =>
  hour < 7 || hour >= 23 ? 40n : (hour >= 10 && hour < 15) || (hour >= 18 && hour < 21) ? 100n : 70n;
const energyFeeFen = ({ start, stop }: ChargingDetail, powerW: number): Rational => {
  const hours = (at: Rational) => divideRational(addRational(at, rational(8 * 60 * minute)), rational(60 * minute));
  let fen = zero;
  for (let hour = hours(start), end = hours(stop); compareRational(hour, end) < 0; ) {
    const whole = hour.n / hour.d;
    const next = compareRational(rational(whole + 1n), end) < 0 ? rational(whole + 1n) : end;
    const share = multiplyRational(subtractRational(next, hour), rational(hourPrice(Number(whole % 24n))));
    fen = addRational(fen, multiplyRational(share, divideRational(rational(powerW), rational(1000))));
    hour = next;
  }
  return fen;
};

describe("any day at a charging station", () => {
  it("has every car in exactly one place, and every pile within its queue length", () => {
    property((config, log) => {
      const present = new Set<string>();
      const station = createStation({ ...config, prices: () => [] });
      for (const { event, atMs } of log) {
        const { effects } = station.handle(event, atMs);
        for (const effect of effects) {
          if (effect.type === "numbered") present.add(effect.car);
          if (effect.type === "left") expect(present.delete(effect.car)).toBe(true);
        }
        const { piles, waiting, faultQueue } = station.snapshot();
        const cars = [...piles.flatMap(({ queue }) => queue), ...waiting, ...faultQueue].map(({ car }) => car);
        expect(cars.sort()).toEqual([...present].sort());
        expect(piles.every(({ queue }) => queue.length <= config.pileQueueLength)).toBe(true);
      }
    });
  });

  it("delivers exactly what was asked for, whatever fails and recovers; less only to a car that leaves early", () => {
    property((config, log) => {
      const { steps, station } = play(config, log);
      const asked = new Map<string, Rational>();
      for (const { event, effects, isAccepted } of steps) {
        const mayLeave = (car: string) =>
          (event?.type === "cancel" && event.car === car) ||
          (event?.type === "fault" && config.policy.interrupted === "leave");
        for (const effect of effects) {
          if (effect.type !== "left") continue;
          const [got, wanted] = [effect.bill?.energyWh ?? zero, asked.get(effect.car) ?? zero];
          const order = compareRational(got, wanted);
          expect(mayLeave(effect.car) ? order <= 0 : order === 0).toBe(true);
        }
        const isRequest = event?.type === "apply" || event?.type === "modify";
        if (isRequest && isAccepted && event.energyWh !== undefined) asked.set(event.car, rational(event.energyWh));
      }
      const { piles, waiting, faultQueue } = station.snapshot();
      expect(piles.flatMap(({ queue }) => queue)).toEqual([]);
      for (const { car, requestedWh, details } of [...waiting, ...faultQueue]) {
        expect(details.reduce((sum, { energyWh }) => addRational(sum, energyWh), requestedWh)).toEqual(asked.get(car));
      }
    });
  });

  it("takes energy = power × time for every record, one car at a time at each pile", () => {
    property((config, log) => {
      const { effects } = play(config, log);
      for (const { id, powerW } of config.piles) {
        const records = detailsOf(effects).filter(({ pile }) => pile === id);
        for (const [index, { start, stop, energyWh }] of records.entries()) {
          const flowed = multiplyRational(subtractRational(stop, start), rational(`${powerW}/3600000`));
          expect(energyWh).toEqual(flowed);
          const previous = records[index - 1];
          if (previous) expect(compareRational(previous.stop, start)).toBeLessThanOrEqual(0);
        }
      }
    });
  });

  it("prices every record exactly at the hours of the tariff, rounds each fee once and sums to the total", () => {
    property((config, log) => {
      const { effects } = play(config, log);
      const powers = new Map(config.piles.map(({ id, powerW }) => [id, Number(powerW)]));
      for (const detail of detailsOf(effects)) {
        expect(detail.energyFeeFen).toBe(roundToFen(energyFeeFen(detail, powers.get(detail.pile) ?? 0)));
        expect(detail.serviceFeeFen).toBe(roundToFen(multiplyRational(detail.energyWh, rational("80/1000"))));
        expect(detail.totalFen).toBe(detail.energyFeeFen + detail.serviceFeeFen);
      }
      for (const bill of billsOf(effects)) {
        expect(bill.totalFen).toBe(bill.details.reduce((sum, { totalFen }) => sum + totalFen, 0));
      }
    });
  });

  it("calls the numbers of a mode in their order", () => {
    property((config, log) => {
      fc.pre(config.policy.dispatch === "single" || config.policy.dispatch === "joint-in-order");
      const last = { F: 0, T: 0 };
      const { effects } = play(config, log);
      const instants = new Map<string, number[]>();
      for (const effect of effects) {
        if (effect.type !== "called") continue;
        const key = `${effect.number[0]}@${effect.at.n}/${effect.at.d}`;
        instants.set(key, [...(instants.get(key) ?? []), Number(effect.number.slice(1))]);
      }
      for (const [key, numbers] of instants) {
        const mode = key.startsWith("F") ? "F" : "T";
        expect(Math.min(...numbers)).toBeGreaterThan(last[mode]);
        last[mode] = Math.max(...numbers);
      }
    });
  });

  it("leaves no car waiting beside a free spot of its mode", () => {
    property((config, log) => {
      fc.pre(config.policy.candidates === "free-spot" && config.policy.dispatch !== "full-station");
      const station = createStation(config);
      for (const { event, atMs } of log) {
        station.handle(event, atMs);
        station.advance(atMs);
        const { piles, waiting, faultQueue } = station.snapshot();
        for (const { mode, status, queue } of piles) {
          if (status !== "working" || queue.length >= config.pileQueueLength) continue;
          expect([...waiting, ...faultQueue].filter((car) => car.mode === mode)).toEqual([]);
        }
      }
    });
  });

  it("comes out the same when its accepted events are played again", () => {
    property((config, log) => {
      const { effects, accepted, station } = play(config, log);
      const again = play(config, accepted, log.at(-1)?.atMs);
      expect(again.effects).toEqual(effects);
      expect(again.station.snapshot()).toEqual(station.snapshot());
    });
  });

  it("ends as the estimates said when nobody else comes", () => {
    property((config, log) => {
      const station = createStation(config);
      for (const { event, atMs } of log) station.handle(event, atMs);
      const estimates = station.estimates();
      const finished = new Map<string, Rational>();
      for (const effect of station.finish()) if (effect.type === "charge-ended") finished.set(effect.car, effect.at);
      expect(new Map([...estimates].map(([car, { finish }]) => [car, finish]))).toEqual(finished);
    });
  });
});
