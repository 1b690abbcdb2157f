export { codecs } from "./codecs.js";
export { crc16Arc } from "./crc16-arc.js";
export { formatHex, type HexError, parseHex } from "./hex.js";
export type { DecodedFrame, Direction, FrameKind, ProtocolCodec } from "./protocol-codec.js";
