import type { Rate } from "../../quantity/index.js";

/** Kind of a time-of-use period: sharp peak 尖, peak 峰, flat 平, valley 谷. */
export type TariffPeriod = "sharp" | "peak" | "flat" | "valley";

/** What a kilowatt-hour costs, the energy and the service apart. */
export interface TariffRates {
  readonly energyRate: Rate;
  readonly serviceRate: Rate;
}

/** A period with what it costs. */
export interface TariffPrice extends TariffRates {
  readonly period: TariffPeriod;
}

/**
 * A daily window of local time with its price. `from` is "00:00" to "23:59", `to` "00:00" to "24:00"; a window that ends before it
 * starts goes on over midnight, one that ends as it starts is refused: the whole day is "00:00" to "24:00". Without `weekdays` (ISO, 1 is Monday), `months` (1–12) and `holidays` it holds every
 * day. The day asked for is that of the moment: of a Saturday window 22:00–06:00, Saturday's first six and last two hours.
 */
export interface TariffRule extends TariffPrice {
  readonly from: string;
  readonly to: string;
  readonly weekdays?: readonly number[];
  readonly months?: readonly number[];
  /** Holds on holidays only, or never on them; absent: both. */
  readonly holidays?: "only" | "never";
}

/** A tariff as rules: of several that hold at a moment the first in the list counts, so the particular stand before the general. */
export interface RuleTariffDefinition {
  readonly form: "rules";
  /** IANA zone of the station. */
  readonly timeZone: string;
  readonly rules: readonly TariffRule[];
  /** Local dates, "2026-10-01". */
  readonly holidays?: readonly string[];
}

/** A tariff as 48 half hours of local time from 00:00 on, the same every day, and what each period in them costs. */
export interface SlotTariffDefinition {
  readonly form: "slots";
  /** IANA zone of the station. */
  readonly timeZone: string;
  readonly slots: readonly TariffPeriod[];
  readonly rates: Readonly<Partial<Record<TariffPeriod, TariffRates>>>;
}

/** A time-of-use tariff as an operator writes and stores it. */
export type TariffDefinition = RuleTariffDefinition | SlotTariffDefinition;

/** Where a definition is not a tariff. Times are local, `rule` and `slot` count from 0. */
export type TariffError =
  | { readonly code: "pricing.tariff-unknown-zone"; readonly timeZone: string }
  | { readonly code: "pricing.tariff-bad-window"; readonly rule: number; readonly from: string; readonly to: string }
  | { readonly code: "pricing.tariff-bad-day"; readonly rule: number; readonly day: number }
  | { readonly code: "pricing.tariff-bad-holiday"; readonly date: string }
  | { readonly code: "pricing.tariff-not-48-slots"; readonly slots: number }
  | { readonly code: "pricing.tariff-without-rates"; readonly slot: number; readonly period: TariffPeriod }
  /** Two rules for the same days claim the same time. */
  | { readonly code: "pricing.tariff-overlap"; readonly rules: readonly [number, number]; readonly at: string }
  /** No rule holds from `from` to `to` on the days named. */
  | ({ readonly code: "pricing.tariff-gap"; readonly from: string; readonly to: string } & TariffDay);

/** A kind of day as rules tell them apart. */
export interface TariffDay {
  readonly weekday: number;
  readonly month: number;
  readonly holiday: boolean;
}
