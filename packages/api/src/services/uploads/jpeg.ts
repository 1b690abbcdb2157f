import type { Image } from "./image.js";

// FF D8, then segments FF xx · length (2, counts itself) · data; after SOS (FF DA) coded data in which FF 00 is a plain FF and
// FF D0…D7 are restarts; FF D9 ends it. ITU-T T.81, annex B.
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const ADOBE = 0xee;

const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xc2;
/** Application data and comments: EXIF with places and names. APP0 (JFIF) and APP14 (Adobe's colours) stay. */
const isMetadata = (marker: number): boolean => marker === COM || (marker > 0xe0 && marker <= 0xef && marker !== ADOBE);

/** Where the next marker begins behind coded data. */
const endOfCodedData = (file: Buffer, from: number): number => {
  for (let at = file.indexOf(0xff, from); at >= 0 && at + 1 < file.length; at = file.indexOf(0xff, at + 1)) {
    const next = file[at + 1]!;
    if (next !== 0 && !isRestart(next)) return at;
  }
  return file.length;
};

/** Reads a JPEG segment by segment and keeps what it needs; undefined for anything else, broken, or with bytes behind its end. */
export const readJpeg = (file: Buffer): Image | undefined => {
  if (file[0] !== 0xff || file[1] !== SOI) return undefined;
  const kept: Buffer[] = [file.subarray(0, 2)];
  let size: { width: number; height: number } | undefined;
  let hasPixels = false;
  for (let at = 2; at + 2 <= file.length; ) {
    const marker = file[at + 1]!;
    if (file[at] !== 0xff) return undefined;
    if (marker === EOI) {
      kept.push(file.subarray(at, at + 2));
      const isWhole = at + 2 === file.length && hasPixels && size;
      return isWhole ? { type: "image/jpeg", ...isWhole, bytes: Buffer.concat(kept) } : undefined;
    }
    if (at + 4 > file.length) return undefined;
    const length = file.readUInt16BE(at + 2);
    const dataEnd = at + 2 + length;
    if (length < 2 || dataEnd > file.length) return undefined;
    if (isFrame(marker)) {
      if (size || length < 8) return undefined;
      size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
    }
    if (marker === SOS) hasPixels = size !== undefined;
    const end = marker === SOS ? endOfCodedData(file, dataEnd) : dataEnd;
    if (!isMetadata(marker)) kept.push(file.subarray(at, end));
    at = end;
  }
  return undefined;
};
