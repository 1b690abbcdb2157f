import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  createStation,
  type LoggedEvent,
  msOf,
  type StationEffect,
  type StationEvent,
  type StationPolicy,
} from "./index.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const tickMs = 360_000;
const piles = [
  { id: "T1", mode: "slow" as const, kwhPerTick: 1 },
  { id: "T2", mode: "slow" as const, kwhPerTick: 1 },
  { id: "T3", mode: "slow" as const, kwhPerTick: 2 },
];

interface ModelCar {
  readonly car: string;
  readonly number: number;
  left: number;
}

/** A charge as both sides tell it: car, pile, first and last tick. */
type Told = readonly [car: string, pile: string, from: number, to: number];

/**
 * The same rules with all amounts and events on ticks of six minutes, in which every pile gives whole kilowatt-hours: slow, plain and
 * with nothing remembered, so that what the engine remembers (finish times, heaps, order) is checked against it.
 */
const playModel = (
  { candidates, fault, interrupted }: StationPolicy,
  queueLength: number,
  log: readonly { event: StationEvent; tick: number }[],
): Told[] => {
  const told: Told[] = [];
  const queues: ModelCar[][] = piles.map(() => []);
  const startedAt: number[] = piles.map(() => 0);
  const isFaulty = piles.map(() => false);
  const waiting: ModelCar[] = [];
  const faultQueue: ModelCar[] = [];
  let [numbers, now] = [0, 0];
  const byNumber = (a: ModelCar, b: ModelCar) => a.number - b.number;
  const stop = (pile: number, car: ModelCar) => {
    if (now > (startedAt[pile] ?? 0)) told.push([car.car, piles[pile]?.id ?? "", startedAt[pile] ?? 0, now]);
  };
  const remove = (pile: number) => {
    queues[pile]?.shift();
    startedAt[pile] = now;
  };
  const best = (car: ModelCar): number => {
    const finish = piles.map(({ kwhPerTick }, pile) => {
      const queue = queues[pile] ?? [];
      const isFull = queue.length >= queueLength;
      if (isFaulty[pile] || (isFull && candidates === "free-spot")) return Number.POSITIVE_INFINITY;
      return [...queue, car].reduce((sum, { left }) => sum + left, 0) / kwhPerTick;
    });
    const least = Math.min(...finish);
    const pile = finish.indexOf(least);
    const hasSpot = least < Number.POSITIVE_INFINITY && (queues[pile]?.length ?? 0) < queueLength;
    return hasSpot ? pile : -1;
  };
  const settle = () => {
    for (const cars of [faultQueue, waiting]) {
      for (let [first] = cars; first !== undefined; [first] = cars) {
        const pile = best(first);
        if (pile < 0) return;
        cars.shift();
        if (queues[pile]?.push(first) === 1) startedAt[pile] = now;
      }
    }
  };
  const poolOthers = () => {
    for (const queue of queues) faultQueue.push(...queue.splice(1));
    faultQueue.sort(byNumber);
  };
  const passTick = () => {
    now += 1;
    for (const [pile, { kwhPerTick }] of piles.entries()) {
      const head = queues[pile]?.[0];
      if (head !== undefined) head.left -= kwhPerTick;
    }
    for (const [pile, queue] of queues.entries()) {
      const [head] = queue;
      if (head === undefined || head.left > 0) continue;
      stop(pile, head);
      remove(pile);
    }
    settle();
  };
  const isHere = (car: string) => [...queues.flat(), ...waiting, ...faultQueue].some((each) => each.car === car);
  const happen = (event: StationEvent) => {
    if (event.type === "apply" && !isHere(event.car)) {
      numbers += 1;
      waiting.push({ car: event.car, number: numbers, left: Number(event.energyWh) / 1000 });
    }
    if (event.type === "cancel") {
      for (const [pile, queue] of queues.entries()) {
        const place = queue.findIndex(({ car }) => car === event.car);
        if (place === 0) {
          stop(pile, queue[0] as ModelCar);
          remove(pile);
        } else if (place > 0) queue.splice(place, 1);
      }
      for (const cars of [waiting, faultQueue]) {
        const place = cars.findIndex(({ car }) => car === event.car);
        if (place >= 0) cars.splice(place, 1);
      }
    }
    if (event.type !== "fault" && event.type !== "recover") return;
    const pile = piles.findIndex(({ id }) => id === event.pile);
    if (isFaulty[pile] === (event.type === "fault")) return;
    isFaulty[pile] = event.type === "fault";
    if (event.type === "recover") return poolOthers();
    const displaced = queues[pile]?.splice(0) ?? [];
    if (displaced[0] !== undefined) stop(pile, displaced[0]);
    faultQueue.push(...displaced.slice(interrupted === "leave" ? 1 : 0));
    if (fault === "time-order") poolOthers();
    faultQueue.sort(byNumber);
  };
  for (const { event, tick } of log) {
    while (now < tick) passTick();
    happen(event);
    settle();
  }
  while (queues.some((queue) => queue.length > 0)) passTick();
  return told;
};

