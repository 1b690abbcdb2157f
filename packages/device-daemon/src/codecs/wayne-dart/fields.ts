import { formatHex, parseHex } from "../hex.js";

/**
 * One field of a transaction. `bytes` is its length, or `rest` for all that is left. `read` gives undefined for bytes that are
 * not of this field (a hex digit in packed BCD); `write` is its inverse.
 */
export interface Field<Name extends string = string, Value = unknown> {
  readonly name: Name;
  readonly bytes: number | "rest";
  read(bytes: Uint8Array): Value | undefined;
  write(value: Value): Uint8Array;
}

const readBcd = (bytes: Uint8Array): number | undefined => {
  let value = 0;
  for (const byte of bytes) {
    const [high, low] = [byte >>> 4, byte & 0x0f];
    if (high > 9 || low > 9) return undefined;
    value = value * 100 + high * 10 + low;
  }
  return value;
};

const writeBcd = (value: number, bytes: number): Uint8Array => {
  const digits = String(value).padStart(bytes * 2, "0");
  if (!/^\d+$/.test(digits) || digits.length > bytes * 2) {
    throw new RangeError(`${value} does not fit into ${bytes * 2} decimal digits`);
  }
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
};

/** A whole number in packed BCD, most significant digit first. Throws a RangeError for what does not fit. */
export const bcd = <const Name extends string>(name: Name, bytes: number): Field<Name, number> => ({
  name,
  bytes,
  read: readBcd,
  write: (value) => writeBcd(value, bytes),
});

/** Numbers in packed BCD of one width, as many as there is room for. */
export const bcdList = <const Name extends string>(name: Name, width: number): Field<Name, readonly number[]> => ({
  name,
  bytes: "rest",
  read(bytes) {
    if (bytes.length % width !== 0) return undefined;
    const values = Array.from({ length: bytes.length / width }, (_, at) =>
      readBcd(bytes.subarray(at * width, (at + 1) * width)),
    );
    return values.every((value) => value !== undefined) ? values : undefined;
  },
  write: (values) => Uint8Array.from(values.flatMap((value) => [...writeBcd(value, width)])),
});

/** One byte as a number. */
export const byte = <const Name extends string>(name: Name): Field<Name, number> => ({
  name,
  bytes: 1,
  read: ([value]) => value,
  write: (value) => Uint8Array.of(value),
});

/** All bytes that are left, each a number. */
export const byteList = <const Name extends string>(name: Name): Field<Name, readonly number[]> => ({
  name,
  bytes: "rest",
  read: (bytes) => Array.from(bytes),
  write: (values) => Uint8Array.from(values),
});

/** Bytes whose meaning is not known for sure, as hex. */
export const hexBytes = <const Name extends string>(name: Name): Field<Name, string> => ({
  name,
  bytes: "rest",
  read: formatHex,
  write(text) {
    const bytes = parseHex(text);
    if (!bytes.ok) throw new RangeError(`${text} is not hex`);
    return bytes.value;
  },
});

/** One byte that stands for a word; a byte that the table does not hold stays a number. */
export const choice = <const Name extends string, const Values extends Readonly<Record<string, number>>>(
  name: Name,
  values: Values,
): Field<Name, (keyof Values & string) | number> => {
  const words = new Map(Object.entries(values).map(([word, value]) => [value, word as keyof Values & string]));
  return {
    name,
    bytes: 1,
    read: ([value]) => (value === undefined ? undefined : (words.get(value) ?? value)),
    write: (value) => Uint8Array.of(typeof value === "number" ? value : (values[value] ?? 0)),
  };
};

/** The byte NOZIO of DC3. */
export interface NozzleState {
  /** Logical nozzle 1..15, 0 when none is selected. */
  readonly nozzle: number;
  readonly isOut: boolean;
  /** Bits 5–7, which the specification leaves open. */
  readonly otherBits: number;
}

/** NOZIO: bits 0–3 the logical nozzle, bit 4 set when it is out. */
export const nozzleState = <const Name extends string>(name: Name): Field<Name, NozzleState> => ({
  name,
  bytes: 1,
  read: ([value = 0]) => ({ nozzle: value & 0x0f, isOut: (value & 0x10) !== 0, otherBits: value >>> 5 }),
  write: ({ nozzle, isOut, otherBits }) => Uint8Array.of((otherBits << 5) | (isOut ? 0x10 : 0) | nozzle),
});
