export type ImageType = "image/png" | "image/jpeg" | "image/webp";

/** An image as it is kept: the pixels and what is needed to show them, without metadata. */
export interface Image {
  readonly type: ImageType;
  readonly width: number;
  readonly height: number;
  readonly bytes: Buffer;
}
