import { describe, expect, it } from "vitest";
import { rational, unwrap } from "../kernel/index.js";
import { createTariff, DEFAULT_CHARGING_TARIFF, type PriceHistory, type Tariff } from "../pricing/index.js";
import { rate } from "../quantity/index.js";
import {
  type ChargingBill,
  createStation,
  defaultStationPolicy,
  msOf,
  ocpiCdrCharge,
  ocppTariff,
  operatorReport,
  type PriceSource,
  tariffHistoryPrices,
  tariffPrices,
  tcec102Order,
} from "./index.js";

const hour = 3_600_000;
const sixOClock = Date.UTC(2026, 5, 15, 22); // 06:00 of the 16th in Shanghai

/** One slow car of 40 kWh at 10 kW from 06:00 on, interrupted for an hour at 08:00 where asked for. */
const billOf = (prices: PriceSource, isInterrupted = false): ChargingBill => {
  const station = createStation({
    piles: [{ id: "T1", mode: "slow", powerW: 10_000 }],
    pileQueueLength: 1,
    waitingCapacity: null,
    policy: defaultStationPolicy,
    prices,
    completion: "predicted",
    spotFreedBy: "charged",
  });
  station.handle({ type: "apply", car: "V1", mode: "slow", energyWh: 40_000 }, sixOClock);
  if (isInterrupted) {
    station.handle({ type: "fault", pile: "T1" }, sixOClock + 2 * hour);
    station.handle({ type: "recover", pile: "T1" }, sixOClock + 3 * hour);
  }
  for (const effect of station.finish()) if (effect.type === "left" && effect.bill) return effect.bill;
  throw new Error("no bill");
};
const prices = tariffPrices(DEFAULT_CHARGING_TARIFF);

describe("a charge order of T/CEC 102", () => {
  it("carries energy and money of every priced period, which sum to the totals", () => {
    expect(unwrap(tcec102Order(billOf(prices), "Asia/Shanghai"))).toEqual({
      StartTime: "2026-06-16 06:00:00",
      EndTime: "2026-06-16 10:00:00",
      TotalPower: 40,
      ElecMoney: 25,
      SeviceMoney: 32,
      TotalElecMoney: 25,
      TotalSeviceMoney: 32,
      TotalMoney: 57,
      SumPeriod: 2,
      ChargeDetails: [
        {
          DetailStartTime: "2026-06-16 06:00:00",
          DetailEndTime: "2026-06-16 07:00:00",
          ElecPrice: 0.4,
          SevicePrice: 0.8,
          DetailPower: 10,
          DetailElecMoney: 4,
          DetailSeviceMoney: 8,
        },
        {
          DetailStartTime: "2026-06-16 07:00:00",
          DetailEndTime: "2026-06-16 10:00:00",
          ElecPrice: 0.7,
          SevicePrice: 0.8,
          DetailPower: 30,
          DetailElecMoney: 21,
          DetailSeviceMoney: 24,
        },
      ],
    });
  });

  it("is refused beyond 32 periods", () => {
    const everyFiveMinutes: PriceSource = (fromMs, toMs) =>
      Array.from({ length: Math.ceil((toMs - fromMs) / 300_000) }, (_, index) => ({
        fromMs: fromMs + index * 300_000,
        toMs: fromMs + (index + 1) * 300_000,
        energyFenPerKwh: rational(40 + (index % 2)),
        serviceFenPerKwh: rational(80),
      }));
    expect(tcec102Order(billOf(everyFiveMinutes), "Asia/Shanghai")).toEqual({
      ok: false,
      error: { code: "charging.too-many-periods", periods: 48 },
    });
  });
});

describe("an OCPI charge detail record", () => {
  it("carries the periods, the energy, the time and the cost of a bill", () => {
    expect(ocpiCdrCharge(billOf(prices, true))).toEqual({
      start_date_time: "2026-06-15T22:00:00Z",
      end_date_time: "2026-06-16T03:00:00Z",
      currency: "CNY",
      charging_periods: [
        ["2026-06-15T22:00:00Z", 10, 1],
        ["2026-06-15T23:00:00Z", 10, 1],
        ["2026-06-16T01:00:00Z", 10, 1],
        ["2026-06-16T02:00:00Z", 10, 1],
      ].map(([start_date_time, kwh, hours]) => ({
        start_date_time,
        dimensions: [
          { type: "ENERGY", volume: kwh },
          { type: "TIME", volume: hours },
        ],
      })),
      total_cost: { excl_vat: 60, incl_vat: 60 },
      total_energy: 40,
      total_time: 4,
    });
  });
});

