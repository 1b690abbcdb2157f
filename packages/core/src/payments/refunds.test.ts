import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Basket, type Candidate, quoteBest } from "../coupons/index.js";
import { unwrap } from "../kernel/index.js";
import { pointsBenefit } from "../membership/index.js";
import { allocateFen, fen } from "../money/index.js";
import { litres, pieces, quantity } from "../quantity/index.js";
import {
  isFullyRefunded,
  openRefundBook,
  planRefund,
  type RefundBook,
  type RefundPlan,
  type RefundRequest,
  refundableFen,
} from "./index.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const context = { at: 0, zone: "Asia/Shanghai" };
const always = { validFrom: 0, validUntil: 1 };
const validity = { kind: "fixed", from: 0, until: 1 } as const;

const coupon = (offFen: number): Candidate => ({
  ...always,
  id: "coupon",
  coupon: { id: "c", name: "c", stage: "coupon", benefit: { kind: "amount-off", offFen: fen(offFen) }, validity },
});

const points = (balance: number): Candidate => ({
  ...always,
  id: "points",
  coupon: {
    id: "p",
    name: "p",
    stage: "points",
    benefit: pointsBenefit({ stepPoints: 3, stepFen: fen(1) }, balance),
    validity,
  },
});

/** 60.00 + 30.00 + 10.00, less a coupon of 10.00 and 600 points for 2.00: 88.00 paid from three tenders, 88 points earned. */
const takeout = (): RefundBook => {
  const basket: Basket = [
    { id: "noodles", kind: "goods", amountFen: fen(6000), quantity: pieces(3) },
    { id: "soup", kind: "goods", amountFen: fen(3000), quantity: pieces(1) },
    { id: "tea", kind: "goods", amountFen: fen(1000) },
  ];
  const quote = quoteBest(basket, [coupon(1000), points(600)], context);
  const tenders = [
    { id: "wechat", amountFen: fen(4400) },
    { id: "principal", amountFen: fen(3300) },
    { id: "bonus", amountFen: fen(1100) },
  ];
  return unwrap(openRefundBook(basket, quote, { tenders, pointsEarned: 88 }));
};

const refund = (book: RefundBook, ...requests: RefundRequest[]) => unwrap(planRefund(book, requests));

