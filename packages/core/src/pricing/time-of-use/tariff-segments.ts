import { type EpochMs, zoneOffsetSpan } from "../../kernel/index.js";
import type { Rate } from "../../quantity/index.js";
import { planOfDay, type Tariff } from "./create-tariff.js";
import type { TariffPeriod, TariffPrice } from "./tariff-definition.js";

/** A stretch of time `[fromMs, toMs)` at one price. */
export interface TariffSegment {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly period: TariffPeriod;
  readonly energyRate: Rate;
  readonly serviceRate: Rate;
}

const dayMs = 86_400_000;

/**
 * The prices of `[fromMs, toMs)` as contiguous segments in order, cut exactly where the price changes in local time; whole
 * milliseconds in, whole milliseconds out. Where the zone changes its offset, what the clock skips is not charged and what it shows
 * twice is charged twice by the same window. A window that goes on over midnight stays one segment. Nothing for an empty stretch.
 */
export const tariffSegments = (tariff: Tariff, fromMs: EpochMs, toMs: EpochMs): TariffSegment[] => {
  const segments: TariffSegment[] = [];
  let price: TariffPrice | undefined;
  let startMs = fromMs;
  let cursor = fromMs;
  while (cursor < toMs) {
    const { offsetMs, untilMs } = zoneOffsetSpan(cursor, tariff.timeZone);
    const dayNumber = Math.floor((cursor + offsetMs) / dayMs);
    const midnightMs = dayNumber * dayMs - offsetMs;
    const limitMs = Math.min(untilMs, toMs);
    for (const span of planOfDay(tariff, dayNumber)) {
      const endMs = midnightMs + span.endMs;
      if (endMs <= cursor) continue;
      if (price && price !== span.price) {
        segments.push(segment(startMs, cursor, price));
        startMs = cursor;
      }
      price = span.price;
      cursor = Math.min(endMs, limitMs);
      if (cursor === limitMs) break;
    }
  }
  if (price) segments.push(segment(startMs, toMs, price));
  return segments;
};

const segment = (fromMs: EpochMs, toMs: EpochMs, { period, energyRate, serviceRate }: TariffPrice): TariffSegment => ({
  fromMs,
  toMs,
  period,
  energyRate,
  serviceRate,
});
