import { defaultStationPolicy } from "@waystation/core/charging";
import { instantOf, isTimeZone, parseRational } from "@waystation/core/kernel";
import { createTariff } from "@waystation/core/pricing";
import { parseRate } from "@waystation/core/quantity";

/** A scenario file that cannot be run: `message` names the field and what is wrong with it. */
export class ScenarioError extends Error {}

const refuse = (field, problem) => {
  throw new ScenarioError(`${field}: ${problem}`);
};

const shown = (value) => (value === undefined ? "missing" : `${JSON.stringify(value)} given`);

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

const objectIn = (value, field) => (isObject(value) ? value : refuse(field, `an object is needed, ${shown(value)}`));

const listIn = (value, field) => (Array.isArray(value) ? value : refuse(field, `a list is needed, ${shown(value)}`));

const textIn = (value, field) =>
  typeof value === "string" && value !== "" ? value : refuse(field, `a text is needed, ${shown(value)}`);

const choiceIn = (value, choices, field) =>
  choices.includes(value) ? value : refuse(field, `one of ${choices.join(", ")} is needed, ${shown(value)}`);

const wholeIn = (value, least, field) =>
  Number.isSafeInteger(value) && value >= least
    ? value
    : refuse(field, `a whole number of at least ${least} is needed, ${shown(value)}`);

/** Decimal text, or a JSON number through its shortest text; thousandfold (kWh to Wh, kW to W) as text again. */
const thousandfoldIn = (value, field) => {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string" || !/^-?\d+(\.\d+)?$/.test(text))
    refuse(field, `a decimal number is needed, ${shown(value)}`);
  const [whole, decimals = ""] = text.split(".");
  return `${whole}${decimals.slice(0, 3).padEnd(3, "0")}.${decimals.slice(3)}0`;
};

const dateIn = (value) => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
  const isDate = year !== undefined && new Date(Date.UTC(year, month - 1, day)).toISOString().startsWith(value);
  return isDate
    ? { year: Number(year), month: Number(month), day: Number(day) }
    : refuse("date", `a date like 2026-06-16 is needed, ${shown(value)}`);
};

/** Reads `HH:MM`, hours from 24 on meaning the days after, as milliseconds since the epoch. */
const clockOf = (date, timeZone) => (value, field) => {
  const [, hour, minute] = /^(\d{2,3}):([0-5]\d)$/.exec(value) ?? [];
  if (hour === undefined) refuse(field, `a time like 06:05 is needed, ${shown(value)}`);
  return instantOf({ ...date, hour: Number(hour), minute: Number(minute) }, timeZone);
};

const pileIn = (value, index) => {
  const { id, mode, powerKw } = objectIn(value, `piles[${index}]`);
  const powerW = thousandfoldIn(powerKw, `piles[${index}].powerKw`);
  if (parseRational(powerW).n <= 0n) refuse(`piles[${index}].powerKw`, `more than 0 is needed, ${shown(powerKw)}`);
  return {
    id: textIn(id, `piles[${index}].id`),
    mode: choiceIn(mode, ["fast", "slow"], `piles[${index}].mode`),
    powerW,
  };
};

const pilesIn = (value) => {
  const piles = listIn(value, "piles").map(pileIn);
  if (piles.length === 0) refuse("piles", "at least one is needed");
  for (const [index, { id }] of piles.entries()) {
    if (piles.findIndex((pile) => pile.id === id) !== index) refuse(`piles[${index}].id`, `${id} stands there twice`);
  }
  return piles;
};

const rateIn = (value, field) => {
  const rate = typeof value === "string" || typeof value === "number" ? parseRate(value) : { ok: false };
  return rate.ok && rate.value >= 0
    ? rate.value
    : refuse(field, `a price of at most 5 decimals, not below 0, is needed, ${shown(value)}`);
};

const defaultPeriods = [
  ["10:00", "15:00", "1.0"],
  ["18:00", "21:00", "1.0"],
  ["07:00", "10:00", "0.7"],
  ["15:00", "18:00", "0.7"],
  ["21:00", "23:00", "0.7"],
  ["23:00", "07:00", "0.4"],
].map(([from, to, price]) => ({ from, to, price }));

