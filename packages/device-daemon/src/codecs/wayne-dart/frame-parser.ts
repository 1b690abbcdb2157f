import type { FrameKind } from "../protocol-codec.js";
import { controlOf, type DartFrame, ESCAPE, isAddress, isDataControl, MAX_FRAME_BYTES, STOP_FLAG } from "./frame.js";
import { readDataFrame } from "./read-data-frame.js";

/** A stretch of the line: a frame, or what else it was. `raw` of all items in order is the input. */
export type ParsedItem =
  | { readonly kind: "frame"; readonly raw: Uint8Array; readonly frame: DartFrame }
  | { readonly kind: Exclude<FrameKind, "frame">; readonly raw: Uint8Array };

/** Cuts a stream of bytes into frames and the rest, whatever way the bytes are chunked. */
export interface DartFrameParser {
  push(chunk: Uint8Array): readonly ParsedItem[];
  /** The line fell silent: what is held becomes `truncated` or `noise`. */
  flush(): readonly ParsedItem[];
}

/** The frame that ends with the segment, and where it begins. The whole segment is tried first, then what follows noise. */
const frameAtEnd = (segment: Uint8Array): { start: number; frame: DartFrame } | undefined => {
  const control = controlOf(segment.at(-2));
  const address = segment.at(-3);
  if (control && address !== undefined && isAddress(address)) {
    return { start: segment.length - 3, frame: { type: "control", address, ...control } };
  }
  for (let start = 0; start < segment.length; start += 1) {
    const frame = readDataFrame(segment.subarray(start));
    if (frame && "payload" in frame) return { start, frame };
  }
  return undefined;
};

const startOfData = (bytes: Uint8Array, from = 0): number => {
  for (let at = from; at < bytes.length - 1; at += 1) {
    if (isAddress(bytes[at]) && isDataControl(bytes[at + 1])) return at;
  }
  return -1;
};

/** Does the stretch end like a control frame that lacks its stop flag? Then: where that begins. */
const startOfCutControl = (bytes: Uint8Array): number => {
  if (isAddress(bytes.at(-1))) return bytes.length - 1;
  if (isAddress(bytes.at(-2)) && controlOf(bytes.at(-1))) return bytes.length - 2;
  return -1;
};

/** Names a stretch that holds no frame: noise up to the first header, from there a frame that was damaged or cut off. */
const nameRest = (bytes: Uint8Array): ParsedItem[] => {
  const data = startOfData(bytes);
  const cutControl = data < 0 ? startOfCutControl(bytes) : -1;
  const start = data >= 0 ? data : cutControl >= 0 ? cutControl : bytes.length;
  const items: ParsedItem[] = [];
  if (start > 0) items.push({ kind: "noise", raw: bytes.subarray(0, start) });
  if (start < bytes.length) {
    const damaged = bytes.subarray(start);
    items.push({ kind: readDataFrame(damaged) ? "bad-checksum" : "truncated", raw: damaged });
  }
  return items;
};

/** Cuts what overflows: up to the next place where a frame may begin, so that a good frame after garbage is whole. */
const cutOverflow = (bytes: Uint8Array): { item: ParsedItem; rest: number } => {
  const first = startOfData(bytes);
  const last = isAddress(bytes.at(-1)) ? bytes.length - 1 : bytes.length;
  if (first !== 0) {
    const rest = first > 0 ? first : last;
    return { item: { kind: "noise", raw: bytes.slice(0, rest) }, rest };
  }
  const next = startOfData(bytes, 1);
  const rest = next > 0 ? next : last;
  return { item: { kind: "oversize", raw: bytes.slice(0, rest) }, rest };
};

/**
 * A parser for one direction or for a whole line. It never throws, reads no clock and holds at most one frame
 * (`MAX_FRAME_BYTES`). Bytes are cut at every FA that no 10 precedes; each such segment ends with a frame or holds none.
 */
export const createDartFrameParser = (): DartFrameParser => {
  const held = new Uint8Array(MAX_FRAME_BYTES);
  let length = 0;

  const take = (): Uint8Array => {
    const bytes = held.slice(0, length);
    length = 0;
    return bytes;
  };

  const endSegment = (): ParsedItem[] => {
    const segment = take();
    const found = frameAtEnd(segment);
    if (!found) return nameRest(segment);
    const { start, frame } = found;
    return [...nameRest(segment.subarray(0, start)), { kind: "frame", raw: segment.subarray(start), frame }];
  };

  const overflow = (): ParsedItem => {
    const { item, rest } = cutOverflow(held.subarray(0, length));
    held.copyWithin(0, rest, length);
    length -= rest;
    return item;
  };

  return {
    push(chunk) {
      const items: ParsedItem[] = [];
      for (const byte of chunk) {
        const isEscaped = length > 0 && held[length - 1] === ESCAPE;
        held[length] = byte;
        length += 1;
        if (byte === STOP_FLAG && !isEscaped) items.push(...endSegment());
        else if (length === MAX_FRAME_BYTES) items.push(overflow());
      }
      return items;
    },
    flush: () => nameRest(take()),
  };
};
