/** Who sent a frame: the controller (to the device) or the device. */
export type Direction = "to-device" | "from-device";

/** What a stretch of bytes turned out to be. Together, the stretches of an input are the input. */
export type FrameKind = "frame" | "noise" | "bad-checksum" | "truncated" | "oversize";

/** One stretch of bytes, as `decode` prints it. */
export interface DecodedFrame {
  readonly kind: FrameKind;
  /** The bytes as they came, upper-case hex separated by spaces. */
  readonly hex: string;
  /** The message encoded again: for a frame the same bytes; null for what is not a frame. */
  readonly reencoded: string | null;
  /** The protocol's own reading; null where there is nothing to read. */
  readonly message: Readonly<Record<string, unknown>> | null;
}

/** A protocol as the decode command knows it: a name and a reading of recorded bytes. */
export interface ProtocolCodec {
  readonly protocol: string;
  readonly title: string;
  /** Never throws; an unknown direction gives both readings where they differ. */
  decode(bytes: Uint8Array, direction: Direction | undefined): readonly DecodedFrame[];
}
