import type { ProtocolCodec } from "./protocol-codec.js";
import { wayneDartCodec } from "./wayne-dart/index.js";

/** Every protocol that `decode` reads, by its name. */
export const codecs: ReadonlyMap<string, ProtocolCodec> = new Map(
  [wayneDartCodec].map((codec) => [codec.protocol, codec]),
);
