import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addRational, compareRational, multiplyRational, type Rational, rational } from "../kernel/index.js";
import { assignJointly, type JointPile } from "./joint-dispatch.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const zero = rational(0);
const pile = (waitMs: number | string, msPerWh: number | string, spots: number): JointPile => ({
  waitMs: rational(waitMs),
  msPerWh: rational(msPerWh),
  spots,
});

/** Sum over the new cars of waiting and charging time, by walking every queue. */
const costOf = (queues: readonly (readonly number[])[], amounts: readonly Rational[], piles: readonly JointPile[]) => {
  let total = zero;
  for (const [index, queue] of queues.entries()) {
    let finish = piles[index]?.waitMs ?? zero;
    for (const car of queue) {
      finish = addRational(finish, multiplyRational(amounts[car] ?? zero, piles[index]?.msPerWh ?? zero));
      total = addRational(total, finish);
    }
  }
  return total;
};

/** Every way to put the cars one after the other into the free spots, each at any place of the queue. */
const everyAssignment = function* (cars: number, piles: readonly JointPile[]): Generator<number[][]> {
  const queues: number[][] = piles.map(() => []);
  const put = function* (car: number): Generator<number[][]> {
    if (car === cars) {
      yield queues.map((queue) => [...queue]);
      return;
    }
    for (const [index, queue] of queues.entries()) {
      if (queue.length >= (piles[index]?.spots ?? 0)) continue;
      for (let place = 0; place <= queue.length; place++) {
        queue.splice(place, 0, car);
        yield* put(car + 1);
        queue.splice(place, 1);
      }
    }
  };
  yield* put(0);
};

const anyPiles = fc.array(
  fc.record({
    waitMs: fc.integer({ min: 0, max: 6 }).map(rational),
    msPerWh: fc.constantFrom("1", "1/3", "3/7").map(rational),
    spots: fc.integer({ min: 0, max: 2 }),
  }),
  { minLength: 1, maxLength: 3 },
);
const anyAmounts = fc.array(fc.integer({ min: 1, max: 9 }).map(rational), { maxLength: 4 });

describe("joint dispatch", () => {
  it("lets small amounts charge first and spreads the largest ones over the last places", () => {
    const queues = assignJointly([40, 10, 30, 20].map(rational), [pile(0, 1, 2), pile(0, 1, 2)]);
    expect(queues).toEqual([
      [1, 0],
      [3, 2],
    ]);
  });

  it("prefers a strong pile even behind a queue when that is sooner", () => {
    expect(assignJointly([rational(30)], [pile(0, 3, 1), pile(10, 1, 1)])).toEqual([[], [0]]);
  });

  it("takes the lowest pile where a strong one behind a queue is only as soon", () => {
    expect(assignJointly([rational(30)], [pile(0, 3, 1), pile(60, 1, 1)])).toEqual([[0], []]);
    expect(assignJointly([rational(30)], [pile(60, 1, 1), pile(0, 3, 1)])).toEqual([[0], []]);
  });

  it("gives equal amounts the lowest piles in the order of their numbers", () => {
    const same = [5, 5, 5].map(rational);
    expect(assignJointly(same, [pile(0, 1, 2), pile(0, 1, 2), pile(0, 1, 2)])).toEqual([[0], [1], [2]]);
    expect(assignJointly(same, [pile(0, 1, 3)])).toEqual([[0, 1, 2]]);
  });

  it("finds the least sum of all assignments", () => {
    fc.assert(
      fc.property(anyAmounts, anyPiles, (amounts, piles) => {
        fc.pre(amounts.length <= piles.reduce((sum, { spots }) => sum + spots, 0));
        const queues = assignJointly(amounts, piles);
        expect(queues.flat().sort()).toEqual([...amounts.keys()]);
        expect(queues.every((queue, index) => queue.length <= (piles[index]?.spots ?? 0))).toBe(true);
        let least: Rational | null = null;
        for (const candidate of everyAssignment(amounts.length, piles)) {
          const cost = costOf(candidate, amounts, piles);
          if (least === null || compareRational(cost, least) < 0) least = cost;
        }
        expect(costOf(queues, amounts, piles)).toEqual(least);
      }),
      { numRuns },
    );
  });

  it("equals the closed form for empty piles: the largest amount gets the smallest of the coefficients k/power", () => {
    const anyPower = fc.constantFrom("1", "1/3", "2/7").map(rational);
    const manyAmounts = fc.array(fc.integer({ min: 1, max: 50 }).map(rational), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(manyAmounts, fc.array(anyPower, { minLength: 1, maxLength: 8 }), (amounts, powers) => {
        const spots = Math.ceil(amounts.length / powers.length) + 1;
        const piles = powers.map((msPerWh) => ({ waitMs: zero, msPerWh, spots }));
        const coefficients = powers
          .flatMap((msPerWh) => Array.from({ length: spots }, (_, k) => multiplyRational(rational(k + 1), msPerWh)))
          .sort(compareRational);
        const closed = [...amounts]
          .sort((a, b) => compareRational(b, a))
          .reduce((sum, amount, rank) => addRational(sum, multiplyRational(amount, coefficients[rank] ?? zero)), zero);
        expect(costOf(assignJointly(amounts, piles), amounts, piles)).toEqual(closed);
      }),
      { numRuns },
    );
  });
});
