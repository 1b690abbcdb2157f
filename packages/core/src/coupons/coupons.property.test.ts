import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fen } from "../money/index.js";
import { quantity, rate } from "../quantity/index.js";
import {
  type Basket,
  type Benefit,
  type Candidate,
  exactSearchLimit,
  type LineKind,
  quoteBest,
  quoteChosen,
  type Stage,
  stages,
} from "./index.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const context = { at: 0, zone: "Asia/Shanghai" };

const amount = fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 10 })).map(fen);

const basketOf = (maxLength: number): fc.Arbitrary<Basket> =>
  fc
    .array(
      fc.record({
        kind: fc.constantFrom<LineKind>("goods", "goods", "goods", "service", "delivery"),
        amountFen: amount,
        memberAmountFen: amount,
        quantity: fc.integer({ min: 0, max: 80_000 }).map((steps) => quantity("L", steps)),
      }),
      { minLength: 1, maxLength },
    )
    .map((lines) => lines.map((line, index) => ({ ...line, id: `line-${index}` })));

const benefit: fc.Arbitrary<Benefit> = fc.oneof(
  fc.constant<Benefit>({ kind: "member-price" }),
  fc.record({ kind: fc.constant("amount-off" as const), offFen: amount }),
  fc.record({
    kind: fc.constant("percent-off" as const),
    offBasisPoints: fc.integer({ min: 0, max: 10_000 }),
    capFen: amount,
  }),
  fc.record({
    kind: fc.constant("thresholds" as const),
    steps: fc.array(fc.record({ fromFen: amount, offFen: amount }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant("every-full" as const),
    everyFen: fc.integer({ min: 1, max: 20_000 }).map(fen),
    offFen: amount,
  }),
  fc.record({
    kind: fc.constant("per-unit-off" as const),
    unit: fc.constant("L" as const),
    offPerUnit: fc.integer({ min: 0, max: 100_000 }).map(rate),
    maxQuantity: fc.integer({ min: 0, max: 80_000 }).map((steps) => quantity("L", steps)),
    capFen: amount,
  }),
  fc.record({ kind: fc.constant("free-delivery" as const), capFen: amount }),
  fc.record({
    kind: fc.constant("points" as const),
    stepPoints: fc.integer({ min: 1, max: 100 }),
    stepFen: fc.integer({ min: 1, max: 100 }).map(fen),
    maxPoints: fc.integer({ min: 0, max: 10_000 }),
    maxShareBasisPoints: fc.integer({ min: 0, max: 10_000 }),
  }),
);

const candidatesOf = (minLength: number, maxLength: number): fc.Arbitrary<Candidate[]> =>
  fc
    .array(
      fc.record({
        benefit,
        stage: fc.constantFrom<Stage>(...stages),
        group: fc.constantFrom("a", "b", "c", "d", "e"),
        exclusive: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
        minimumFen: fc.oneof(fc.constant(fen(0)), amount),
        lineKinds: fc.constantFrom<LineKind[]>(["goods"], ["goods", "service"], ["delivery"], ["goods", "delivery"]),
      }),
      { minLength, maxLength },
    )
    .map((drawn) =>
      drawn.map(({ group, exclusive, lineKinds, ...rest }, index) => ({
        id: `c-${index}`,
        validFrom: 0,
        validUntil: 1,
        coupon: {
          ...rest,
          id: `t-${index}`,
          name: `t-${index}`,
          validity: { kind: "fixed" as const, from: 0, until: 1 },
          scope: { lineKinds },
          stacking: { group, exclusive },
        },
      })),
    );

const subsets = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: 2 ** items.length }, (_, mask) => items.filter((_item, index) => mask & (1 << index)));

describe("any basket with any coupons", () => {
  it("is allocated so that all sums are exact and no line is below zero", () => {
    fc.assert(
      fc.property(basketOf(6), candidatesOf(0, 6), (basket, candidates) => {
        const quote = quoteBest(basket, candidates, context);
        let payable = 0;
        for (const line of quote.lines) {
          expect(line.payableFen).toBeGreaterThanOrEqual(0);
          expect(line.discounts.every((share) => share.amountFen > 0)).toBe(true);
          const shares = line.discounts.reduce((sum, share) => sum + share.amountFen, 0);
          expect(line.discountFen).toBe(shares);
          expect(line.payableFen).toBe(line.amountFen - shares);
          payable += line.payableFen;
        }
        expect(quote.payableFen).toBe(payable);
        expect(quote.amountFen - quote.discountFen).toBe(payable);
        for (const verdict of quote.verdicts) {
          if (!verdict.applied) continue;
          const shares = quote.lines.flatMap((line) =>
            line.discounts.filter(({ candidateId }) => candidateId === verdict.candidateId),
          );
          expect(shares.reduce((sum, share) => sum + share.amountFen, 0)).toBe(verdict.discountFen);
        }
      }),
      { numRuns: runs },
    );
  });

  it("gets the best of all combinations that a person could choose", () => {
    fc.assert(
      fc.property(basketOf(3), candidatesOf(0, 5), (basket, candidates) => {
        const best = quoteBest(basket, candidates, context);
        expect(best.search).toBe("exact");
        const discounts = subsets(candidates).map((chosen) => {
          const quote = quoteChosen(basket, chosen, context);
          return quote.ok ? quote.value.discountFen : 0;
        });
        expect(best.discountFen).toBe(Math.max(...discounts));
      }),
      { numRuns: runs },
    );
  });

  it("gets the same quote whatever the order in which the candidates come", () => {
    fc.assert(
      fc.property(basketOf(4), candidatesOf(0, 6), (basket, candidates) => {
        const forward = quoteBest(basket, candidates, context);
        const backward = quoteBest(basket, candidates.toReversed(), context);
        expect(backward.lines).toEqual(forward.lines);
        expect(backward.verdicts.toReversed()).toEqual(forward.verdicts);
      }),
      { numRuns: runs },
    );
  });

  it("can be chosen by hand as it was found", () => {
    fc.assert(
      fc.property(basketOf(4), candidatesOf(0, 6), (basket, candidates) => {
        const best = quoteBest(basket, candidates, context);
        const chosen = candidates.filter((_, index) => best.verdicts[index]?.applied);
        expect(quoteChosen(basket, chosen, context)).toMatchObject({ ok: true, value: { lines: best.lines } });
      }),
      { numRuns: runs },
    );
  });

  it("gets at least what the best single coupon gives when there are too many to try all, and says so", () => {
    fc.assert(
      fc.property(basketOf(3), candidatesOf(exactSearchLimit + 1, exactSearchLimit + 4), (basket, candidates) => {
        const goods = [...basket, { id: "more", kind: "goods", amountFen: fen(100) }, deliveryLine] as const;
        const best = quoteBest(goods, candidates, context);
        expect(best.search).toBe("greedy");
        for (const candidate of candidates) {
          expect(best.discountFen).toBeGreaterThanOrEqual(quoteBest(goods, [candidate], context).discountFen);
        }
      }),
      { numRuns: Math.ceil(runs / 4) },
    );
  });
});

const deliveryLine = { id: "way", kind: "delivery", amountFen: fen(600) } as const;
