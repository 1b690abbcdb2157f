import { createTariff, tariffSessionPrice } from "@waystation/core/pricing";
import { parseRate } from "@waystation/core/quantity";

const rates = (yuan) => ({ energyRate: parseRate(yuan).value, serviceRate: parseRate("0.8").value });

/** 48 half hours: valley, flat from 07:00, sharp 10:00–11:00, peak until 15:00, flat, peak 18:00–21:00, flat, valley from 23:00. */
const periods = [
  ["valley", 14],
  ["flat", 6],
  ["sharp", 2],
  ["peak", 8],
  ["flat", 6],
  ["peak", 6],
  ["flat", 4],
  ["valley", 2],
];
const tariff = createTariff({
  form: "slots",
  timeZone: "Asia/Shanghai",
  slots: periods.flatMap(([period, count]) => new Array(count).fill(period)),
  rates: { sharp: rates("1.2"), peak: rates("1.0"), flat: rates("0.7"), valley: rates("0.4") },
}).value;

/** 64 sessions of four hours, over one to four prices each, starting every 23 minutes from 04:00 on. */
const sessionsOf = (readings) =>
  Array.from({ length: 64 }, (_, session) => {
    const startMs = Date.parse("2026-06-16T04:00:17+08:00") + session * 23 * 60_000;
    return Array.from({ length: readings }, (_, reading) => ({
      atMs: startMs + Math.round((reading * 4 * 3_600_000) / (readings - 1)),
      energyWh: 1000 + Math.round((reading * 40_123) / (readings - 1)),
    }));
  });

const pricing = (readings) => {
  const sessions = sessionsOf(readings);
  let turn = 0;
  return () => tariffSessionPrice(tariff, sessions[turn++ & 63]);
};

const session = { bench: "session-price", unit: "ops/cpu-s", target: 1_000_000 };

/** Cases for the runner: operations per second of processor time against an absolute target. */
export const cases = [
  { ...session, case: "4 hours by 48 slots, 2 readings", ours: pricing(2) },
  { ...session, case: "4 hours by 48 slots, 17 readings", ours: pricing(17) },
];
