export type { Image } from "./image.js";
export { extensionOf, type ImageRules, readImage, receiveImage, typeOfExtension } from "./receive-image.js";
