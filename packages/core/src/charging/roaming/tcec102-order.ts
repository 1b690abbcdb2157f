import {
  addRational,
  divideRational,
  err,
  localParts,
  multiplyRational,
  ok,
  type Rational,
  type Result,
  rational,
  roundRational,
} from "../../kernel/index.js";
import type { ChargingBill, ChargingDetail } from "../bill.js";
import { msOf } from "../price-readings.js";

/** One priced period of a charge: prices with 4 decimals (yuan), energy (kWh) and money (yuan) with 2. */
export interface Tcec102ChargeDetail {
  readonly DetailStartTime: string;
  readonly DetailEndTime: string;
  readonly ElecPrice: number;
  readonly SevicePrice: number;
  readonly DetailPower: number;
  readonly DetailElecMoney: number;
  readonly DetailSeviceMoney: number;
}

/**
 * Energy and money of a charge in T/CEC 102.3 (`SeviceMoney` is spelt so there). The details sum to the totals. Charge status says
 * `ElecMoney` and `SeviceMoney` where the charge order says `TotalElecMoney` and `TotalSeviceMoney`: both stand here.
 */
export interface Tcec102Order {
  readonly StartTime: string;
  readonly EndTime: string;
  readonly TotalPower: number;
  readonly ElecMoney: number;
  readonly SeviceMoney: number;
  readonly TotalElecMoney: number;
  readonly TotalSeviceMoney: number;
  readonly TotalMoney: number;
  /** How many details follow, 0–32. */
  readonly SumPeriod: number;
  readonly ChargeDetails: readonly Tcec102ChargeDetail[];
}

/** More priced periods than the protocol can carry. */
export interface Tcec102Error {
  readonly code: "charging.too-many-periods";
  readonly periods: number;
}

const MOST_PERIODS = 32;

/** `yyyy-MM-dd HH:mm:ss` in the station's zone. */
const textOf = (instant: Rational, timeZone: string): string => {
  const { year, month, day, hour, minute, second } = localParts(msOf(instant), timeZone);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}`;
};

/** Hundredths of a running sum as it grows: every part gets what the rounded sum grew by, so that the parts sum to it. */
const createRunningSum = () => {
  let [sum, told] = [rational(0), 0];
  return (part: Rational, exactly?: number): number => {
    sum = addRational(sum, part);
    const grown = (exactly ?? Number(roundRational(sum))) - told;
    told += grown;
    return grown / 100;
  };
};

const hundredthsOfKwh = (energyWh: Rational) => divideRational(energyWh, rational(10));

const detailRows = (
  { parts, energyFeeFen, serviceFeeFen }: ChargingDetail,
  power: ReturnType<typeof createRunningSum>,
  timeZone: string,
): Tcec102ChargeDetail[] => {
  const [energyMoney, serviceMoney] = [createRunningSum(), createRunningSum()];
  return parts.map(({ from, to, energyWh, price }, index) => {
    const isLast = index === parts.length - 1;
    const kwh = divideRational(energyWh, rational(1000));
    const tenThousandths = (fen: Rational) => Number(roundRational(multiplyRational(fen, rational(100)))) / 10_000;
    return {
      DetailStartTime: textOf(from, timeZone),
      DetailEndTime: textOf(to, timeZone),
      ElecPrice: tenThousandths(price.energyFenPerKwh),
      SevicePrice: tenThousandths(price.serviceFenPerKwh),
      DetailPower: power(hundredthsOfKwh(energyWh)),
      DetailElecMoney: energyMoney(multiplyRational(kwh, price.energyFenPerKwh), isLast ? energyFeeFen : undefined),
      DetailSeviceMoney: serviceMoney(
        multiplyRational(kwh, price.serviceFenPerKwh),
        isLast ? serviceFeeFen : undefined,
      ),
    };
  });
};

/** The energy and money fields of `notification_charge_order_info` for a bill. */
export const tcec102Order = (bill: ChargingBill, timeZone: string): Result<Tcec102Order, Tcec102Error> => {
  const power = createRunningSum();
  const rows = bill.details.flatMap((detail) => detailRows(detail, power, timeZone));
  if (rows.length > MOST_PERIODS) return err({ code: "charging.too-many-periods", periods: rows.length });
  const [first, last] = [bill.details[0], bill.details.at(-1)];
  const [elecMoney, seviceMoney] = [bill.energyFeeFen / 100, bill.serviceFeeFen / 100];
  return ok({
    StartTime: textOf(first?.start ?? bill.arrivedAt, timeZone),
    EndTime: textOf(last?.stop ?? bill.madeAt, timeZone),
    TotalPower: Number(roundRational(hundredthsOfKwh(bill.energyWh))) / 100,
    ElecMoney: elecMoney,
    SeviceMoney: seviceMoney,
    TotalElecMoney: elecMoney,
    TotalSeviceMoney: seviceMoney,
    TotalMoney: bill.totalFen / 100,
    SumPeriod: rows.length,
    ChargeDetails: rows,
  });
};
