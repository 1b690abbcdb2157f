import { divideRational, rational } from "../kernel/index.js";
import { type Tariff, tariffSegments } from "../pricing/index.js";
import type { PriceSource } from "./station-config.js";

const fenPerKwh = (rate: number) => divideRational(rational(rate), rational(1000));

/** The prices of a time-of-use tariff for a station. */
export const tariffPrices =
  (tariff: Tariff): PriceSource =>
  (fromMs, toMs) =>
    tariffSegments(tariff, fromMs, toMs).map(({ period, energyRate, serviceRate, ...span }) => ({
      ...span,
      band: period,
      energyFenPerKwh: fenPerKwh(energyRate),
      serviceFenPerKwh: fenPerKwh(serviceRate),
    }));
