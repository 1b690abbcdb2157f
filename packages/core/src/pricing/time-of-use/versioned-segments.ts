import { type EpochMs, ok, type Result } from "../../kernel/index.js";
import { type NotPricedError, type PriceHistory, priceAt, versionsOver } from "../price-history.js";
import type { Tariff } from "./create-tariff.js";
import { type TariffSegment, tariffSegments } from "./tariff-segments.js";

/**
 * What a change of tariff does to a session under way: `freeze-at-start` keeps the tariff in force when it began to its end,
 * `by-slot` prices every moment by the tariff in force then.
 */
export type TariffChangePolicy = "freeze-at-start" | "by-slot";

/** The segments of `[fromMs, toMs)` under a history of tariffs; as `tariffSegments`, and cut where a tariff takes over. */
export const versionedSegments = (
  history: PriceHistory<Tariff>,
  fromMs: EpochMs,
  toMs: EpochMs,
  policy: TariffChangePolicy,
): Result<TariffSegment[], NotPricedError> => {
  if (policy === "freeze-at-start") {
    const atStart = priceAt(history, fromMs);
    return atStart.ok ? ok(tariffSegments(atStart.value.value, fromMs, toMs)) : atStart;
  }
  const stretches = versionsOver(history, fromMs, toMs);
  if (!stretches.ok) return stretches;
  return ok(stretches.value.flatMap((stretch) => tariffSegments(stretch.version.value, stretch.fromMs, stretch.toMs)));
};
