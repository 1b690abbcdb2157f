import {
  addRational,
  divideRational,
  formatRational,
  type Rational,
  rational,
  subtractRational,
} from "../../kernel/index.js";
import type { ChargingBill } from "../bill.js";
import { msOf } from "../price-readings.js";

/** A stretch of a charge at one price. ENERGY counts kWh, TIME hours. */
export interface OcpiChargingPeriod {
  readonly start_date_time: string;
  readonly dimensions: readonly { readonly type: "ENERGY" | "TIME"; readonly volume: number }[];
}

/** The part of an OCPI 2.2.1 CDR that a bill decides; times are UTC, money is yuan, `total_time` hours. */
export interface OcpiCdrCharge {
  readonly start_date_time: string;
  readonly end_date_time: string;
  readonly currency: "CNY";
  readonly charging_periods: readonly OcpiChargingPeriod[];
  readonly total_cost: { readonly excl_vat: number; readonly incl_vat: number };
  readonly total_energy: number;
  readonly total_time: number;
}

const utcText = (instant: Rational): string => `${new Date(msOf(instant)).toISOString().slice(0, 19)}Z`;
const kwhOf = (energyWh: Rational): number => Number(formatRational(divideRational(energyWh, rational(1000)), 4));
const hoursOf = (spanMs: Rational): number => Number(formatRational(divideRational(spanMs, rational(3_600_000)), 4));

/**
 * A bill as the charge of an OCPI CDR: spread it beside what the operator knows (`id`, `country_code`, `party_id`, `cdr_token`,
 * `auth_method`, `cdr_location`, `last_updated`). Prices include tax, so both costs are the same where no VAT is stated.
 */
export const ocpiCdrCharge = ({ details, arrivedAt, madeAt, energyWh, totalFen }: ChargingBill): OcpiCdrCharge => {
  const time = details.reduce((sum, { start, stop }) => addRational(sum, subtractRational(stop, start)), rational(0));
  return {
    start_date_time: utcText(details[0]?.start ?? arrivedAt),
    end_date_time: utcText(details.at(-1)?.stop ?? madeAt),
    currency: "CNY",
    charging_periods: details.flatMap(({ parts }) =>
      parts.map((part) => ({
        start_date_time: utcText(part.from),
        dimensions: [
          { type: "ENERGY" as const, volume: kwhOf(part.energyWh) },
          { type: "TIME" as const, volume: hoursOf(subtractRational(part.to, part.from)) },
        ],
      })),
    ),
    total_cost: { excl_vat: totalFen / 100, incl_vat: totalFen / 100 },
    total_energy: kwhOf(energyWh),
    total_time: hoursOf(time),
  };
};
