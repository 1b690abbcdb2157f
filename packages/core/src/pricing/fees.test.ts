import { describe, expect, it } from "vitest";
import { unwrap } from "../kernel/index.js";
import { fen } from "../money/index.js";
import { kilograms, litres, parseRate } from "../quantity/index.js";
import { type DeliveryTerms, deliveryFee } from "./delivery-fee.js";
import { explainPrice, type PriceLine } from "./explain-price.js";
import { type MemberOffer, measuredPrice, memberRate } from "./member-price.js";
import { occupancyFee } from "./occupancy-fee.js";
import { packingFee } from "./packing-fee.js";
import { joinPrices } from "./priced.js";
import { createTiers, tierPrice } from "./quantity-tiers.js";
import { DEFAULT_CHARGING_TARIFF } from "./time-of-use/default-charging-tariff.js";
import { tariffSessionPrice } from "./time-of-use/session-price.js";

const minute = 60_000;
const yuan = (text: string) => unwrap(parseRate(text));

describe("the occupancy fee", () => {
  const terms = { graceMs: 15 * minute, stepMs: minute, feePerStep: fen(50), cap: fen(2000) };

  it.each([
    ["nothing before the end of charging", -minute, 0],
    ["nothing to the end of the grace time", 15 * minute, 0],
    ["a whole step for a begun one", 15 * minute + 1, 50],
    ["one step for exactly one", 16 * minute, 50],
    ["at most the cap", 120 * minute, 2000],
  ])("is %s", (_, stayedMs, amount) => {
    expect(occupancyFee(terms, 1000, 1000 + stayedMs).amount).toBe(amount);
  });
});

describe("the delivery fee", () => {
  const terms: DeliveryTerms = {
    baseFee: fen(500),
    baseM: 3000,
    stepM: 1000,
    feePerStep: fen(100),
    farthestM: 8000,
    leastBasket: fen(2000),
    reductions: [
      { fromBasket: fen(10_000), off: "all" },
      { fromBasket: fen(5_000), off: fen(300) },
      { fromBasket: fen(4_000), off: fen(9_999) },
    ],
  };

  it.each([
    [3000, 3000, 500],
    [3001, 3000, 600],
    [8000, 3000, 1000],
    [8000, 5000, 700],
    [3000, 4500, 0],
    [8000, 10_000, 0],
  ])("over %d m for a basket of %d fen is %d fen", (distanceM, basket, amount) => {
    expect(unwrap(deliveryFee(terms, distanceM, fen(basket))).amount).toBe(amount);
  });

  it("refuses what is too far, and says what a small basket misses", () => {
    expect(deliveryFee(terms, 8001, fen(3000))).toMatchObject({
      error: { code: "pricing.delivery-too-far", farthestM: 8000 },
    });
    expect(deliveryFee(terms, 100, fen(1650))).toMatchObject({
      error: { code: "pricing.delivery-basket-too-small", missing: 350 },
    });
  });
});

describe("the packing fee", () => {
  const items = [
    { item: "noodles", count: 2, feePerPiece: fen(100) },
    { item: "tea", count: 3, feePerPiece: fen(50) },
    { item: "napkin", count: 1, feePerPiece: fen(0) },
  ];

  it("adds the pieces and the order's own, up to the cap", () => {
    expect(packingFee({}, items).amount).toBe(350);
    expect(packingFee({ perOrder: fen(80) }, items).amount).toBe(430);
    expect(packingFee({ perOrder: fen(80), cap: fen(400) }, items)).toMatchObject({
      amount: 400,
      lines: [{ item: "noodles" }, { item: "tea" }, { code: "pricing.packing-order" }, { amount: -30 }],
    });
  });

  it("is nothing where nothing is packed", () => {
    expect(packingFee({ perOrder: fen(80) }, [])).toEqual({ amount: 0, lines: [] });
  });
});

describe("the member price", () => {
  const offers: MemberOffer[] = [
    { level: "silver", kind: "off", off: yuan("0.20") },
    { level: "gold", kind: "share", basisPoints: 9500 },
    { level: "gold", kind: "rate", rate: yuan("7.70") },
    { level: "odd", kind: "rate", rate: yuan("9") },
    { level: "free", kind: "off", off: yuan("99") },
  ];

  it.each<[string | undefined, string]>([
    [undefined, "8.05"],
    ["none", "8.05"],
    ["silver", "7.85"],
    ["gold", "7.64750"],
    ["odd", "8.05"],
    ["free", "0"],
  ])("of level %s is %s", (level, expected) => {
    expect(memberRate(yuan("8.05"), offers, level).rate).toBe(yuan(expected));
  });

  it("shows the list price and what the member saves", () => {
    const price = measuredPrice(yuan("8.05"), litres("50"), "half-up", memberRate(yuan("8.05"), offers, "silver"));
    expect(price).toMatchObject({ amount: 39_250, lines: [{ amount: 40_250 }, { amount: -1000, level: "silver" }] });
  });
});

describe("a price explains itself", () => {
  it("line by line, whatever it is made of", () => {
    const at = (time: string) => Date.parse(`2026-06-16T${time}+08:00`);
    const readings = [
      { atMs: at("06:00"), energyWh: 0 },
      { atMs: at("10:00"), energyWh: 40_000 },
    ];
    const silver: MemberOffer[] = [{ level: "silver", kind: "off", off: yuan("0.20") }];
    const terms: DeliveryTerms = {
      baseFee: fen(500),
      baseM: 3000,
      stepM: 1000,
      feePerStep: fen(100),
      reductions: [{ fromBasket: fen(5000), off: fen(300) }],
    };
    const tiers = unwrap(createTiers("graduated", [{ from: kilograms("0"), rate: yuan("28.5") }]));
    const price = joinPrices<PriceLine>(
      measuredPrice(yuan("8.05"), litres("50"), "half-up", memberRate(yuan("8.05"), silver, "silver")),
      unwrap(tariffSessionPrice(DEFAULT_CHARGING_TARIFF, readings)),
      occupancyFee({ graceMs: 0, stepMs: minute, feePerStep: fen(50), cap: fen(200) }, at("10:00"), at("10:10")),
      tierPrice(tiers, kilograms("2"), "half-up"),
      unwrap(deliveryFee(terms, 4200, fen(6000))),
      packingFee({ perOrder: fen(80), cap: fen(200) }, [{ item: "tea", count: 3, feePerPiece: fen(50) }]),
    );
    expect(explainPrice(price.lines, "Asia/Shanghai")).toEqual([
      "50.00 L × 8.05 = 402.50",
      "silver pays 7.85 = -10.00",
      "2026-06-16T06:00:00+08:00 valley: 10.0000 kWh × (0.40 + 0.80) = 12.00",
      "2026-06-16T07:00:00+08:00 flat: 30.0000 kWh × (0.70 + 0.80) = 45.00",
      "occupied from 2026-06-16T10:00:00+08:00: 10 × 0.50 = 5.00",
      "at most 2.00 = -3.00",
      "tier 1: 2.000 kg × 28.50 = 57.00",
      "delivery up to 3000 m = 5.00",
      "delivery over 1200 m more: 2 steps = 2.00",
      "delivery of a basket from 50.00 = -3.00",
      "packing tea: 3 × 0.50 = 1.50",
      "packing of the order = 0.80",
      "at most 2.00 = -0.30",
    ]);
    expect(price.amount).toBe(51_450);
  });
});
