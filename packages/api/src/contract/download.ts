import type { Readable } from "node:stream";
import { z } from "zod";

/** What a route that answers with a file returns. */
export interface Download {
  readonly type: string;
  /** The name under which it is saved. */
  readonly filename: string;
  readonly body: Buffer | Readable;
}

/** The `data` of a contract whose answer is a file. */
export const download = z.custom<Download>();
