import { describe, expect, it } from "vitest";
import { unwrap } from "../../kernel/index.js";
import { formatYuan } from "../../money/index.js";
import { rate } from "../../quantity/index.js";
import type { PriceHistory } from "../price-history.js";
import { createTariff, type Tariff } from "./create-tariff.js";
import { sessionPrice } from "./session-price.js";
import { type TariffChangePolicy, versionedSegments } from "./versioned-segments.js";

const at = (time: string) => Date.parse(`2026-06-16T${time}+08:00`);
const flat = (energyRate: number): Tariff =>
  unwrap(
    createTariff({
      form: "rules",
      timeZone: "Asia/Shanghai",
      rules: [{ from: "00:00", to: "24:00", period: "flat", energyRate: rate(energyRate), serviceRate: rate(0) }],
    }),
  );
const history: PriceHistory<Tariff> = [
  { value: flat(100_000), recordedAtMs: 0, effectiveFromMs: 0 },
  { value: flat(200_000), recordedAtMs: at("06:00"), effectiveFromMs: at("09:15") },
];
const readings = [
  { atMs: at("08:00"), energyWh: 0 },
  { atMs: at("10:00"), energyWh: 20_000 },
];

describe("a tariff that changes within a session", () => {
  it.each<[TariffChangePolicy, string, number]>([
    ["freeze-at-start", "20.00", 1],
    ["by-slot", "27.50", 2],
  ])("under %s charges %s in %d lines", (policy, amount, count) => {
    const segments = unwrap(versionedSegments(history, at("08:00"), at("10:00"), policy));
    const price = unwrap(sessionPrice(segments, readings));
    expect(formatYuan(price.amount)).toBe(amount);
    expect(price.lines).toHaveLength(count);
  });

  it.each<TariffChangePolicy>(["freeze-at-start", "by-slot"])(
    "under %s has no price before the first tariff",
    (policy) => {
      expect(versionedSegments(history, -5, 5, policy)).toMatchObject({
        error: { code: "pricing.not-priced-yet", atMs: -5 },
      });
    },
  );
});