describe("a refund", () => {
  it("takes earned points back also of an order that coupons paid whole", () => {
    const basket: Basket = [{ id: "fuel", kind: "goods", amountFen: fen(1000), quantity: litres("2") }];
    const quote = quoteBest(basket, [coupon(1000)], context);
    const book = unwrap(openRefundBook(basket, quote, { tenders: [], pointsEarned: 2 }));
    expect(refund(book, { kind: "all" }).plan).toMatchObject({ amountFen: 0, pointsTakenBack: 2, isFull: true });
  });

  it("by line gives back what was paid for it, from every tender in proportion, with its coupon and points", () => {
    expect(refund(takeout(), { kind: "line", lineId: "soup" }).plan).toEqual({
      amountFen: 2640,
      lines: [
        {
          id: "soup",
          amountFen: 2640,
          quantity: pieces(1),
          discounts: [
            { sourceId: "coupon", amountFen: 300 },
            { sourceId: "points", amountFen: 60 },
          ],
        },
      ],
      tenders: [
        { id: "wechat", amountFen: 1320 },
        { id: "principal", amountFen: 990 },
        { id: "bonus", amountFen: 330 },
      ],
      discounts: [
        { sourceId: "coupon", amountFen: 300 },
        { sourceId: "points", amountFen: 60 },
      ],
      pointsReturned: [{ sourceId: "points", points: 180 }],
      pointsTakenBack: 26,
      isFull: false,
    });
  });

  it("by quantity gives back a share of the line, and the last piece takes the remainder", () => {
    const first = refund(takeout(), { kind: "quantity", lineId: "noodles", quantity: pieces(1) });
    const rest = refund(first.book, { kind: "quantity", lineId: "noodles", quantity: pieces(2) });
    expect([first.plan.amountFen, rest.plan.amountFen]).toEqual([1760, 3520]);
    expect(planRefund(rest.book, [{ kind: "quantity", lineId: "noodles", quantity: pieces(1) }])).toEqual({
      ok: false,
      error: { code: "refund.exceeds-quantity", lineId: "noodles", left: pieces(0) },
    });
  });

  it("by amount spreads over the lines, and the last one takes everything that is left", () => {
    const first = refund(takeout(), { kind: "amount", amountFen: fen(3333) });
    expect(first.plan.lines.map(({ amountFen }) => amountFen)).toEqual([2000, 1000, 333]);
    const last = refund(first.book, { kind: "amount", amountFen: fen(5467) });
    expect(last.plan.isFull).toBe(true);
    expect(first.plan.pointsTakenBack + last.plan.pointsTakenBack).toBe(88);
    expect([first, last].map(({ plan }) => plan.pointsReturned[0]?.points)).toEqual([228, 372]);
  });

  it("takes several parts at once, all or nothing", () => {
    const tea: RefundRequest = { kind: "line", lineId: "tea" };
    const { plan } = refund(takeout(), tea, { kind: "line-amount", lineId: "soup", amountFen: fen(100) });
    expect(plan.amountFen).toBe(980);
    expect(planRefund(takeout(), [tea, { kind: "line", lineId: "cake" }])).toEqual({
      ok: false,
      error: { code: "refund.unknown-line", lineId: "cake" },
    });
  });

  it("refuses more than is left and says how much is", () => {
    const { book } = refund(takeout(), { kind: "line", lineId: "noodles" });
    expect(planRefund(book, [{ kind: "amount", amountFen: fen(3521) }])).toEqual({
      ok: false,
      error: { code: "refund.exceeds-left", leftFen: 3520 },
    });
    expect(planRefund(book, [{ kind: "line-amount", lineId: "tea", amountFen: fen(881) }])).toEqual({
      ok: false,
      error: { code: "refund.exceeds-left", lineId: "tea", leftFen: 880 },
    });
    expect(planRefund(book, [{ kind: "line", lineId: "noodles" }])).toMatchObject({
      error: { code: "refund.nothing-left" },
    });
    expect(planRefund(book, [{ kind: "amount", amountFen: fen(0) }])).toMatchObject({
      error: { code: "refund.exceeds-left" },
    });
  });

  it("returns the points of a line that cost nothing but points", () => {
    const basket: Basket = [{ id: "tea", kind: "goods", amountFen: fen(1000), quantity: pieces(2) }];
    const quote = quoteBest(basket, [points(3000)], context);
    const book = unwrap(openRefundBook(basket, quote, { tenders: [] }));
    const half = refund(book, { kind: "quantity", lineId: "tea", quantity: pieces(1) });
    expect(half.plan).toMatchObject({ amountFen: 0, pointsReturned: [{ points: 1500 }], isFull: false });
    expect(refund(half.book, { kind: "all" }).plan).toMatchObject({ pointsReturned: [{ points: 1500 }], isFull: true });
  });

  it("cannot be opened on tenders that do not sum to what is to be paid", () => {
    const basket: Basket = [{ id: "fuel", kind: "goods", amountFen: fen(40_250), quantity: litres("50") }];
    const quote = quoteBest(basket, [coupon(1000)], context);
    expect(openRefundBook(basket, quote, { tenders: [{ id: "cash", amountFen: fen(40_250) }] })).toEqual({
      ok: false,
      error: { code: "refund.tenders-differ", payableFen: 39_250, tendersFen: 40_250 },
    });
  });
});

const amountUpTo = (max: number) => fc.oneof(fc.integer({ min: 0, max }), fc.integer({ min: 0, max: 3 })).map(fen);

const paidOrder: fc.Arbitrary<RefundBook> = fc
  .record({
    lines: fc.array(fc.tuple(amountUpTo(20_000), fc.integer({ min: 1, max: 60_000 })), { minLength: 1, maxLength: 5 }),
    offFen: amountUpTo(10_000),
    balance: fc.integer({ min: 0, max: 9_000 }),
    weights: fc.array(fc.nat(9), { minLength: 2, maxLength: 3 }),
    pointsEarned: fc.nat(500),
  })
  .map(({ lines, offFen, balance, weights, pointsEarned }) => {
    const basket: Basket = lines.map(([amountFen, steps], index) => ({
      id: `${index}`,
      kind: "goods",
      amountFen,
      quantity: quantity("L", steps),
    }));
    const quote = quoteBest(basket, [coupon(offFen), points(balance)], context);
    const amounts = unwrap(allocateFen(quote.payableFen, [1, ...weights]));
    const tenders = amounts.map((amountFen, index) => ({ id: `tender-${index}`, amountFen }));
    return unwrap(openRefundBook(basket, quote, { tenders, pointsEarned: quote.payableFen > 0 ? pointsEarned : 0 }));
  });

