import { formatHex } from "../hex.js";
import type { DecodedFrame, Direction, ProtocolCodec } from "../protocol-codec.js";
import { type DartFrame, type DataFrame, encodeFrame } from "./frame.js";
import { createDartFrameParser, type ParsedItem } from "./frame-parser.js";
import { readDataFrame } from "./read-data-frame.js";
import {
  codeOf,
  decodeFromController,
  decodeFromPump,
  encodeForController,
  encodeForPump,
} from "./transaction-codec.js";

type Message = Readonly<Record<string, unknown>>;

const senders: Partial<Record<string, Direction>> = { poll: "to-device", "ack-poll": "to-device", eot: "from-device" };

const read = (direction: Direction, payload: Uint8Array) => {
  const transactions = direction === "to-device" ? decodeFromController(payload) : decodeFromPump(payload);
  return transactions.map((each) => ({ code: codeOf(direction, each.name) ?? null, ...each }));
};

const isKnown = (transactions: readonly { readonly code: string | null }[]) =>
  transactions.every(({ code }) => code !== null);

/** Encodes through the transactions, not from the kept bytes, so that a faulty table shows. */
const reencode = (frame: DartFrame, direction: Direction | undefined): Uint8Array => {
  if (frame.type === "control") return encodeFrame(frame);
  const payload =
    direction === "from-device"
      ? encodeForController(decodeFromPump(frame.payload))
      : encodeForPump(decodeFromController(frame.payload));
  return encodeFrame({ ...frame, payload });
};

const describeData = ({ address, tx, payload }: DataFrame, given: Direction | undefined): Message => {
  const head = { type: "data", address, tx };
  if (given) return { ...head, direction: given, transactions: read(given, payload) };
  const asController = read("to-device", payload);
  const asPump = read("from-device", payload);
  if (JSON.stringify(asController) === JSON.stringify(asPump)) {
    return { ...head, direction: null, transactions: asPump };
  }
  if (isKnown(asController) === isKnown(asPump)) return { ...head, direction: null, asController, asPump };
  return isKnown(asController)
    ? { ...head, direction: "to-device", transactions: asController }
    : { ...head, direction: "from-device", transactions: asPump };
};

const describe = (item: ParsedItem, direction: Direction | undefined): DecodedFrame => {
  const hex = formatHex(item.raw);
  if (item.kind === "frame") {
    const { frame } = item;
    const message =
      frame.type === "data"
        ? describeData(frame, direction)
        : { ...frame, direction: senders[frame.control] ?? direction ?? null };
    return { kind: "frame", hex, reencoded: formatHex(reencode(frame, direction)), message };
  }
  const mismatch = item.kind === "bad-checksum" ? readDataFrame(item.raw) : undefined;
  const message =
    mismatch && "foundCrc" in mismatch ? { expectedCrc: mismatch.expectedCrc, foundCrc: mismatch.foundCrc } : null;
  return { kind: item.kind, hex, reencoded: null, message };
};

/** Wayne DART for the decode command. */
export const wayneDartCodec: ProtocolCodec = {
  protocol: "wayne-dart",
  title: "Wayne DART (MKR5) pumps",
  decode(bytes, direction) {
    const parser = createDartFrameParser();
    return [...parser.push(bytes), ...parser.flush()].map((item) => describe(item, direction));
  },
};
