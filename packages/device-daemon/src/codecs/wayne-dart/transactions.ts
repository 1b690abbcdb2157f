import type { Direction } from "../protocol-codec.js";
import { bcd, bcdList, byte, byteList, choice, type Field, hexBytes, nozzleState } from "./fields.js";

/** One row of the vendor's table: a transaction that one side may send. */
export interface TransactionSpec<Name extends string = string, Fields extends readonly Field[] = readonly Field[]> {
  readonly number: number;
  /** The vendor's name, e.g. CD3. */
  readonly code: string;
  readonly name: Name;
  readonly fields: Fields;
}

const row = <const Name extends string, const Fields extends readonly Field[]>(
  number: number,
  code: string,
  name: Name,
  ...fields: Fields
) => ({ number, code, name, fields });

const commands = {
  "return-status": 0x00,
  "return-parameters": 0x02,
  "return-identity": 0x03,
  "return-filling-information": 0x04,
  reset: 0x05,
  authorise: 0x06,
  stop: 0x08,
  "switch-off": 0x0a,
  suspend: 0x0d,
  resume: 0x0e,
  "return-prices": 0x0f,
};

const statuses = {
  "not-programmed": 0,
  reset: 1,
  authorised: 2,
  filling: 4,
  "filling-completed": 5,
  "limit-reached": 6,
  "switched-off": 7,
  suspended: 8,
};

const alarms = {
  "cpu-reset": 0x01,
  "ram-error": 0x03,
  "prom-checksum-error": 0x04,
  "pulser-error": 0x06,
  "pulser-current-error": 0x07,
  "emergency-stop": 0x09,
  "power-failure": 0x0a,
  "pressure-lost": 0x0b,
  "blend-ratio-error": 0x0c,
  "low-leak-error": 0x0d,
  "high-leak-error": 0x0e,
  "hose-leak-error": 0x0f,
};

/**
 * Every transaction, by the side that sends it: the direction decides between CD and DC of one number. Of rows with the same
 * number the first whose length fits is taken (both lengths of the totals).
 */
export const transactionTable = {
  "to-device": [
    row(0x01, "CD1", "command", choice("command", commands)),
    row(0x02, "CD2", "allowed-nozzles", byteList("nozzles")),
    row(0x03, "CD3", "preset-volume", bcd("volume", 4)),
    row(0x04, "CD4", "preset-amount", bcd("amount", 4)),
    row(0x05, "CD5", "price-update", bcdList("prices", 3)),
    row(0x07, "CD7", "output", byte("function"), byte("setting")),
    row(0x0d, "CD13", "filling-type", choice("fillingType", { cash: 0, credit: 1 })),
    row(0x0e, "CD14", "suspend", byte("nozzle")),
    row(0x0f, "CD15", "resume", byte("nozzle")),
    row(0x65, "CD101", "request-totals", byte("counter")),
  ],
  "from-device": [
    row(0x01, "DC1", "status", choice("status", statuses)),
    row(0x02, "DC2", "filled", bcd("volume", 4), bcd("amount", 4)),
    row(0x03, "DC3", "nozzle-and-price", bcd("price", 3), nozzleState("nozzle")),
    row(0x05, "DC5", "alarm", choice("alarm", alarms)),
    row(0x07, "DC7", "parameters", hexBytes("parameters")),
    row(0x09, "DC9", "identity", bcd("identity", 5)),
    row(0x0e, "DC14", "suspend-reply", byte("nozzle")),
    row(0x0f, "DC15", "resume-reply", byte("nozzle")),
    row(0x65, "DC101", "totals", byte("counter"), bcd("total", 5), bcd("meter1", 5), bcd("meter2", 5)),
    row(0x65, "DC101", "volume-and-amount-totals", byte("counter"), bcd("volume", 6), bcd("amount", 6)),
    row(0x67, "DC103", "prices", bcdList("prices", 3)),
  ],
} as const satisfies Record<Direction, readonly TransactionSpec[]>;

type ValueOf<F> = F extends Field<string, infer Value> ? Value : never;
type TransactionOf<Spec> = Spec extends { name: infer Name; fields: infer Fields extends readonly Field[] }
  ? { readonly name: Name } & { readonly [F in Fields[number] as F["name"]]: ValueOf<F> }
  : never;

/** A transaction that the table does not hold, or whose data does not fit its row. `data` is hex. */
export interface UnknownTransaction {
  readonly name: "unknown";
  readonly number: number;
  readonly data: string;
}

/** Bytes at the end of a frame that are no whole transaction, as hex. */
export interface LeftoverBytes {
  readonly name: "leftover";
  readonly data: string;
}

/** What a controller says. Numbers carry the pump's own decimals. */
export type ControllerTransaction =
  | TransactionOf<(typeof transactionTable)["to-device"][number]>
  | UnknownTransaction
  | LeftoverBytes;

/** What a pump says. Numbers carry the pump's own decimals. */
export type PumpTransaction =
  | TransactionOf<(typeof transactionTable)["from-device"][number]>
  | UnknownTransaction
  | LeftoverBytes;

/** DC1. */
export type PumpStatus = keyof typeof statuses;
/** DC5. */
export type PumpAlarmName = keyof typeof alarms;
/** CD1. */
export type PumpCommand = keyof typeof commands;

/** Code of an alarm as it travels. */
export const alarmCode = (alarm: PumpAlarmName | number): number => (typeof alarm === "number" ? alarm : alarms[alarm]);

/** Is this the name of an alarm? */
export const isAlarmName = (name: string): name is PumpAlarmName => Object.hasOwn(alarms, name);
