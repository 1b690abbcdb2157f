import { describe, expect, it } from "vitest";
import { unwrap } from "../kernel/index.js";
import { type Fen, fen, parseYuan } from "../money/index.js";
import { litres, parseRate } from "../quantity/index.js";
import {
  type Basket,
  type Benefit,
  type Candidate,
  type Coupon,
  type QuoteContext,
  quoteBest,
  quoteChosen,
  type Stage,
} from "./index.js";

const yuan = (text: string): Fen => unwrap(parseYuan(text));

const context: QuoteContext = { at: Date.UTC(2025, 2, 12, 7, 35), zone: "Asia/Shanghai", stationId: "1" };

const fill: Basket = [{ id: "fuel", kind: "goods", goodsId: "2", amountFen: yuan("402.50"), quantity: litres("50") }];

const stageOf: Record<Benefit["kind"], Stage> = {
  "member-price": "member-price",
  "amount-off": "coupon",
  "percent-off": "coupon",
  thresholds: "full-reduction",
  "every-full": "full-reduction",
  "per-unit-off": "coupon",
  "free-delivery": "delivery",
  points: "points",
};

const offer = (id: string, benefit: Benefit, more: Partial<Coupon> = {}): Candidate => ({
  id,
  validFrom: 0,
  validUntil: Date.UTC(2026, 0, 1),
  coupon: {
    id: `template-${id}`,
    name: id,
    stage: stageOf[benefit.kind],
    benefit,
    validity: { kind: "fixed", from: 0, until: Date.UTC(2026, 0, 1) },
    ...more,
  },
});

const tenOff = offer(
  "12",
  { kind: "amount-off", offFen: yuan("10") },
  {
    minimumFen: yuan("100"),
    scope: { goodsIds: ["1", "2", "3"] },
  },
);

const reasonOf = (basket: Basket, candidate: Candidate, where: QuoteContext = context) => {
  const [verdict] = quoteBest(basket, [candidate], where).verdicts;
  return verdict?.applied === false ? verdict.reason : "applied";
};

const discountOf = (basket: Basket, ...candidates: Candidate[]): number =>
  quoteBest(basket, candidates, context).discountFen;

describe("a coupon on a fill", () => {
  it("takes 10.00 off 50 L at 8.05: 402.50 becomes 392.50", () => {
    expect(unwrap(quoteChosen(fill, [tenOff], context))).toEqual({
      lines: [
        {
          id: "fuel",
          amountFen: 40_250,
          discounts: [{ candidateId: "12", amountFen: 1_000 }],
          discountFen: 1_000,
          payableFen: 39_250,
        },
      ],
      verdicts: [{ candidateId: "12", applied: true, discountFen: 1_000, pointsSpent: 0 }],
      search: "given",
      amountFen: 40_250,
      discountFen: 1_000,
      payableFen: 39_250,
      pointsSpent: 0,
    });
  });

  it("says that 23.50 more is needed to reach the minimum", () => {
    const small: Basket = [{ id: "fuel", kind: "goods", goodsId: "2", amountFen: yuan("76.50") }];
    expect(reasonOf(small, tenOff)).toEqual({
      code: "coupon.below-minimum",
      requiredFen: 10_000,
      missingFen: 2_350,
    });
    expect(quoteChosen(small, [tenOff], context)).toMatchObject({
      ok: false,
      error: { code: "coupon.below-minimum", candidateId: "12", missingFen: 2_350 },
    });
  });

  it("says how many litres are missing", () => {
    const bigFill = offer("b", { kind: "amount-off", offFen: yuan("20") }, { minimumQuantity: litres("80") });
    expect(reasonOf(fill, bigFill)).toEqual({
      code: "coupon.below-quantity",
      required: litres("80"),
      missing: litres("30"),
    });
  });

  it.each<[string, Partial<Candidate>, Partial<Coupon>, string]>([
    ["is not valid yet", { validFrom: context.at + 1 }, {}, "coupon.not-yet-valid"],
    ["ends at this instant", { validUntil: context.at }, {}, "coupon.expired"],
    ["was used", { state: "used" }, {}, "coupon.used"],
    ["belongs to another open order", { state: "locked" }, {}, "coupon.locked"],
    ["is for other stations", {}, { scope: { stationIds: ["2"] } }, "coupon.wrong-station"],
    ["is for merchants, and none is known", {}, { scope: { merchantIds: ["1"] } }, "coupon.wrong-merchant"],
    ["is for gold members", {}, { scope: { memberLevels: ["gold"] } }, "coupon.wrong-member-level"],
    ["is for another oil", {}, { scope: { goodsIds: ["1"] } }, "coupon.no-applicable-line"],
    ["excludes this oil", {}, { scope: { excludedGoodsIds: ["2"] } }, "coupon.no-applicable-line"],
    ["is for delivery lines only", {}, { scope: { lineKinds: ["delivery"] } }, "coupon.no-applicable-line"],
    [
      "has been used up by all",
      { uses: { total: 1000, byPerson: 0 } },
      { limits: { total: 1000 } },
      "coupon.total-limit-reached",
    ],
    [
      "has been used up by this person",
      { uses: { total: 10, byPerson: 2 } },
      { limits: { total: 1000, perPerson: 2 } },
      "coupon.person-limit-reached",
    ],
  ])("is refused when it %s", (_, held, more, code) => {
    const candidate = { ...offer("x", { kind: "amount-off", offFen: fen(100) }, more), ...held };
    expect(reasonOf(fill, candidate)).toMatchObject({ code });
  });

  it("works on its weekdays and hours in the station's zone, and past midnight for the night it started", () => {
    const night = offer(
      "n",
      { kind: "amount-off", offFen: fen(100) },
      {
        scope: { hours: [{ weekdays: [3], fromMinute: 22 * 60, untilMinute: 6 * 60 }] },
      },
    );
    // 2025-03-12 is a Wednesday; Shanghai is 8 h ahead of UTC.
    const at = (day: number, hour: number) => ({ ...context, at: Date.UTC(2025, 2, day, hour - 8) });
    expect(reasonOf(fill, night, at(12, 21))).toMatchObject({ code: "coupon.outside-hours" });
    expect(reasonOf(fill, night, at(12, 22))).toBe("applied");
    expect(reasonOf(fill, night, at(13, 5))).toBe("applied");
    expect(reasonOf(fill, night, at(13, 6))).toMatchObject({ code: "coupon.outside-hours" });
    expect(reasonOf(fill, night, at(12, 5))).toMatchObject({ code: "coupon.outside-hours" });
  });
});

