/**
 * A frame of the Wayne DART line (also sold as MKR5), RS-485 9600 8-O-1, half duplex:
 *
 *     control   ADR CTRL FA
 *     data      ADR 3n { TRANS LNG DATA[LNG] }… CRC-lo CRC-hi 03 FA
 *               └──────── CRC-16/ARC ────────┘
 *
 * ADR 50..6F is one side of a dispenser, n a transmission number. A byte FA inside data or CRC travels as `10 FA`; a literal
 * 10 travels alone. The inserted 10 is not part of the CRC.
 */
import { crc16Arc } from "../crc16-arc.js";

/** Lowest address of a fuelling point. */
export const FIRST_ADDRESS = 0x50;
/** Highest address of a fuelling point. */
export const LAST_ADDRESS = 0x6f;
/** Ends every frame; inside one it is escaped. */
export const STOP_FLAG = 0xfa;
/** Stands before an FA that is data (DLE). */
export const ESCAPE = 0x10;
/** Stands before the stop flag of a data frame (ETX). */
export const END_OF_TEXT = 0x03;

/** Longest frame taken from the line, in raw bytes; the parser holds no more than this. */
export const MAX_FRAME_BYTES = 1024;

const controlNibbles = { poll: 0x2, nak: 0x5, eot: 0x7, ack: 0xc, "ack-poll": 0xe } as const;
const DATA_NIBBLE = 0x3;

/** `eot`: nothing to send; `ack-poll`: acknowledge and poll in one. */
export type ControlName = keyof typeof controlNibbles;

/** Three bytes without a checksum. */
export interface ControlFrame {
  readonly type: "control";
  readonly address: number;
  readonly control: ControlName;
  /** Number of the frame that is acknowledged, 0..15; 0 in a poll. */
  readonly tx: number;
}

/** A frame that carries transactions. */
export interface DataFrame {
  readonly type: "data";
  readonly address: number;
  /** Transmission number 0..15, counted by each side for itself. */
  readonly tx: number;
  /** The transactions' bytes, unescaped. */
  readonly payload: Uint8Array;
}

/** Anything that is valid on the line. */
export type DartFrame = ControlFrame | DataFrame;

const controlNames = new Map<number, ControlName>(
  Object.entries(controlNibbles).map(([name, nibble]) => [nibble, name as ControlName]),
);

/** Is this byte the address of a fuelling point? */
export const isAddress = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= FIRST_ADDRESS && byte <= LAST_ADDRESS;

/** Is this byte the control byte of a data frame (3n)? */
export const isDataControl = (byte: number | undefined): boolean => byte !== undefined && byte >>> 4 === DATA_NIBBLE;

/** What a control byte of a three-byte frame says; undefined for any other byte. A poll carries no number. */
export const controlOf = (byte: number | undefined): { control: ControlName; tx: number } | undefined => {
  if (byte === undefined) return undefined;
  const control = controlNames.get(byte >>> 4);
  if (!control || (control === "poll" && byte !== 0x20)) return undefined;
  return { control, tx: byte & 0x0f };
};

/** The bytes of a frame as they travel. */
export const encodeFrame = (frame: DartFrame): Uint8Array => {
  if (frame.type === "control") {
    return Uint8Array.of(frame.address, (controlNibbles[frame.control] << 4) | frame.tx, STOP_FLAG);
  }
  const header = [frame.address, (DATA_NIBBLE << 4) | frame.tx];
  const crc = crc16Arc(Uint8Array.of(...header, ...frame.payload));
  const escaped = [...frame.payload, crc & 0xff, crc >>> 8].flatMap((byte) =>
    byte === STOP_FLAG ? [ESCAPE, STOP_FLAG] : [byte],
  );
  return Uint8Array.of(...header, ...escaped, END_OF_TEXT, STOP_FLAG);
};
