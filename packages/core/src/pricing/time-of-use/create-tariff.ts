import { err, isTimeZone, ok, type Result } from "../../kernel/index.js";
import { type DayPlan, type DaySpan, holdsOn, planDay, type RuleWindow, ruleWindow } from "./day-plan.js";
import type {
  RuleTariffDefinition,
  SlotTariffDefinition,
  TariffDefinition,
  TariffError,
  TariffPrice,
} from "./tariff-definition.js";

/** A checked tariff with its days laid out; make it once per definition and keep it. */
export interface Tariff {
  readonly definition: TariffDefinition;
  readonly timeZone: string;
  /** One plan for all days, or one for each of holiday no/yes × 12 months × 7 weekdays, as `planOfDay` counts them. */
  readonly plans: readonly [DayPlan, ...DayPlan[]];
  /** Holidays as days since 1970-01-01. */
  readonly holidays: ReadonlySet<number>;
}

const dayMs = 86_400_000;
const slotMs = 1_800_000;

/** The plan of a local day, given as days since 1970-01-01. */
export const planOfDay = ({ plans, holidays }: Tariff, dayNumber: number): DayPlan => {
  if (plans.length === 1) return plans[0];
  const month = new Date(dayNumber * dayMs).getUTCMonth();
  const weekday = (((dayNumber + 3) % 7) + 7) % 7;
  return plans[((holidays.has(dayNumber) ? 12 : 0) + month) * 7 + weekday] ?? plans[0];
};

/** "2026-10-01" as days since 1970-01-01; NaN for what is no date. */
const dayNumberOf = (date: string): number => {
  const ms = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(date) ? Number.NaN : ms / dayMs;
};

const planRules = (definition: RuleTariffDefinition): Result<Tariff, TariffError> => {
  const { timeZone, rules, holidays = [] } = definition;
  const windows: RuleWindow[] = [];
  for (const [index, rule] of rules.entries()) {
    const window = ruleWindow(rule, index);
    if (!window.ok) return window;
    windows.push(window.value);
  }
  for (const date of holidays) {
    if (Number.isNaN(dayNumberOf(date))) return err({ code: "pricing.tariff-bad-holiday", date });
  }
  const plans: DayPlan[] = [];
  const known = new Map<string, DayPlan>();
  for (let kind = 0; kind < 2 * 12 * 7; kind++) {
    const day = { weekday: (kind % 7) + 1, month: (Math.floor(kind / 7) % 12) + 1, holiday: kind >= 12 * 7 };
    const holding = windows.filter(({ rule }) => holdsOn(rule, day));
    const key = holding.map(({ index }) => index).join();
    let plan = known.get(key);
    if (!plan) {
      const planned = planDay(holding, day);
      if (!planned.ok) return planned;
      plan = planned.value;
      known.set(key, plan);
    }
    plans.push(plan);
  }
  const [first = [], ...others] = known.size === 1 ? known.values() : plans;
  return ok({ definition, timeZone, plans: [first, ...others], holidays: new Set(holidays.map(dayNumberOf)) });
};

const planSlots = (definition: SlotTariffDefinition): Result<Tariff, TariffError> => {
  const { timeZone, slots, rates } = definition;
  if (slots.length !== 48) return err({ code: "pricing.tariff-not-48-slots", slots: slots.length });
  const prices = new Map<string, TariffPrice>();
  const plan: DaySpan[] = [];
  for (const [slot, period] of slots.entries()) {
    const periodRates = rates[period];
    if (!periodRates) return err({ code: "pricing.tariff-without-rates", slot, period });
    const price = prices.get(period) ?? { period, ...periodRates };
    prices.set(period, price);
    if (plan.at(-1)?.price === price) plan.pop();
    plan.push({ endMs: (slot + 1) * slotMs, price });
  }
  return ok({ definition, timeZone, plans: [plan], holidays: new Set() });
};

/**
 * Checks a tariff and lays out its days. Refused are windows that are no times of day, days that do not exist, 48 slots that are not
 * 48 or lack a rate, two rules for the same days that overlap, and days that the rules do not cover: the first gap is named.
 */
export const createTariff = (definition: TariffDefinition): Result<Tariff, TariffError> => {
  const { timeZone } = definition;
  if (!isTimeZone(timeZone)) return err({ code: "pricing.tariff-unknown-zone", timeZone });
  return definition.form === "rules" ? planRules(definition) : planSlots(definition);
};
