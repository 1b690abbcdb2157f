/** How large a packet may be, in bytes of its remaining length. */
export interface PacketLimits {
  /** Of the first packet, from somebody not yet known: CONNECT with its will. */
  readonly firstBytes: number;
  readonly bytes: number;
}

/**
 * Watches the bytes of one MQTT connection and says whether every packet so far is within its limit, as soon as its length is
 * known: nothing of a larger one need be kept. Fixed header (MQTT 3.1.1, 2.2): one byte, then the remaining length, 7 bits a byte,
 * four bytes at most.
 */
export const createPacketLimit = ({ firstBytes, bytes }: PacketLimits): ((chunk: Uint8Array) => boolean) => {
  let limit = firstBytes;
  let bodyLeft = 0;
  /** Bytes of the fixed header read so far; 0 between packets. */
  let headerBytes = 0;
  let length = 0;
  return (chunk) => {
    let index = 0;
    while (index < chunk.length) {
      if (bodyLeft > 0) {
        const skipped = Math.min(bodyLeft, chunk.length - index);
        bodyLeft -= skipped;
        index += skipped;
        continue;
      }
      const byte = chunk[index++]!;
      headerBytes++;
      if (headerBytes === 1) continue;
      length += (byte & 0x7f) * 128 ** (headerBytes - 2);
      if (length > limit) return false;
      if (byte & 0x80) {
        if (headerBytes === 5) return false;
        continue;
      }
      bodyLeft = length;
      length = 0;
      headerBytes = 0;
      limit = bytes;
    }
    return true;
  };
};
