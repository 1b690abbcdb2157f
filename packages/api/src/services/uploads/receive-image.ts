import { extname } from "node:path";
import type { FastifyRequest } from "fastify";
import { Refusal } from "../../contract/refusal.js";
import type { Image, ImageType } from "./image.js";
import { readJpeg } from "./jpeg.js";
import { readPng } from "./png.js";
import { readWebp } from "./webp.js";

/** What an upload may be. */
export interface ImageRules {
  readonly maxBytes: number;
  readonly maxPixels: number;
}

const extensions: Readonly<Record<ImageType, readonly string[]>> = {
  "image/png": [".png"],
  "image/jpeg": [".jpg", ".jpeg"],
  "image/webp": [".webp"],
};

/** The extension that a stored image of a type gets. */
export const extensionOf = (type: ImageType): string => extensions[type][0]!;

/** The type of a stored image by its extension. */
export const typeOfExtension = (extension: string): ImageType | undefined =>
  (Object.keys(extensions) as ImageType[]).find((type) => extensions[type].includes(extension));

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\x00-\x1f\x7f]/;

/** Reads an image of one of the types that are taken; what it says it is, by content, name and type, must agree. */
export const readImage = (file: Buffer, name: string, declaredType: string, { maxPixels }: ImageRules): Image => {
  const image = readPng(file) ?? readJpeg(file) ?? readWebp(file);
  const agrees =
    image &&
    !CONTROL.test(name) &&
    extensions[image.type].includes(extname(name).toLowerCase()) &&
    [image.type, "application/octet-stream"].includes(declaredType);
  if (!agrees) throw new Refusal("upload.type-refused");
  const pixels = image.width * image.height;
  if (pixels === 0 || pixels > maxPixels) throw new Refusal("upload.too-many-pixels", { limit: maxPixels });
  return image;
};

/** The one file of a multipart request. */
export const receiveImage = async (request: FastifyRequest, rules: ImageRules): Promise<Image> => {
  if (!request.isMultipart()) {
    throw new Refusal("request.unsupported-media", { contentType: request.headers["content-type"] ?? "" });
  }
  const part = await request.file({ limits: { fileSize: rules.maxBytes, files: 1, fields: 5, parts: 6 } });
  if (!part) throw new Refusal("upload.missing");
  // Throws the 413 of the multipart parser when the file is longer than allowed.
  return readImage(await part.toBuffer(), part.filename, part.mimetype, rules);
};