describe("a tariff for OCPP 2.1", () => {
  it("states energy and service together for every window", () => {
    const { energy } = unwrap(ocppTariff("day", DEFAULT_CHARGING_TARIFF));
    expect(energy.prices[0]).toEqual({ priceKwh: 1.8, conditions: { startTimeOfDay: "10:00", endTimeOfDay: "15:00" } });
    expect(energy.prices.at(-1)).toEqual({
      priceKwh: 1.2,
      conditions: { startTimeOfDay: "23:00", endTimeOfDay: "07:00" },
    });
  });

  it("joins equal half hours of a tariff in 48 slots", () => {
    const slots = Array.from({ length: 48 }, (_, slot) => (slot < 14 ? ("valley" as const) : ("peak" as const)));
    const price = (energy: number) => ({ energyRate: rate(energy), serviceRate: rate(80_000) });
    const rates = { valley: price(40_000), peak: price(100_000) };
    const tariff = unwrap(createTariff({ form: "slots", timeZone: "Asia/Shanghai", slots, rates }));
    expect(unwrap(ocppTariff("slots", tariff)).energy.prices).toEqual([
      { priceKwh: 1.2, conditions: { startTimeOfDay: "00:00", endTimeOfDay: "07:00" } },
      { priceKwh: 1.8, conditions: { startTimeOfDay: "07:00", endTimeOfDay: "00:00" } },
    ]);
  });

  it("is refused where rules depend on months or holidays", () => {
    const always = { from: "00:00", to: "24:00", period: "flat", energyRate: rate(1), serviceRate: rate(1) } as const;
    const rules = [{ ...always, months: [7] }, always];
    const tariff = unwrap(createTariff({ form: "rules", timeZone: "Asia/Shanghai", rules }));
    expect(ocppTariff("summer", tariff)).toEqual({
      ok: false,
      error: { code: "charging.tariff-not-in-ocpp", rule: 0 },
    });
  });
});

describe("a tariff that changes during a charge", () => {
  const dear = unwrap(
    createTariff({
      form: "rules",
      timeZone: "Asia/Shanghai",
      rules: [{ from: "00:00", to: "24:00", period: "flat", energyRate: rate(200_000), serviceRate: rate(80_000) }],
    }),
  );
  const history: PriceHistory<Tariff> = [
    { value: DEFAULT_CHARGING_TARIFF, effectiveFromMs: 0, recordedAtMs: 0 },
    { value: dear, effectiveFromMs: sixOClock + 2 * hour, recordedAtMs: sixOClock },
  ];

  it("is charged by the moment, or as at the start, by policy", () => {
    expect(billOf(tariffHistoryPrices(() => history, "by-slot")).energyFeeFen).toBe(400 + 700 + 4000);
    expect(billOf(tariffHistoryPrices(() => history, "freeze-at-start")).energyFeeFen).toBe(2500);
  });
});

describe("an operator's report", () => {
  it("sums the records of each pile by period", () => {
    const { details } = billOf(prices, true);
    const rows = operatorReport(details, (stop) => (msOf(stop) < sixOClock + 3 * hour ? "morning" : "noon"));
    expect(
      rows.map(({ period, pile, charges, energyWh, totalFen }) => ({ period, pile, charges, energyWh, totalFen })),
    ).toEqual([
      { period: "morning", pile: "T1", charges: 1, energyWh: rational(20_000), totalFen: 2700 },
      { period: "noon", pile: "T1", charges: 1, energyWh: rational(20_000), totalFen: 3300 },
    ]);
    expect(operatorReport(details, () => "day")).toMatchObject([
      { charges: 2, chargingMs: rational(4 * hour), energyWh: rational(40_000), totalFen: 6000 },
    ]);
  });
});
