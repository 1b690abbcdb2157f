import { formatHex, parseHex } from "../hex.js";
import type { Direction } from "../protocol-codec.js";
import type { Field } from "./fields.js";
import {
  type ControllerTransaction,
  type PumpTransaction,
  type TransactionSpec,
  transactionTable,
} from "./transactions.js";

type Transaction = ControllerTransaction | PumpTransaction;
type Values = Readonly<Record<string, unknown>>;

const specsOf = (direction: Direction): readonly TransactionSpec[] => transactionTable[direction];

const fitsLength = (fields: readonly Field[], length: number): boolean => {
  const fixed = fields.reduce((sum, field) => sum + (field.bytes === "rest" ? 0 : field.bytes), 0);
  return fields.some((field) => field.bytes === "rest") ? length >= fixed : length === fixed;
};

const readFields = (fields: readonly Field[], data: Uint8Array): Values | undefined => {
  const values: Record<string, unknown> = {};
  let at = 0;
  for (const field of fields) {
    const end = field.bytes === "rest" ? data.length : at + field.bytes;
    const value = field.read(data.subarray(at, end));
    if (value === undefined) return undefined;
    values[field.name] = value;
    at = end;
  }
  return values;
};

const decodeOne = (direction: Direction, number: number, data: Uint8Array): Transaction => {
  for (const spec of specsOf(direction)) {
    const values =
      spec.number === number && fitsLength(spec.fields, data.length) ? readFields(spec.fields, data) : undefined;
    if (values) return { name: spec.name, ...values } as Transaction;
  }
  return { name: "unknown", number, data: formatHex(data) };
};

const decode = (direction: Direction, payload: Uint8Array): Transaction[] => {
  const found: Transaction[] = [];
  let at = 0;
  while (at < payload.length) {
    const [number, length] = payload.subarray(at, at + 2);
    if (number === undefined || length === undefined || at + 2 + length > payload.length) {
      found.push({ name: "leftover", data: formatHex(payload.subarray(at)) });
      break;
    }
    found.push(decodeOne(direction, number, payload.subarray(at + 2, at + 2 + length)));
    at += 2 + length;
  }
  return found;
};

const bytesOfHex = (hex: string): Uint8Array => {
  const bytes = parseHex(hex);
  if (!bytes.ok) throw new RangeError(`not hex: ${hex}`);
  return bytes.value;
};

const encodeOne = (direction: Direction, transaction: Transaction): Uint8Array => {
  if (transaction.name === "leftover") return bytesOfHex(transaction.data);
  if (transaction.name === "unknown") {
    const data = bytesOfHex(transaction.data);
    return Uint8Array.of(transaction.number, data.length, ...data);
  }
  const spec = specsOf(direction).find(({ name }) => name === transaction.name);
  if (!spec) throw new RangeError(`no transaction ${transaction.name} ${direction}`);
  const values = transaction as unknown as Values;
  const data = spec.fields.flatMap((field) => [...field.write(values[field.name])]);
  return Uint8Array.of(spec.number, data.length, ...data);
};

/** The transactions of a controller's frame. Any bytes decode; encoding what was decoded gives the same bytes. */
export const decodeFromController = (payload: Uint8Array): readonly ControllerTransaction[] =>
  decode("to-device", payload) as ControllerTransaction[];

/** The transactions of a pump's frame. Any bytes decode; encoding what was decoded gives the same bytes. */
export const decodeFromPump = (payload: Uint8Array): readonly PumpTransaction[] =>
  decode("from-device", payload) as PumpTransaction[];

/** The payload of a controller's frame. Throws a RangeError for a number that does not fit its field. */
export const encodeForPump = (transactions: readonly ControllerTransaction[]): Uint8Array =>
  Uint8Array.from(transactions.flatMap((each) => [...encodeOne("to-device", each)]));

/** The payload of a pump's frame. Throws a RangeError for a number that does not fit its field. */
export const encodeForController = (transactions: readonly PumpTransaction[]): Uint8Array =>
  Uint8Array.from(transactions.flatMap((each) => [...encodeOne("from-device", each)]));

/** The vendor's code of a named transaction (CD3, DC101); undefined for what is not in the table. */
export const codeOf = (direction: Direction, name: string): string | undefined =>
  specsOf(direction).find((spec) => spec.name === name)?.code;
