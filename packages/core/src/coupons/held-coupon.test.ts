import { describe, expect, it } from "vitest";
import { fen } from "../money/index.js";
import { type Coupon, claimCoupon, type ReturnRule, returnCoupon } from "./index.js";

const zone = "Asia/Shanghai";
const shanghai = (iso: string): number => Date.parse(`${iso}+08:00`);

const coupon: Coupon = {
  id: "1",
  name: "满100减10元优惠券",
  stage: "coupon",
  benefit: { kind: "amount-off", offFen: fen(1000) },
  validity: { kind: "fixed", from: shanghai("2025-03-15T00:00"), until: shanghai("2025-04-16T00:00") },
  limits: { total: 1000, perPerson: 2 },
};

describe("claimCoupon", () => {
  const none = { total: 0, byPerson: 0 };

  it("gives a coupon of fixed dates its dates, also before they begin", () => {
    expect(claimCoupon(coupon, none, { at: shanghai("2025-03-01T10:00"), zone })).toEqual({
      ok: true,
      value: { validFrom: shanghai("2025-03-15T00:00"), validUntil: shanghai("2025-04-16T00:00") },
    });
  });

  it.each([
    [7, 0, "2025-03-12T21:30", "2025-03-19T00:00"],
    [1, 0, "2025-03-12T21:30", "2025-03-13T00:00"],
    [7, 1, "2025-03-13T00:00", "2025-03-20T00:00"],
    [30, 3, "2025-03-15T00:00", "2025-04-14T00:00"],
  ])("lets %i days run to a midnight of the station when it starts after %i", (days, startsAfterDays, from, until) => {
    const validity = { kind: "after-claim", days, startsAfterDays } as const;
    expect(claimCoupon({ ...coupon, validity }, none, { at: shanghai("2025-03-12T21:30"), zone })).toEqual({
      ok: true,
      value: { validFrom: shanghai(from), validUntil: shanghai(until) },
    });
  });

  it.each([
    [{ total: 1000, byPerson: 0 }, "2025-03-20T00:00", "coupon.total-limit-reached"],
    [{ total: 10, byPerson: 2 }, "2025-03-20T00:00", "coupon.person-limit-reached"],
    [none, "2025-04-16T00:00", "coupon.expired"],
  ])("refuses after %j claims at %s with %s", (claims, at, code) => {
    expect(claimCoupon(coupon, claims, { at: shanghai(at), zone })).toMatchObject({ ok: false, error: { code } });
  });
});

describe("returnCoupon", () => {
  const used = { at: 1_000, validUntil: 2_000 };
  const late = { at: 2_000, validUntil: 2_000 };
  const back = { returned: true, validUntil: 2_000 };
  const strict: ReturnRule = { onCancel: "forfeit", onRefund: "forfeit" };
  const generous: ReturnRule = { onCancel: "return", onRefund: "when-any-refunded", extendMs: 500 };

  it.each([
    [undefined, "cancelled", used, back],
    [undefined, "fully-refunded", used, back],
    [undefined, "partly-refunded", used, { returned: false, reason: "not-all-refunded" }],
    [undefined, "cancelled", late, { returned: false, reason: "expired" }],
    [strict, "cancelled", used, { returned: false, reason: "forfeited" }],
    [strict, "fully-refunded", used, { returned: false, reason: "forfeited" }],
    [generous, "partly-refunded", used, back],
    [generous, "fully-refunded", late, { returned: true, validUntil: 2_500 }],
  ] as const)("by the rule %j after %s at %j: %j", (returns, end, when, expected) => {
    expect(returnCoupon({ ...coupon, ...(returns && { returns }) }, end, when)).toEqual(expected);
  });
});
