import { err, ok, type Result } from "../../kernel/index.js";
import type { SlotTariffDefinition, Tariff, TariffRule } from "../../pricing/index.js";
import { formatRate, type Rate, rate } from "../../quantity/index.js";

/** TariffConditionsType of OCPP 2.1, as far as a time-of-use tariff needs it; local time of the station. */
export interface OcppTariffConditions {
  readonly startTimeOfDay?: string;
  readonly endTimeOfDay?: string;
  readonly dayOfWeek?: readonly string[];
}

/** TariffType of OCPP 2.1: of several prices whose conditions hold the first in the list counts. */
export interface OcppTariff {
  readonly tariffId: string;
  readonly currency: "CNY";
  readonly energy: {
    readonly prices: readonly { readonly priceKwh: number; readonly conditions?: OcppTariffConditions }[];
  };
}

/** A rule by month or holiday: OCPP knows only times of day and weekdays. `rule` counts from 0. */
export interface OcppTariffError {
  readonly code: "charging.tariff-not-in-ocpp";
  readonly rule: number;
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const priceOf = (energyRate: Rate, serviceRate: Rate): number => Number(formatRate(rate(energyRate + serviceRate)));

/** OCPP writes no 24:00; a window that ends before it starts goes on over midnight, as here. */
const windowOf = (from: string, to: string): OcppTariffConditions =>
  from === to || (from === "00:00" && to === "24:00")
    ? {}
    : { startTimeOfDay: from, endTimeOfDay: to === "24:00" ? "00:00" : to };

const rulePrice = ({ from, to, weekdays: days, energyRate, serviceRate }: TariffRule) => {
  const dayOfWeek = days?.map((day) => weekdays[day - 1] ?? "");
  const conditions = { ...windowOf(from, to), ...(dayOfWeek && { dayOfWeek }) };
  const priceKwh = priceOf(energyRate, serviceRate);
  return Object.keys(conditions).length === 0 ? { priceKwh } : { priceKwh, conditions };
};

const timeOfSlot = (slot: number): string =>
  `${String(Math.floor(slot / 2)).padStart(2, "0")}:${slot % 2 === 0 ? "00" : "30"}`;

const slotPrices = ({ slots, rates }: SlotTariffDefinition) => {
  const starts = slots.flatMap((period, slot) => (slot === 0 || slots[slot - 1] !== period ? [slot] : []));
  return starts.flatMap((slot, index) => {
    const price = rates[slots[slot] ?? "flat"];
    if (price === undefined) return [];
    const rule = { from: timeOfSlot(slot), to: timeOfSlot(starts[index + 1] ?? 48), period: "flat" as const, ...price };
    return [rulePrice(rule)];
  });
};

/** A tariff as OCPP 2.1 hands it to a charger: energy and service together per kWh. */
export const ocppTariff = (tariffId: string, { definition }: Tariff): Result<OcppTariff, OcppTariffError> => {
  const shell = { tariffId, currency: "CNY" as const };
  if (definition.form === "slots") return ok({ ...shell, energy: { prices: slotPrices(definition) } });
  const rule = definition.rules.findIndex(({ months, holidays }) => months !== undefined || holidays !== undefined);
  if (rule >= 0) return err({ code: "charging.tariff-not-in-ocpp", rule });
  return ok({ ...shell, energy: { prices: definition.rules.map(rulePrice) } });
};
