import type { z } from "zod";
import type { Refusal } from "./refusal.js";

export interface PageInput {
  readonly page: number;
  readonly pageSize: number;
}

export interface PageOf<T> extends PageInput {
  readonly list: readonly T[];
  readonly total: number;
}

/** The wire habits of one system: its envelope, its error form, its paging. The rest of the API does not know them. */
export interface Dialect {
  /** The whole success body around a route's data. */
  success(data: unknown, message: string | undefined): unknown;
  /** The schema of that body, for the OpenAPI document and the serializer. */
  successSchema(data: z.ZodType): z.ZodType;
  failure(refusal: Refusal): { readonly status: number; readonly body: unknown };
  readonly failureSchema: z.ZodType;
  /** A page as the system's `data`. */
  page<T>(page: PageOf<T>): unknown;
}
