import { type EpochMs, err, ok, type Result } from "../../kernel/index.js";
import { type Fen, fen, multiplyDivide } from "../../money/index.js";
import { productsPerFen, type Quantity, quantity } from "../../quantity/index.js";
import type { Priced } from "../priced.js";
import type { Tariff } from "./create-tariff.js";
import { type TariffSegment, tariffSegments } from "./tariff-segments.js";

/** What a meter's register shows at an instant, in whole watt-hours. */
export interface MeterReading {
  readonly atMs: EpochMs;
  readonly energyWh: number;
}

/** Readings that price nothing: fewer than two, not one after the other, falling, or outside the segments. */
export type ReadingsError =
  | { readonly code: "pricing.readings-too-few"; readonly count: number }
  | { readonly code: "pricing.readings-not-in-order"; readonly reading: number; readonly atMs: EpochMs }
  | { readonly code: "pricing.readings-fell"; readonly reading: number; readonly energyWh: number }
  | { readonly code: "pricing.readings-outside-segments"; readonly fromMs: EpochMs; readonly toMs: EpochMs };

/** One line of a session's price: a stretch at one price. The lines' energies and fees sum to those of the session. */
export interface SessionLine extends TariffSegment {
  readonly code: "pricing.charged";
  readonly energy: Quantity<"kWh">;
  readonly energyFee: Fen;
  readonly serviceFee: Fen;
  readonly amount: Fen;
}

/** The price of one detail record: energy fee and service fee, each rounded once to fen, half up. */
export interface SessionPrice extends Priced<SessionLine> {
  readonly energyFee: Fen;
  readonly serviceFee: Fen;
  readonly energy: Quantity<"kWh">;
}

const stepsPerWh = 10;

const faultIn = (readings: readonly MeterReading[]): ReadingsError | undefined => {
  if (readings.length < 2) return { code: "pricing.readings-too-few", count: readings.length };
  for (let reading = 0; reading < readings.length; reading++) {
    const { atMs, energyWh } = readings[reading] as MeterReading;
    if (!Number.isSafeInteger(energyWh)) throw new RangeError(`not whole watt-hours: ${energyWh}`);
    const before = readings[reading - 1];
    if (before && atMs <= before.atMs) return { code: "pricing.readings-not-in-order", reading, atMs };
    if (before && energyWh < before.energyWh) return { code: "pricing.readings-fell", reading, energyWh };
  }
  return undefined;
};

/** Readings in order, asked for the register at rising instants between the first and the last. */
const registerOf = (readings: readonly MeterReading[]): ((atMs: EpochMs) => number) => {
  let next = 1;
  return (atMs) => {
    while (next < readings.length - 1 && (readings[next]?.atMs ?? 0) < atMs) next++;
    const before = readings[next - 1];
    const after = readings[next];
    if (!before || !after) throw new RangeError("a register needs two readings");
    const flowed = (after.energyWh - before.energyWh) * stepsPerWh;
    const share = multiplyDivide(flowed, atMs - before.atMs, after.atMs - before.atMs, "half-up");
    return before.energyWh * stepsPerWh + share;
  };
};

const feeOf = (products: number): number => {
  if (!Number.isSafeInteger(products)) throw new RangeError("a session of more than nine million yuan");
  return multiplyDivide(products, 1, productsPerFen("kWh"), "half-up");
};

/**
 * Prices what a meter measured over segments of prices (`tariffSegments`, `versionedSegments`), which must reach from the first reading
 * to the last.
 *
 * Between two readings the energy is taken to flow evenly. At a boundary of prices inside such an interval the register is that
 * straight line's value, rounded half up to 0.1 Wh as a finer meter would have shown it; so the energies of the lines are whole
 * steps and sum to what was metered. Energy fee and service fee are exact sums of rate × energy, each rounded once, half up; a line's
 * fee is the growth of the rounded sum up to its end, so that the lines sum to the fees.
 *
 * Readings come from devices: too few, out of order, falling or outside the segments is a failure. Fractions of a watt-hour and
 * fees past nine million yuan throw a `RangeError`.
 */
export const sessionPrice = (
  segments: readonly TariffSegment[],
  readings: readonly MeterReading[],
): Result<SessionPrice, ReadingsError> => {
  const fault = faultIn(readings);
  if (fault) return err(fault);
  const startMs = readings[0]?.atMs ?? 0;
  const stopMs = readings.at(-1)?.atMs ?? 0;
  if ((segments[0]?.fromMs ?? stopMs) > startMs || (segments.at(-1)?.toMs ?? startMs) < stopMs) {
    return err({ code: "pricing.readings-outside-segments", fromMs: startMs, toMs: stopMs });
  }

  const registerAt = registerOf(readings);
  const startSteps = registerAt(startMs);
  const lines: SessionLine[] = [];
  let steps = startSteps;
  let energyProducts = 0;
  let serviceProducts = 0;
  let energyFee = 0;
  let serviceFee = 0;
  for (const { fromMs, toMs, period, energyRate, serviceRate } of segments) {
    if (toMs <= startMs || fromMs >= stopMs) continue;
    const endMs = Math.min(toMs, stopMs);
    const endSteps = registerAt(endMs);
    energyProducts += energyRate * (endSteps - steps);
    serviceProducts += serviceRate * (endSteps - steps);
    const energyFeeSoFar = feeOf(energyProducts);
    const serviceFeeSoFar = feeOf(serviceProducts);
    lines.push({
      code: "pricing.charged",
      fromMs: Math.max(fromMs, startMs),
      toMs: endMs,
      period,
      energyRate,
      serviceRate,
      energy: quantity("kWh", endSteps - steps),
      energyFee: fen(energyFeeSoFar - energyFee),
      serviceFee: fen(serviceFeeSoFar - serviceFee),
      amount: fen(energyFeeSoFar - energyFee + serviceFeeSoFar - serviceFee),
    });
    steps = endSteps;
    energyFee = energyFeeSoFar;
    serviceFee = serviceFeeSoFar;
  }
  return ok({
    amount: fen(energyFee + serviceFee),
    energyFee: fen(energyFee),
    serviceFee: fen(serviceFee),
    energy: quantity("kWh", steps - startSteps),
    lines,
  });
};

/** Prices a metered session by one tariff, as `sessionPrice` does over the tariff's segments. */
export const tariffSessionPrice = (
  tariff: Tariff,
  readings: readonly MeterReading[],
): Result<SessionPrice, ReadingsError> =>
  sessionPrice(tariffSegments(tariff, readings[0]?.atMs ?? 0, readings.at(-1)?.atMs ?? 0), readings);
