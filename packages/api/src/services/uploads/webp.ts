import type { Image } from "./image.js";

// "RIFF" · size (4, little endian, of what follows) · "WEBP", then chunks: name (4) · length (4) · data, padded to even.
// RFC 9649. VP8X: flags (1) · 0 (3) · canvas width − 1 (3) · height − 1 (3).
const ALPHA = 0x10;
const ANIMATION = 0x02;
const KEPT = new Set(["VP8X", "ALPH", "VP8 ", "VP8L"]);

interface Size {
  readonly width: number;
  readonly height: number;
}

const sizeOf = (name: string, data: Buffer): Size | undefined => {
  if (name === "VP8X" && data.length === 10) {
    return { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 };
  }
  if (name === "VP8 " && data.length > 10 && data.readUIntBE(3, 3) === 0x9d012a) {
    return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
  }
  if (name === "VP8L" && data.length > 5 && data[0] === 0x2f) {
    const bits = data.readUInt32LE(1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return undefined;
};

const isStill = (data: Buffer): boolean => ((data[0] ?? ANIMATION) & ANIMATION) === 0;

/** Reads a still WebP chunk by chunk and keeps what it needs; undefined for anything else, broken, or of another length than it says. */
export const readWebp = (file: Buffer): Image | undefined => {
  if (file.length < 20 || file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, 12) !== "WEBP") {
    return undefined;
  }
  if (file.readUInt32LE(4) + 8 !== file.length) return undefined;
  const kept: Buffer[] = [];
  let size: Size | undefined;
  let pictures = 0;
  let at = 12;
  while (at + 8 <= file.length) {
    const name = file.toString("latin1", at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const end = at + 8 + length + (length % 2);
    if (end > file.length) return undefined;
    const chunk = Buffer.from(file.subarray(at, end));
    const found = sizeOf(name, chunk.subarray(8, 8 + length));
    if (name === "VP8 " || name === "VP8L") {
      if (!found) return undefined;
      pictures++;
    }
    if (name === "VP8X") {
      if (!found || at !== 12 || !isStill(chunk.subarray(8))) return undefined;
      chunk[8] = chunk[8]! & ALPHA;
    }
    if (found) {
      size = { width: Math.max(size?.width ?? 0, found.width), height: Math.max(size?.height ?? 0, found.height) };
    }
    if (KEPT.has(name)) kept.push(chunk);
    at = end;
  }
  if (at !== file.length || pictures !== 1 || !size) return undefined;
  const body = Buffer.concat([Buffer.from("WEBP"), ...kept]);
  const head = Buffer.from("RIFF\0\0\0\0", "latin1");
  head.writeUInt32LE(body.length, 4);
  return { type: "image/webp", ...size, bytes: Buffer.concat([head, body]) };
};