const line = fc.nat(4).map(String);
const request: fc.Arbitrary<RefundRequest> = fc.oneof(
  fc.record({ kind: fc.constant("line" as const), lineId: line }),
  fc.record({
    kind: fc.constant("quantity" as const),
    lineId: line,
    quantity: fc.integer({ min: 1, max: 40_000 }).map((steps) => quantity("L", steps)),
  }),
  fc.record({ kind: fc.constant("amount" as const), amountFen: amountUpTo(8_000) }),
  fc.record({ kind: fc.constant("line-amount" as const), lineId: line, amountFen: amountUpTo(8_000) }),
);

/** The ways to the end of an order after any beginning. */
const endings: Record<string, (book: RefundBook) => RefundRequest[]> = {
  all: () => [{ kind: "all" }],
  "line by line": ({ lines }) => lines.map(({ id }) => ({ kind: "line", lineId: id })),
  "by what is left": (book) => [{ kind: "amount", amountFen: refundableFen(book) }, { kind: "all" }],
  "by the quantities left": ({ lines }) =>
    lines.flatMap(({ id, quantityLeft }) =>
      quantityLeft && quantityLeft.steps > 0 ? [{ kind: "quantity", lineId: id, quantity: quantityLeft }] : [],
    ),
};

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

describe("any sequence of refunds", () => {
  it("sums to what was paid, by line, by tender, by discount and in points, whatever the order", () => {
    fc.assert(
      fc.property(
        paidOrder,
        fc.array(request, { maxLength: 12 }),
        fc.constantFrom(...Object.keys(endings)),
        (opened, requests, ending) => {
          let book = opened;
          const plans: RefundPlan[] = [];
          const step = (next: RefundRequest): void => {
            const planned = planRefund(book, [next]);
            if (!planned.ok) return;
            book = planned.value.book;
            plans.push(planned.value.plan);
          };
          requests.forEach(step);
          for (const next of endings[ending]?.(book) ?? []) step(next);

          const amounts = (parts: readonly { readonly amountFen: number }[]): number =>
            sum(parts.map(({ amountFen }) => amountFen));
          const wrongPlans = plans.filter((plan) => {
            const parts = [...plan.lines, ...plan.tenders, ...plan.discounts].map(({ amountFen }) => amountFen);
            const counts = [plan.pointsTakenBack, ...plan.pointsReturned.map((returned) => returned.points)];
            const sums = [amounts(plan.tenders), amounts(plan.lines)];
            return Math.min(...parts, ...counts) < 0 || sums.some((total) => total !== plan.amountFen);
          });
          const wrongTenders = opened.tenders.filter(({ id, amountFen }) => {
            const given = plans.flatMap((plan) => plan.tenders.filter((tender) => tender.id === id));
            return amounts(given) !== amountFen;
          });
          const wrongLines = opened.lines.filter(({ id, amountFen, discounts }) => {
            const given = plans.flatMap((plan) => plan.lines.filter((refunded) => refunded.id === id));
            const undone = given.flatMap((refunded) => refunded.discounts);
            return amounts(given) !== amountFen || amounts(undone) !== amounts(discounts);
          });
          expect(isFullyRefunded(book)).toBe(true);
          expect([wrongPlans, wrongTenders, wrongLines]).toEqual([[], [], []]);
          expect(amounts(plans)).toBe(amounts(opened.tenders));
          expect(sum(plans.flatMap((plan) => plan.pointsReturned.map((returned) => returned.points)))).toBe(
            sum(opened.pointsSpent.map((spent) => spent.points)),
          );
          expect(sum(plans.map((plan) => plan.pointsTakenBack))).toBe(opened.pointsEarned.points);
        },
      ),
      { numRuns: runs },
    );
  });
});
