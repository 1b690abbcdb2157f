import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unwrap } from "../kernel/index.js";
import { appendVersion, type PriceHistory, priceAt, versionsOver } from "./price-history.js";

const numRuns = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);

/** A history of prices written down at the times given, each effective from its own. */
const historyOf = (...versions: [recordedAtMs: number, effectiveFromMs: number, value: string][]) =>
  versions.reduce<PriceHistory<string>>(
    (history, [recordedAtMs, effectiveFromMs, value]) =>
      unwrap(appendVersion(history, { recordedAtMs, effectiveFromMs, value })),
    [],
  );

describe("the history of a price", () => {
  const history = historyOf([0, 0, "8.05"], [10, 100, "8.20"], [20, 50, "7.90"], [30, 100, "8.30"]);

  it.each([
    [0, "8.05"],
    [49, "8.05"],
    [50, "7.90"],
    [99, "7.90"],
    [100, "8.30"],
    [1000, "8.30"],
  ])("at %d has the price %s", (atMs, price) => {
    expect(unwrap(priceAt(history, atMs)).value).toBe(price);
  });

  it("has no price before the first version counts", () => {
    expect(priceAt(history, -1)).toEqual({ ok: false, error: { code: "pricing.not-priced-yet", atMs: -1 } });
    expect(priceAt([], 0).ok).toBe(false);
    expect(versionsOver(history, -1, 10)).toMatchObject({ error: { code: "pricing.not-priced-yet" } });
  });

  it("takes no version that would change the past or stand before one already written", () => {
    expect(appendVersion(history, { recordedAtMs: 40, effectiveFromMs: 39, value: "1" })).toMatchObject({
      error: { code: "pricing.version-in-the-past" },
    });
    expect(appendVersion(history, { recordedAtMs: 29, effectiveFromMs: 200, value: "1" })).toMatchObject({
      error: { code: "pricing.version-out-of-order", lastRecordedAtMs: 30 },
    });
  });

  it("cuts a stretch of time where one version takes over", () => {
    const stretches = unwrap(versionsOver(history, 20, 120));
    expect(stretches.map(({ fromMs, toMs, version }) => [fromMs, toMs, version.value])).toEqual([
      [20, 50, "8.05"],
      [50, 100, "7.90"],
      [100, 120, "8.30"],
    ]);
  });

  it("never changes a price of the past by appending, and cuts stretches that agree with the price at every instant", () => {
    const plan = fc.array(fc.tuple(fc.nat(20), fc.nat(60)), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(plan, fc.nat(300), (steps, atMs) => {
        let history: PriceHistory<number> = historyOf([0, 0, "0"]).map((version) => ({ ...version, value: 0 }));
        let recordedAtMs = 0;
        for (const [index, [pause, lead]] of steps.entries()) {
          recordedAtMs += pause;
          const longer = unwrap(
            appendVersion(history, { recordedAtMs, effectiveFromMs: recordedAtMs + lead, value: index + 1 }),
          );
          if (atMs < recordedAtMs + lead) expect(priceAt(longer, atMs)).toEqual(priceAt(history, atMs));
          history = longer;
        }
        const stretches = unwrap(versionsOver(history, 0, 400));
        const holding = stretches.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
        expect(holding.map(({ version }) => version)).toEqual([unwrap(priceAt(history, atMs))]);
      }),
      { numRuns },
    );
  });
});
