import { crc32 } from "node:zlib";
import type { Image } from "./image.js";

// 89 50 4E 47 0D 0A 1A 0A, then chunks: length (4) · type (4) · data · CRC-32 of type and data (4). PNG 3rd edition, 5.
const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
const FRAME_BYTES = 12;

/** Chunks that say how pixels look. Text, EXIF, profiles and animation are left out: they carry places, names or code. */
const KEPT = new Set(["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "sRGB", "cHRM", "pHYs"]);

/** Reads a PNG chunk by chunk and keeps what it needs; undefined for anything else, broken, or with bytes behind its end. */
export const readPng = (file: Buffer): Image | undefined => {
  if (!file.subarray(0, SIGNATURE.length).equals(SIGNATURE)) return undefined;
  const kept: Buffer[] = [SIGNATURE];
  let size: { width: number; height: number } | undefined;
  let hasPixels = false;
  for (let at = SIGNATURE.length; at + FRAME_BYTES <= file.length; ) {
    const length = file.readUInt32BE(at);
    const end = at + FRAME_BYTES + length;
    if (end > file.length || crc32(file.subarray(at + 4, end - 4)) !== file.readUInt32BE(end - 4)) return undefined;
    const type = file.toString("latin1", at + 4, at + 8);
    if ((type === "IHDR") !== (size === undefined)) return undefined;
    if (type === "IHDR") {
      if (length !== 13) return undefined;
      size = { width: file.readUInt32BE(at + 8), height: file.readUInt32BE(at + 12) };
    }
    if (type === "IDAT") hasPixels = true;
    if (KEPT.has(type)) kept.push(file.subarray(at, end));
    if (type === "IEND") {
      const isWhole = end === file.length && length === 0 && hasPixels && size;
      return isWhole ? { type: "image/png", ...isWhole, bytes: Buffer.concat(kept) } : undefined;
    }
    at = end;
  }
  return undefined;
};
