import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unwrap } from "../kernel/index.js";
import { type Fen, fen, formatYuan, parseYuan } from "../money/index.js";
import { formatRate, kilograms, kilogramsFromG, parseRate, rate } from "../quantity/index.js";
import {
  type CattleCharges,
  type CattlePrice,
  type CattleTerms,
  type DeliveredLot,
  estimateCattle,
  farmAccounts,
  type PriceSlide,
  payStatement,
  settleCattle,
  slidePrice,
  weighLot,
} from "./index.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const yuan = (text: string): Fen => unwrap(parseYuan(text));
const perKg: CattlePrice = { per: "kg", rate: unwrap(parseRate("28.50")) };
const range = { from: kilograms("400"), to: kilograms("500") };

describe("an order of 50 cattle of 400–500 kg at 28.50", () => {
  it("is made out for the upper bound and estimated at the middle", () => {
    const { totalFen, estimatedWeight } = estimateCattle(50, range, perKg);
    expect(formatYuan(totalFen)).toBe("712500.00");
    expect(estimatedWeight).toEqual(kilograms("22500"));
  });

  const charges: CattleCharges = {
    transport: { amountFen: yuan("8000") },
    insurance: { amountFen: yuan("2000") },
    service: { amountFen: yuan("5000") },
    tax: { basisPoints: 500 },
    discount: { amountFen: yuan("10000") },
    penalty: { amountFen: fen(0) },
  };
  const lot = { count: 50, weight: kilograms("22800") };
  const settled = unwrap(settleCattle(lot, { price: perKg, range }, charges, yuan("100000")));

  it("settles 22,800 kg at 649,800.00 and 687,290.00 with its fees, 100,000.00 of it prepaid", () => {
    expect(settled.lines.map(({ code, amountFen }) => [code, formatYuan(amountFen)])).toEqual([
      ["cattle", "649800.00"],
      ["transport", "8000.00"],
      ["insurance", "2000.00"],
      ["service", "5000.00"],
      ["tax", "32490.00"],
      ["discount", "-10000.00"],
      ["penalty", "0.00"],
    ]);
    expect(formatYuan(settled.finalFen)).toBe("687290.00");
    expect(formatYuan(settled.balanceFen)).toBe("587290.00");
    expect(settled.payWeight.range).toBe("within");
  });

  it("accepts a payment of the whole final amount: what passes the balance is a credit", () => {
    expect(payStatement(settled, settled.prepaidFen, yuan("687290"))).toEqual({
      ok: true,
      value: { paidFen: yuan("787290"), balanceFen: 0, creditFen: yuan("100000") },
    });
    expect(payStatement(settled, settled.prepaidFen, yuan("687290.01"))).toMatchObject({
      error: { code: "settlement.payment-exceeds-final" },
    });
  });
});

describe("weighLot", () => {
  const lot: DeliveredLot = {
    count: 50,
    weight: kilograms("22800"),
    rejected: { count: 2, weight: kilograms("700") },
    dead: { count: 1 },
  };

  it("takes off rejects, the dead at the average weight, and shrink", () => {
    expect(unwrap(weighLot(lot, { shrinkBasisPoints: 400 }))).toEqual({
      lines: [
        { code: "delivered", count: 50, weight: kilograms("22800") },
        { code: "rejected", count: -2, weight: kilograms("-700") },
        { code: "dead-on-arrival", count: -1, weight: kilograms("-456") },
        { code: "shrink", count: 0, weight: kilograms("-865.760") },
      ],
      count: 47,
      weight: kilograms("20778.24"),
      range: undefined,
    });
  });

  it("pays for the dead where the buyer bears the way", () => {
    expect(unwrap(weighLot(lot, { deathsBorneBy: "buyer" }))).toMatchObject({ count: 48, weight: kilograms("22100") });
  });

  it("stops at the upper bound of the range where that is agreed, and says where the average lies", () => {
    const heavy = { count: 10, weight: kilograms("5200") };
    expect(unwrap(weighLot(heavy, { range }))).toMatchObject({ weight: kilograms("5200"), range: "above" });
    expect(unwrap(weighLot(heavy, { range, aboveRange: "stop" }))).toMatchObject({
      weight: kilograms("5000"),
      range: "above",
    });
    expect(unwrap(weighLot({ count: 10, weight: kilograms("3999") }, { range })).range).toBe("below");
  });

  it("refuses more rejects than there were animals", () => {
    expect(weighLot({ ...lot, rejected: { count: 50 } }, {})).toMatchObject({
      error: { code: "settlement.parts-exceed-lot" },
    });
  });
});

describe("slidePrice", () => {
  const slide: PriceSlide = {
    base: kilograms("450"),
    tolerance: kilograms("5"),
    perKg: unwrap(parseRate("0.02")),
    direction: "both",
    countedFrom: "tolerance",
  };
  const slid = (weight: string, more: Partial<PriceSlide> = {}): string =>
    formatRate(slidePrice(perKg.rate, { ...slide, ...more }, 10, kilograms(weight)));

  it.each<[string, Partial<PriceSlide>, string]>([
    ["4500", {}, "28.50"],
    ["4550", {}, "28.50"],
    ["4600", {}, "28.40"],
    ["4600", { countedFrom: "base" }, "28.30"],
    ["4400", {}, "28.60"],
    ["4400", { direction: "heavier" }, "28.50"],
    ["4600", { direction: "lighter" }, "28.50"],
    ["4550.1", { countedFrom: "base" }, "28.3998"],
    ["99999", {}, "0.00"],
  ])("10 head of %s kg with %j cost %s a kilogram", (weight, more, price) => {
    expect(slid(weight, more)).toBe(price);
  });

  it("stands in the statement as a line of its own", () => {
    const terms: CattleTerms = { price: perKg, slide };
    const { lines, unitPrice, cattleFen } = unwrap(
      settleCattle({ count: 10, weight: kilograms("4600") }, terms, {}, fen(0)),
    );
    expect(lines.map(({ code, amountFen }) => [code, formatYuan(amountFen)])).toEqual([
      ["cattle", "131100.00"],
      ["price-slide", "-460.00"],
    ]);
    expect([formatRate(unitPrice), formatYuan(cattleFen)]).toEqual(["28.40", "130640.00"]);
  });
});

