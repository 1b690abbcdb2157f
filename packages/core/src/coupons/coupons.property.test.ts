import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fen } from "../money/index.js";
import { quantity, rate } from "../quantity/index.js";
import {
  type Basket,
  type Benefit,
  type Candidate,
  checkEligibility,
  exactSearchLimit,
  type LineKind,
  quoteBest,
  quoteChosen,
  type Stage,
  stages,
} from "./index.js";
import { measure } from "./reduce.js";

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

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

const subsets = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: 2 ** items.length }, (_, mask) => items.filter((_item, index) => mask & (1 << index)));

describe("any basket with any coupons", () => {
  it("is allocated so that all sums are exact and no line is below zero", () => {
    fc.assert(
      fc.property(basketOf(6), candidatesOf(0, 6), (basket, candidates) => {
        const quote = quoteBest(basket, candidates, context);
        const wrongLines = quote.lines.filter(({ amountFen, discounts, discountFen, payableFen }) => {
          const shares = sum(discounts.map((share) => share.amountFen));
          return payableFen < 0 || discountFen !== shares || payableFen !== amountFen - shares;
        });
        const shares = quote.lines.flatMap(({ discounts }) => discounts);
        const wrongVerdicts = quote.verdicts.filter(({ candidateId, ...verdict }) => {
          const own = shares.filter((share) => share.candidateId === candidateId);
          return sum(own.map(({ amountFen }) => amountFen)) !== (verdict.applied ? verdict.discountFen : 0);
        });
        expect([wrongLines, wrongVerdicts, shares.filter(({ amountFen }) => amountFen <= 0)]).toEqual([[], [], []]);
        expect(quote.payableFen).toBe(sum(quote.lines.map(({ payableFen }) => payableFen)));
        expect(quote.amountFen - quote.discountFen).toBe(quote.payableFen);
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

  it("takes off no more where less is left", () => {
    const drawn = basketOf(4).chain((basket) =>
      fc.tuple(fc.constant(basket), fc.tuple(...basket.map(({ amountFen }) => fc.integer({ min: 0, max: amountFen })))),
    );
    fc.assert(
      fc.property(drawn, candidatesOf(1, 1), ([basket, less], [candidate]) => {
        if (!candidate) return;
        const lines = checkEligibility(candidate, basket, context);
        if (!lines.ok) return;
        const off = (remaining: readonly number[]): number => {
          const measured = measure(candidate.coupon, basket, lines.value, remaining);
          return measured.ok ? measured.value.discountFen : 0;
        };
        expect(off(less)).toBeLessThanOrEqual(off(basket.map(({ amountFen }) => amountFen)));
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
      fc.property(basketOf(3), candidatesOf(exactSearchLimit + 8, exactSearchLimit + 14), (basket, candidates) => {
        const goods = [...basket, { id: "more", kind: "goods", amountFen: fen(100) }, deliveryLine] as const;
        const best = quoteBest(goods, candidates, context);
        const single = candidates.map((candidate) => quoteBest(goods, [candidate], context).discountFen);
        const useful = single.filter((discountFen) => discountFen > 0).length;
        expect(best.search).toBe(useful > exactSearchLimit ? "greedy" : "exact");
        expect(best.discountFen).toBeGreaterThanOrEqual(Math.max(...single));
      }),
      { numRuns: Math.ceil(runs / 4) },
    );
  });
});

const deliveryLine = { id: "way", kind: "delivery", amountFen: fen(600) } as const;