describe("benefits", () => {
  it.each<[string, Benefit, string]>([
    ["15 % off", { kind: "percent-off", offBasisPoints: 1500 }, "60.38"],
    ["15 % off, at most 50.00", { kind: "percent-off", offBasisPoints: 1500, capFen: yuan("50") }, "50.00"],
    ["an amount larger than the line", { kind: "amount-off", offFen: yuan("500") }, "402.50"],
    [
      "满100减10, 满300减40, 满500减80",
      {
        kind: "thresholds",
        steps: [
          { fromFen: yuan("100"), offFen: yuan("10") },
          { fromFen: yuan("300"), offFen: yuan("40") },
          { fromFen: yuan("500"), offFen: yuan("80") },
        ],
      },
      "40.00",
    ],
    ["every 100.00 less 8.00", { kind: "every-full", everyFen: yuan("100"), offFen: yuan("8") }, "32.00"],
    [
      "every 100.00 less 8.00, three times at most",
      { kind: "every-full", everyFen: yuan("100"), offFen: yuan("8"), maxTimes: 3 },
      "24.00",
    ],
    ["0.315 per litre", { kind: "per-unit-off", unit: "L", offPerUnit: unwrap(parseRate("0.315")) }, "15.75"],
    [
      "0.30 per litre for at most 20 L",
      { kind: "per-unit-off", unit: "L", offPerUnit: unwrap(parseRate("0.30")), maxQuantity: litres("20") },
      "6.00",
    ],
    [
      "100 points a yuan, 4250 points, half the amount at most",
      { kind: "points", stepPoints: 100, stepFen: fen(100), maxPoints: 4250, maxShareBasisPoints: 5000 },
      "42.00",
    ],
  ])("takes off %s", (_, benefit, off) => {
    expect(discountOf(fill, offer("x", benefit))).toBe(yuan(off));
  });

  it("brings each line down to its member price and leaves lines without one", () => {
    const basket: Basket = [
      { id: "a", kind: "goods", amountFen: fen(1000), memberAmountFen: fen(900) },
      { id: "b", kind: "goods", amountFen: fen(1000) },
      { id: "c", kind: "goods", amountFen: fen(1000), memberAmountFen: fen(1100) },
    ];
    const quote = quoteBest(basket, [offer("m", { kind: "member-price" })], context);
    expect(quote.lines.map(({ payableFen }) => payableFen)).toEqual([900, 1000, 1000]);
  });

  it("makes delivery free up to its cap and touches nothing else, with a minimum on the goods", () => {
    const basket: Basket = [
      { id: "dish", kind: "goods", amountFen: yuan("76") },
      { id: "packing", kind: "packing", amountFen: yuan("2") },
      { id: "delivery", kind: "delivery", amountFen: yuan("5") },
    ];
    const quote = quoteBest(basket, [offer("d", { kind: "free-delivery", capFen: yuan("4") })], context);
    expect(quote.lines.map(({ payableFen }) => payableFen)).toEqual([7600, 200, 100]);
    const above = offer("d", { kind: "free-delivery" }, { minimumFen: yuan("99.50"), scope: { goodsIds: ["dish"] } });
    expect(reasonOf(basket, above)).toEqual({ code: "coupon.no-applicable-line" });
    const named: Basket = basket.map((line) => (line.id === "dish" ? { ...line, goodsId: "dish" } : line));
    expect(reasonOf(named, above)).toMatchObject({ code: "coupon.below-minimum", missingFen: 2350 });
  });

  it("says what to buy for the next step of a 满减", () => {
    const steps = [
      { fromFen: yuan("300"), offFen: yuan("40") },
      { fromFen: yuan("426"), offFen: yuan("80") },
    ];
    expect(quoteBest(fill, [offer("t", { kind: "thresholds", steps })], context).verdicts).toEqual([
      {
        candidateId: "t",
        applied: true,
        discountFen: 4000,
        pointsSpent: 0,
        next: { missingFen: 2350, offFen: 8000 },
      },
    ]);
  });

  it("counts the points that it spends", () => {
    const points: Benefit = { kind: "points", stepPoints: 100, stepFen: fen(100), maxPoints: 1250 };
    expect(quoteBest(fill, [offer("p", points)], context)).toMatchObject({ discountFen: 1200, pointsSpent: 1200 });
  });
});