const playEngine = (policy: StationPolicy, pileQueueLength: number, log: readonly LoggedEvent[]): Told[] => {
  const station = createStation({
    piles: piles.map(({ id, mode, kwhPerTick }) => ({ id, mode, powerW: kwhPerTick * 10_000 })),
    pileQueueLength,
    waitingCapacity: null,
    policy,
    prices: () => [],
    completion: "predicted",
  });
  const effects: StationEffect[] = [];
  for (const { event, atMs } of log) effects.push(...station.handle(event, atMs).effects);
  effects.push(...station.finish());
  return effects.flatMap((effect) => {
    if (effect.type !== "charge-ended" || effect.detail === null) return [];
    const { pile, start, stop } = effect.detail;
    return [[effect.car, pile, msOf(start) / tickMs, msOf(stop) / tickMs] as const];
  });
};

const anyPolicy: fc.Arbitrary<StationPolicy> = fc.record({
  candidates: fc.constantFrom("free-spot", "all-piles"),
  interrupted: fc.constantFrom("requeue", "leave"),
  fault: fc.constantFrom("priority", "time-order"),
  dispatch: fc.constant("single"),
  capacity: fc.constant("enforced"),
});
const anyCar = fc.integer({ min: 1, max: 15 }).map((car) => `V${car}`);
const anyPile = fc.constantFrom("T1", "T2", "T3");
const anyEvent: fc.Arbitrary<StationEvent> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(anyCar, fc.integer({ min: 1, max: 20 }))
      .map(([car, pairs]) => ({ type: "apply", car, mode: "slow", energyWh: pairs * 2000 }) as const),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("cancel" as const), car: anyCar }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constantFrom("fault" as const, "recover" as const), pile: anyPile }) },
);
const anyLog = fc.array(fc.tuple(anyEvent, fc.constantFrom(0, 0, 2, 4, 10)), { maxLength: 24 }).map((steps) => {
  let tick = 0;
  return steps.map(([event, ticks]) => {
    tick += ticks;
    return { event, tick };
  });
});

describe("the event-driven engine", () => {
  it("tells the same charges as a plain model that goes tick by tick, whatever the policy of faults and candidates", () => {
    fc.assert(
      fc.property(anyPolicy, fc.integer({ min: 1, max: 3 }), anyLog, (policy, queueLength, log) => {
        const engine = playEngine(
          policy,
          queueLength,
          log.map(({ event, tick }) => ({ event, atMs: tick * tickMs })),
        );
        // A remainder of one kilowatt-hour takes the strong pile half a tick: no day for a model of whole ticks.
        fc.pre(engine.every(([, , from, to]) => Number.isInteger(from) && Number.isInteger(to)));
        const inOrder = (told: readonly Told[]) => told.map((each) => each.join(" ")).sort();
        expect(inOrder(engine)).toEqual(inOrder(playModel(policy, queueLength, log)));
      }),
      { numRuns },
    );
  });
});
