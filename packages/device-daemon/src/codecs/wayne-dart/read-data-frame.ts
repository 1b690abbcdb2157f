import { crc16Arc } from "../crc16-arc.js";
import { type DataFrame, END_OF_TEXT, ESCAPE, isAddress, isDataControl, STOP_FLAG } from "./frame.js";

/** Header, CRC, ETX and stop flag. */
const SHORTEST_DATA_FRAME = 6;

/** Removes the 10 that stands before each FA. */
const withoutEscapes = (bytes: Uint8Array): Uint8Array =>
  bytes.filter((byte, index) => !(byte === ESCAPE && bytes[index + 1] === STOP_FLAG));

/** The two checksums of something that looks like a data frame: the one it should carry and the one it does. */
export interface ChecksumMismatch {
  readonly expectedCrc: number;
  readonly foundCrc: number;
}

/**
 * Reads raw bytes that begin with an address and end with the stop flag as a data frame. Undefined when they do not have its
 * shape; the two checksums when only these differ.
 */
export const readDataFrame = (raw: Uint8Array): DataFrame | ChecksumMismatch | undefined => {
  const [address, control] = raw;
  if (address === undefined || control === undefined || !isAddress(address) || !isDataControl(control))
    return undefined;
  if (raw.length < SHORTEST_DATA_FRAME || raw.at(-1) !== STOP_FLAG || raw.at(-2) !== END_OF_TEXT) return undefined;
  const content = withoutEscapes(raw.subarray(0, -2));
  const end = content.length - 2;
  if (end < 2) return undefined;
  const foundCrc = (content[end] ?? 0) | ((content[end + 1] ?? 0) << 8);
  const expectedCrc = crc16Arc(content.subarray(0, end));
  if (foundCrc !== expectedCrc) return { expectedCrc, foundCrc };
  return { type: "data", address, tx: control & 0x0f, payload: content.slice(2, end) };
};