describe("stages and stacking", () => {
  const basket: Basket = [
    { id: "a", kind: "goods", amountFen: yuan("120"), memberAmountFen: yuan("100") },
    { id: "b", kind: "goods", amountFen: yuan("60") },
    { id: "delivery", kind: "delivery", amountFen: yuan("6") },
  ];
  const member = offer("member", { kind: "member-price" });
  const full = offer("full", { kind: "thresholds", steps: [{ fromFen: yuan("150"), offFen: yuan("16") }] });
  const tenth = offer("tenth", { kind: "percent-off", offBasisPoints: 1000 });
  const points = offer("points", { kind: "points", stepPoints: 1, stepFen: fen(1), maxPoints: 500 });
  const delivery = offer("delivery", { kind: "free-delivery" });

  it("go member price → 满减 → coupon → points → delivery, each on what the last one left", () => {
    const quote = quoteBest(basket, [delivery, points, tenth, full, member], context);
    expect(quote.verdicts.map((verdict) => verdict.applied && verdict.discountFen)).toEqual([
      600, 500, 1440, 1600, 2000,
    ]);
    expect(quote).toMatchObject({ payableFen: 12_460, search: "exact" });
    for (const line of quote.lines) expect(line.payableFen).toBe(line.amountFen - line.discountFen);
  });

  it("uses one coupon of a group, the better one, and says which one stands in the way", () => {
    const five = offer("five", { kind: "amount-off", offFen: yuan("5") });
    const quote = quoteBest(basket, [five, tenth], context);
    expect(quote.verdicts).toMatchObject([
      { applied: false, reason: { code: "coupon.not-combinable", withCandidateId: "tenth" } },
      { applied: true, discountFen: 1800 },
    ]);
    expect(quoteChosen(basket, [five, tenth], context)).toMatchObject({
      error: { code: "coupon.not-combinable", candidateId: "tenth", withCandidateId: "five" },
    });
  });

  it("uses several coupons of a stage when they are in different groups", () => {
    const five = offer("five", { kind: "amount-off", offFen: yuan("5") }, { stacking: { group: "shop" } });
    expect(discountOf(basket, five, tenth)).toBe(2300);
  });

  it("uses an exclusive coupon alone, when it beats all the others together", () => {
    const alone = (off: string) =>
      offer("alone", { kind: "amount-off", offFen: yuan(off) }, { stacking: { exclusive: true } });
    expect(quoteBest(basket, [member, full, alone("37")], context).discountFen).toBe(3700);
    expect(quoteBest(basket, [member, full, alone("35")], context).verdicts).toMatchObject([
      { applied: true },
      { applied: true },
      { applied: false, reason: { code: "coupon.not-combinable", withCandidateId: "member" } },
    ]);
  });

  it("keeps apart what a coupon excludes by group", () => {
    const noMembers = offer(
      "n",
      { kind: "amount-off", offFen: yuan("25") },
      {
        stacking: { excludesGroups: ["member-price"] },
      },
    );
    expect(quoteBest(basket, [member, noMembers], context).verdicts).toMatchObject([
      { applied: false, reason: { code: "coupon.not-combinable", withCandidateId: "n" } },
      { applied: true, discountFen: 2500 },
    ]);
  });

  it("leaves out a coupon that would only spoil a better one", () => {
    const small = offer("small", { kind: "amount-off", offFen: yuan("1") }, { stage: "full-reduction" });
    const big = offer("big", { kind: "amount-off", offFen: yuan("30") }, { minimumFen: yuan("180") });
    expect(quoteBest(basket, [small, big], context).verdicts).toMatchObject([
      { applied: false, reason: { code: "coupon.not-in-best-combination" } },
      { applied: true, discountFen: 3000 },
    ]);
  });

  it("spends no points where a coupon already makes the lines free", () => {
    const gift = offer("gift", { kind: "amount-off", offFen: yuan("180") });
    expect(quoteBest(basket, [points, gift], context)).toMatchObject({ discountFen: 18_000, pointsSpent: 0 });
  });
});
