import type { PumpState } from "@waystation/core/devices";
import type { PumpStatus, PumpTransaction } from "../../codecs/wayne-dart/index.js";

/** What a pump said last. Numbers in display units. */
export interface PumpReading {
  readonly status: PumpStatus | number | undefined;
  readonly nozzle: number | undefined;
  readonly isNozzleOut: boolean;
  readonly volume: number;
  readonly amount: number;
  /** Did the display (DC2) come since the last (re)connect? */
  readonly isDisplayRead: boolean;
  /** Confirmed prices by nozzle. */
  readonly prices: ReadonlyMap<number, number>;
  readonly alarm: string | null;
}

/** Before a pump said anything. */
export const nothingRead: PumpReading = {
  status: undefined,
  nozzle: undefined,
  isNozzleOut: false,
  volume: 0,
  amount: 0,
  isDisplayRead: false,
  prices: new Map(),
  alarm: null,
};

/** Name of an alarm in the device contract; an unknown code keeps its number. */
export const alarmName = (alarm: string | number): string =>
  typeof alarm === "string" ? alarm : `alarm-${alarm.toString(16).padStart(2, "0")}`;

/** The reading after one more transaction. `onlyNozzle` is meant by a DC3 that names none. */
export const readOn = (
  reading: PumpReading,
  transaction: PumpTransaction,
  onlyNozzle: number | undefined,
): PumpReading => {
  switch (transaction.name) {
    case "status": {
      const { status } = transaction;
      const hasLostPrices = status === "not-programmed";
      const alarm = status === "authorised" || status === "filling" ? null : reading.alarm;
      return { ...reading, status, alarm, prices: hasLostPrices ? new Map() : reading.prices };
    }
    case "filled":
      return { ...reading, volume: transaction.volume, amount: transaction.amount, isDisplayRead: true };
    case "nozzle-and-price": {
      const { nozzle: selected, isOut } = transaction.nozzle;
      const nozzle = selected === 0 ? onlyNozzle : selected;
      const prices = nozzle === undefined ? reading.prices : new Map(reading.prices).set(nozzle, transaction.price);
      return { ...reading, prices, nozzle, isNozzleOut: isOut };
    }
    case "prices":
      return { ...reading, prices: new Map(transaction.prices.map((price, at) => [at + 1, price])) };
    case "alarm":
      return { ...reading, alarm: alarmName(transaction.alarm) };
    default:
      return reading;
  }
};

const states: Readonly<Record<string, PumpState["state"]>> = {
  "not-programmed": "not-programmed",
  reset: "idle",
  authorised: "authorised",
  filling: "filling",
  "filling-completed": "completed",
  "limit-reached": "completed",
  "switched-off": "switched-off",
  suspended: "suspended",
};

/** The reading in the words of the device contract. */
export const stateOf = ({ status, isNozzleOut }: PumpReading): PumpState["state"] =>
  status === "reset" && isNozzleOut ? "calling" : (states[String(status)] ?? "unknown");

/** May fuel flow until somebody stops it? At the limit it does not: the pump only waits for the nozzle. */
export const isUnderWay = ({ status }: PumpReading): boolean =>
  status === "authorised" || status === "filling" || status === "suspended";

/** Has the nozzle been lifted with an authorisation, or without one in manual mode, and not been hung up again? */
export const hasFlow = (status: PumpReading["status"]): boolean =>
  status === "filling" || status === "limit-reached" || status === "suspended";

/** Is the pump certainly in no fill, also not in a completed one? */
export const hasNoFill = (status: PumpReading["status"]): boolean =>
  status === "reset" || status === "not-programmed" || status === "switched-off";
