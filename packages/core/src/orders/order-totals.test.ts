import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fen } from "../money/index.js";
import { head, litres, pieces, rate, rateFromFen } from "../quantity/index.js";
import { amendToMeasured, orderTotals } from "./index.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const amount = fc.integer({ min: 0, max: 10_000_000 }).map(fen);

describe("orderTotals", () => {
  it("adds dishes, delivery and packing and takes the discount off: 76 + 5 + 2 − 10 = 73", () => {
    const lines = [{ unitPrice: rateFromFen(fen(3800)), quantity: pieces(2) }];
    expect(orderTotals(lines, { feesFen: [fen(500), fen(200)], discountFen: fen(1000) })).toEqual({
      lineFen: [7600],
      goodsFen: 7600,
      feesFen: 700,
      totalFen: 8300,
      discountFen: 1000,
      dueFen: 7300,
    });
  });

  it("adds goods and shipping of a livestock order: 2 × 1,200 + 100 = 2,500", () => {
    const lines = [{ unitPrice: rateFromFen(fen(120_000)), quantity: head(2) }];
    expect(orderTotals(lines, { feesFen: [fen(10_000)] }).dueFen).toBe(250_000);
  });

  it("never goes below zero and always adds up", () => {
    const line = fc
      .record({ price: fc.integer({ min: 0, max: 10_000_000 }), count: fc.integer({ min: 0, max: 1000 }) })
      .map(({ price, count }) => ({ unitPrice: rate(price), quantity: pieces(count) }));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.array(amount, { maxLength: 3 }), amount, (lines, fees, off) => {
        const totals = orderTotals(lines, { feesFen: fees, discountFen: off });
        expect(totals.dueFen).toBeGreaterThanOrEqual(0);
        expect(totals.discountFen).toBeLessThanOrEqual(off);
        expect(totals.dueFen + totals.discountFen).toBe(totals.totalFen);
        expect(totals.lineFen.reduce((sum, each) => sum + each, 0) + totals.feesFen).toBe(totals.totalFen);
      }),
      { numRuns: runs },
    );
  });

  it("throws on a negative fee", () => {
    expect(() => orderTotals([], { feesFen: [fen(-1)] })).toThrow(RangeError);
  });
});

describe("amendToMeasured", () => {
  it("prices 50 L at 8.05 with a coupon of 10.00 at 392.50", () => {
    const totals = amendToMeasured({
      unitPrice: rate(805_000),
      quantity: litres("50"),
      displayFen: fen(40_250),
      discountOf: () => fen(1000),
    });
    expect(totals).toMatchObject({ goodsFen: 40_250, displayDifferenceFen: 0, dueFen: 39_250, owedFen: 39_250 });
  });

  it("takes what the display says as the sale and reports the difference to price × litres", () => {
    const totals = amendToMeasured({ unitPrice: rate(805_000), quantity: litres("12.34"), displayFen: fen(9935) });
    expect(totals).toMatchObject({ goodsFen: 9935, computedFen: 9934, displayDifferenceFen: 1, dueFen: 9935 });
  });

  it("asks for the discount again with the measured amount", () => {
    const overHundred = (goodsFen: number) => fen(goodsFen >= 10_000 ? 1000 : 0);
    const sale = { unitPrice: rate(805_000), displayFen: null, discountOf: overHundred };
    expect(amendToMeasured({ ...sale, quantity: litres("20") }).dueFen).toBe(15_100);
    expect(amendToMeasured({ ...sale, quantity: litres("10") }).dueFen).toBe(8050);
  });

  it("either owes or gives back: prepayment, what is owed and what goes back make what is due", () => {
    fc.assert(
      fc.property(amount, amount, amount, fc.integer({ min: 0, max: 999_999 }), (display, off, prepaidFen, ml) => {
        const totals = amendToMeasured({
          unitPrice: rate(805_000),
          quantity: { unit: "L", steps: ml },
          displayFen: display,
          discountOf: () => off,
          prepaidFen,
        });
        expect(totals.dueFen).toBe(Math.max(0, display - off));
        expect(prepaidFen + totals.owedFen - totals.returnFen).toBe(totals.dueFen);
        expect(Math.min(totals.owedFen, totals.returnFen)).toBe(0);
        expect(totals.goodsFen).toBe(totals.computedFen + totals.displayDifferenceFen);
      }),
      { numRuns: runs },
    );
  });
});
