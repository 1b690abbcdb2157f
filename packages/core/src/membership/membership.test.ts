import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unwrap } from "../kernel/index.js";
import { fen } from "../money/index.js";
import { kilowattHours, litres, litresFromMl, parseRate, rate } from "../quantity/index.js";
import {
  buyLitres,
  drawLitres,
  type LitreDraw,
  levelStanding,
  type MemberLevel,
  type PointsSpending,
  type PurseSpending,
  pointsEarned,
  rechargePurses,
  returnLitres,
  spendablePoints,
  spendPurses,
  takeBackPoints,
} from "./index.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);

const silver: MemberLevel = { id: "2", name: "银卡会员", fromGrowth: 3000, earnBasisPoints: 12_500 };
const levels: MemberLevel[] = [
  { id: "3", name: "金卡会员", fromGrowth: 10_000 },
  { id: "1", name: "普通会员", fromGrowth: 0 },
  silver,
];

describe("levels", () => {
  it("finds the highest level reached and what the next one takes", () => {
    expect(levelStanding(levels, 3600)).toMatchObject({ level: silver, next: { level: { id: "3" }, missing: 6400 } });
    expect(levelStanding(levels, 10_000)?.next).toBeUndefined();
    expect(levelStanding([silver], 2999)).toBeUndefined();
  });
});

describe("points", () => {
  it("are earned per yuan and per litre, times the level, up to the most per order", () => {
    const order = { paidFen: fen(39_250), quantities: [litres("50.5"), kilowattHours("3")] };
    const perYuan = { perAmount: { points: 1, amountFen: fen(100) } };
    const perLitre = { perQuantity: [{ points: 2, quantity: litres("1") }] };
    expect(pointsEarned(perYuan, order)).toBe(392);
    expect(pointsEarned(perLitre, order)).toBe(101);
    expect(pointsEarned({ ...perYuan, ...perLitre }, order, silver)).toBe(616);
    expect(pointsEarned({ ...perYuan, maxPerOrder: 300 }, order)).toBe(300);
  });

  const spending: PointsSpending = { stepPoints: 100, stepFen: fen(100), maxShareBasisPoints: 5000 };

  it("are spent in whole steps, bounded by balance, order and share", () => {
    expect(spendablePoints(spending, 3650, fen(39_250))).toEqual({ points: 3600, amountFen: 3600 });
    expect(spendablePoints({ ...spending, maxPerOrder: 2000 }, 3650, fen(39_250)).points).toBe(2000);
    expect(spendablePoints(spending, 3650, fen(5_000)).points).toBe(2500);
  });

  it("are taken back as far as they are there, and what is short has its worth", () => {
    expect(takeBackPoints(spending, 250, 392)).toEqual({ taken: 250, short: 142, shortFen: 142 });
  });
});

describe("purses", () => {
  const packages = [
    { id: "500", principalFen: fen(50_000), bonusFen: fen(5_000) },
    { id: "1000", principalFen: fen(100_000), bonusFen: fen(15_000) },
  ];

  it.each([
    [fen(49_999), 0, undefined],
    [fen(50_000), 5_000, "500"],
    [fen(120_000), 15_000, "1000"],
  ])("a recharge of %i brings %i of bonus", (amountFen, bonusFen, packageId) => {
    const recharge = rechargePurses(packages, amountFen);
    expect(recharge.purses).toEqual({ principalFen: amountFen, bonusFen });
    expect(recharge.packageId).toBe(packageId);
  });

  it.each<[PurseSpending, number, number, number]>([
    [{ order: "principal-first" }, 10_000, 10_000, 2_000],
    [{ order: "bonus-first" }, 10_000, 9_000, 3_000],
    [{ order: "bonus-first", maxBonusShareBasisPoints: 1000 }, 20_000, 10_800, 1_200],
    [{ order: "proportional" }, 10_000, 9_231, 2_769],
    [{ order: "proportional", maxBonusShareBasisPoints: 2000 }, 10_000, 9_600, 2_400],
  ])("spends 120.00 by %j out of %i and 3000 of bonus as %i + %i", (spending, principalFen, principal, bonus) => {
    expect(spendPurses({ principalFen: fen(principalFen), bonusFen: fen(3_000) }, fen(12_000), spending)).toEqual({
      ok: true,
      value: { principalFen: principal, bonusFen: bonus },
    });
  });

  it("says what is missing", () => {
    expect(
      spendPurses({ principalFen: fen(5_000), bonusFen: fen(9_000) }, fen(10_000), {
        order: "bonus-first",
        maxBonusShareBasisPoints: 3000,
      }),
    ).toEqual({
      ok: false,
      error: { code: "membership.insufficient-balance", availableFen: 8_000, missingFen: 2_000 },
    });
  });

  it("never takes more than a purse holds, and always the whole amount", () => {
    const amount = fc.integer({ min: 0, max: 100_000 }).map(fen);
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        fc.constantFrom<PurseSpending["order"]>("principal-first", "bonus-first", "proportional"),
        fc.integer({ min: 0, max: 10_000 }),
        (principalFen, bonusFen, amountFen, order, maxBonusShareBasisPoints) => {
          const spent = spendPurses({ principalFen, bonusFen }, amountFen, { order, maxBonusShareBasisPoints });
          if (!spent.ok) return;
          expect(spent.value.principalFen + spent.value.bonusFen).toBe(amountFen);
          expect(spent.value.principalFen).toBeLessThanOrEqual(principalFen);
          expect(spent.value.bonusFen * 10_000).toBeLessThanOrEqual(amountFen * maxBonusShareBasisPoints);
          expect(Math.min(spent.value.principalFen, spent.value.bonusFen)).toBeGreaterThanOrEqual(0);
        },
      ),
      { numRuns: runs },
    );
  });
});

describe("litres at a locked price", () => {
  const lotOf = (id: string, price: string, volume: string, gradeId = "92") =>
    buyLitres({ id, gradeId, lockedRate: unwrap(parseRate(price)), volume: litres(volume) }).lot;

  it("cover a fill oldest first, in their grade only, and leave the rest to today's price", () => {
    const lots = [lotOf("a", "7.85", "20"), lotOf("b", "8.05", "100", "95"), lotOf("c", "7.95", "10")];
    const { draws, rest, lots: after } = drawLitres(lots, "92", litres("35"));
    expect(draws).toEqual([
      { lotId: "a", volume: litres("20"), amountFen: 15_700 },
      { lotId: "c", volume: litres("10"), amountFen: 7_950 },
    ]);
    expect(rest).toEqual(litres("5"));
    expect(returnLitres(after, draws)).toEqual(lots);
  });

  it("give out exactly what was paid for them, however they are drawn", () => {
    const volume = fc.integer({ min: 1, max: 60_000 }).map(litresFromMl);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), volume, fc.array(volume), (price, bought, fills) => {
        const { lot, amountFen } = buyLitres({ id: "a", gradeId: "92", lockedRate: rate(price), volume: bought });
        let lots: ReturnType<typeof drawLitres>["lots"] = [lot];
        const draws: LitreDraw[] = [];
        for (const fill of [...fills, bought]) {
          const drawn = drawLitres(lots, "92", fill);
          lots = drawn.lots;
          draws.push(...drawn.draws);
        }
        expect(draws.reduce((sum, draw) => sum + draw.amountFen, 0)).toBe(amountFen);
        expect(draws.reduce((sum, draw) => sum + draw.volume.steps, 0)).toBe(bought.steps);
        expect(returnLitres(lots, draws)).toEqual([lot]);
      }),
      { numRuns: runs },
    );
  });
});
