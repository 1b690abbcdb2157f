import { divideRational, rational, unwrap } from "../kernel/index.js";
import {
  type PriceHistory,
  priceAt,
  type Tariff,
  type TariffChangePolicy,
  type TariffSegment,
  tariffSegments,
  versionedSegments,
} from "../pricing/index.js";
import type { PriceSegment, PriceSource } from "./station-config.js";

const fenPerKwh = (rate: number) => divideRational(rational(rate), rational(1000));

const priceSegment = ({ period, energyRate, serviceRate, fromMs, toMs }: TariffSegment): PriceSegment => ({
  fromMs,
  toMs,
  band: period,
  energyFenPerKwh: fenPerKwh(energyRate),
  serviceFenPerKwh: fenPerKwh(serviceRate),
});

/** The prices of one time-of-use tariff. */
export const tariffPrices =
  (tariff: Tariff): PriceSource =>
  (fromMs, toMs) =>
    tariffSegments(tariff, fromMs, toMs).map(priceSegment);

/**
 * The prices of a tariff that changes. With `freeze-at-start` a charge keeps the tariff in force when it began. A moment before the
 * first version is a bug and throws. As versions only count from their recording on, a rebuilt station charges what it charged.
 */
export const tariffHistoryPrices =
  (history: () => PriceHistory<Tariff>, policy: TariffChangePolicy): PriceSource =>
  (fromMs, toMs, startedMs) => {
    const segments =
      policy === "freeze-at-start"
        ? tariffSegments(unwrap(priceAt(history(), startedMs)).value, fromMs, toMs)
        : unwrap(versionedSegments(history(), fromMs, toMs, policy));
    return segments.map(priceSegment);
  };
