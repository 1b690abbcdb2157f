import { describe, expect, it } from "vitest";
import { fen, formatYuan, litres, parseRate, priceOf, quoteBest } from "./quote.js";

describe("the quote entry", () => {
  it("computes what the server will: 50 L at 8.05 with a coupon of 10.00 is 392.50", () => {
    const price = parseRate("8.05");
    if (!price.ok) throw new Error(price.error.code);
    const volume = litres("50");
    const amountFen = priceOf(price.value, volume, "half-up");
    const quote = quoteBest(
      [{ id: "fuel", kind: "goods", amountFen, quantity: volume }],
      [
        {
          id: "12",
          validFrom: 0,
          validUntil: Number.MAX_SAFE_INTEGER,
          coupon: {
            id: "1",
            name: "满100减10元优惠券",
            stage: "coupon",
            benefit: { kind: "amount-off", offFen: fen(1_000) },
            validity: { kind: "fixed", from: 0, until: Number.MAX_SAFE_INTEGER },
            minimumFen: fen(10_000),
          },
        },
      ],
      { at: Date.UTC(2025, 2, 12), zone: "Asia/Shanghai" },
    );
    expect([quote.amountFen, quote.discountFen, quote.payableFen].map(formatYuan)).toEqual([
      "402.50",
      "10.00",
      "392.50",
    ]);
  });
});