const periodIn = (serviceRate) => (value, index) => {
  const field = `tariff.periods[${index}]`;
  const { from, to, price } = objectIn(value, field);
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(from))
    refuse(`${field}.from`, `a time from 00:00 to 23:59 is needed, ${shown(from)}`);
  if (!/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(to))
    refuse(`${field}.to`, `a time from 00:00 to 24:00 is needed, ${shown(to)}`);
  return { from, to, period: "flat", energyRate: rateIn(price, `${field}.price`), serviceRate };
};

const tariffIn = (value = { periods: defaultPeriods, serviceFee: "0.8" }, timeZone) => {
  const { periods, serviceFee } = objectIn(value, "tariff");
  const rules = listIn(periods, "tariff.periods").map(periodIn(rateIn(serviceFee, "tariff.serviceFee")));
  const tariff = createTariff({ form: "rules", timeZone, rules });
  if (tariff.ok) return tariff.value;
  const { error } = tariff;
  if (error.code === "pricing.tariff-gap") refuse("tariff.periods", `no price from ${error.from} to ${error.to}`);
  if (error.code === "pricing.tariff-overlap") {
    refuse("tariff.periods", `periods ${error.rules.join(" and ")} overlap at ${error.at}`);
  }
  if (error.code === "pricing.tariff-bad-window") {
    refuse(
      `tariff.periods[${error.rule}]`,
      `${error.from} to ${error.to} is no window: HH:MM, 24:00 only as an end, and the two must differ`,
    );
  }
  return refuse("tariff.periods", error.code);
};

const policyChoices = {
  candidates: ["free-spot", "all-piles"],
  interrupted: ["requeue", "leave"],
  fault: ["priority", "time-order"],
  dispatch: ["single", "joint-in-order", "joint-any-order", "full-station"],
  capacity: ["enforced", "nominal"],
};

const policyIn = (value = {}) => {
  for (const [name, choice] of Object.entries(objectIn(value, "policy"))) {
    if (!Object.hasOwn(policyChoices, name))
      refuse(`policy.${name}`, `there is no such setting, only ${Object.keys(policyChoices).join(", ")}`);
    choiceIn(choice, policyChoices[name], `policy.${name}`);
  }
  return { ...defaultStationPolicy, ...value };
};

const modes = ["fast", "slow"];
const optional = (value, read) => (value === undefined ? undefined : read(value));

const stationEventIn = (event, field) => {
  const type = choiceIn(event.type, ["apply", "modify", "cancel", "fault", "recover"], `${field}.type`);
  if (type === "fault" || type === "recover") return { type, pile: textIn(event.pile, `${field}.pile`) };
  const car = textIn(event.car, `${field}.car`);
  if (type === "cancel") return { type, car };
  const mode = (value) => choiceIn(value, modes, `${field}.mode`);
  const energyWh = (value) => thousandfoldIn(value, `${field}.kwh`);
  if (type === "apply") return { type, car, mode: mode(event.mode), energyWh: energyWh(event.kwh) };
  return { type, car, mode: optional(event.mode, mode), energyWh: optional(event.kwh, energyWh) };
};

/**
 * Reads a scenario. Events come back by instant: in one instant faults and recoveries first, else as they stand in the
 * file. Throws a `ScenarioError` that names the field for anything that is not a scenario.
 */
export const parseScenario = (value) => {
  const file = objectIn(value, "the file");
  const timeZone = textIn(file.timeZone, "timeZone");
  if (!isTimeZone(timeZone)) refuse("timeZone", `an IANA time zone is needed, ${shown(timeZone)}`);
  const clock = clockOf(dateIn(file.date), timeZone);
  const isRequest = ({ event }) => (event.type === "fault" || event.type === "recover" ? 0 : 1);
  const events = listIn(file.events, "events").map((given, index) => {
    const event = stationEventIn(objectIn(given, `events[${index}]`), `events[${index}]`);
    return { given, event, atMs: clock(given.at, `events[${index}].at`) };
  });
  const observe = listIn(file.observe ?? [], "observe");
  return {
    timeZone,
    settings: {
      piles: pilesIn(file.piles),
      pileQueueLength: wholeIn(file.pileQueueLength, 1, "pileQueueLength"),
      waitingCapacity: file.waitingCapacity === null ? null : wholeIn(file.waitingCapacity, 0, "waitingCapacity"),
      policy: policyIn(file.policy),
    },
    tariff: tariffIn(file.tariff, timeZone),
    events: events.sort((a, b) => a.atMs - b.atMs || isRequest(a) - isRequest(b)),
    observe: observe.map((at, index) => ({ at, atMs: clock(at, `observe[${index}]`) })),
  };
};