describe("settleCattle", () => {
  it("prices by the head and by the jin", () => {
    const lot: DeliveredLot = { count: 10, weight: kilograms("4567.5"), dead: { count: 1 } };
    const amount = (price: CattlePrice): string =>
      formatYuan(unwrap(settleCattle(lot, { price }, {}, fen(0))).finalFen);
    expect(amount({ per: "head", rate: unwrap(parseRate("12800")) })).toBe("115200.00");
    expect(amount({ per: "jin", rate: unwrap(parseRate("14.25")) })).toBe(amount(perKg));
  });

  it("takes a penalty as a part and turns a prepayment beyond the final amount into a credit", () => {
    const lot = { count: 1, weight: kilograms("400") };
    const settled = unwrap(settleCattle(lot, { price: perKg }, { penalty: { basisPoints: 1000 } }, yuan("11000")));
    expect(settled).toMatchObject({ finalFen: 1_026_000, balanceFen: 0, creditFen: 74_000 });
  });

  it("keeps final amount, balance and weights consistent for any lot", () => {
    const grams = fc.integer({ min: 0, max: 50_000_000 });
    const part = fc.option(fc.record({ count: fc.nat(5) }), { nil: undefined });
    const amountFen = fc.nat(10_000_000).map(fen);
    const terms = fc.record({
      price: fc.record({ per: fc.constantFrom<CattlePrice["per"]>("kg", "jin", "head"), rate: fc.nat(5e6).map(rate) }),
      shrinkBasisPoints: fc.nat(10_000),
      deathsBorneBy: fc.constantFrom<"buyer" | "seller">("buyer", "seller"),
      range: fc.constant(range),
      aboveRange: fc.constantFrom<"pay" | "stop">("pay", "stop"),
      slide: fc.record({
        base: grams.map(kilogramsFromG),
        tolerance: fc.nat(50_000).map(kilogramsFromG),
        perKg: fc.nat(100_000).map(rate),
        direction: fc.constantFrom<PriceSlide["direction"]>("heavier", "lighter", "both"),
        countedFrom: fc.constantFrom<PriceSlide["countedFrom"]>("base", "tolerance"),
      }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        grams,
        part,
        part,
        terms,
        amountFen,
        (count, g, r, d, agreed, paid) => {
          const lot = { count, weight: kilogramsFromG(g), ...(r && { rejected: r }), ...(d && { dead: d }) };
          const settled = settleCattle(lot, agreed, { tax: { basisPoints: 500 }, discount: { amountFen: paid } }, paid);
          if (!settled.ok) {
            expect((r?.count ?? 0) + (d?.count ?? 0)).toBeGreaterThan(0);
            return;
          }
          const { lines, finalFen, balanceFen, creditFen, payWeight, unitPrice } = settled.value;
          expect(lines.reduce((sum, line) => sum + line.amountFen, 0)).toBe(finalFen);
          expect(paid + balanceFen - creditFen).toBe(finalFen);
          expect(payWeight.lines.reduce((sum, line) => sum + line.weight.steps, 0)).toBe(payWeight.weight.steps);
          expect(payWeight.weight.steps).toBeGreaterThanOrEqual(0);
          expect(unitPrice).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: runs },
    );
  });
});

describe("farmAccounts", () => {
  it("gives income, expense, margin and shares: 100,000 less 60,000 leaves 40 %", () => {
    const record = (kind: "income" | "expense", category: string, text: string) => ({
      kind,
      category,
      amountFen: yuan(text),
    });
    expect(
      farmAccounts([
        record("expense", "medicine", "15000"),
        record("income", "other", "20000"),
        record("income", "sale", "50000"),
        record("income", "sale", "30000"),
        record("expense", "feed", "30000"),
        record("expense", "labour", "15000"),
      ]),
    ).toEqual({
      incomeFen: 10_000_000,
      expenseFen: 6_000_000,
      netFen: 4_000_000,
      marginBasisPoints: 4000,
      incomeByCategory: [
        { category: "sale", amountFen: 8_000_000, shareBasisPoints: 8000 },
        { category: "other", amountFen: 2_000_000, shareBasisPoints: 2000 },
      ],
      expenseByCategory: [
        { category: "feed", amountFen: 3_000_000, shareBasisPoints: 5000 },
        { category: "labour", amountFen: 1_500_000, shareBasisPoints: 2500 },
        { category: "medicine", amountFen: 1_500_000, shareBasisPoints: 2500 },
      ],
    });
  });

  it("has no margin without income", () => {
    expect(farmAccounts([])).toMatchObject({ netFen: 0, marginBasisPoints: undefined });
  });
});
