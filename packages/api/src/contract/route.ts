import type { z } from "zod";
import type { ImageRules } from "../services/uploads/index.js";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** One endpoint as data: the validator, the handler's types, the OpenAPI document and the SDK are made from it. */
export interface RouteContract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Data extends z.ZodType = z.ZodType,
> {
  readonly method: Method;
  /** Below the system's prefix, with parameters as `{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  /** The right a caller needs; `public` for none at all, `signed-in` for any account,
   * `signed-in-or-refresh-token` where a refresh token in the body will do instead. Nothing is open by omission. */
  readonly permission: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** What the handler returns; the dialect puts it into the system's envelope. */
  readonly data: Data;
  /** The success message as the document prints it. */
  readonly message?: string;
  /** The property of the envelope that the SDK gives back; the whole rest of it when absent. */
  readonly unwrap?: string;
  /** A page of a list: the SDK makes it awaitable and iterable. */
  readonly paged?: boolean;
  /** Moves money or goods: honours `Idempotency-Key`. */
  readonly idempotent?: boolean;
  /** Takes forms (urlencoded, multipart) beside JSON. */
  readonly form?: boolean;
  /** Takes one image as the field `file` of a multipart form; the handler gets it as its body. */
  readonly upload?: ImageRules;
  /** Answers with a file of one of these types, without an envelope: the handler returns a `Download`. */
  readonly produces?: readonly string[];
}

/** Declares an endpoint; keeps the literal types of its schemas. */
export const route = <
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Data extends z.ZodType,
>(
  contract: RouteContract<Params, Query, Body, Data>,
): RouteContract<Params, Query, Body, Data> => contract;

/** Endpoints of one system by operation id (`orders.create`): the SDK's method names. */
export type Routes = Readonly<Record<string, RouteContract>>;

/** What a handler is given, parsed. */
export interface Input<R extends RouteContract> {
  readonly params: z.output<NonNullable<R["params"]>>;
  readonly query: z.output<NonNullable<R["query"]>>;
  readonly body: z.output<NonNullable<R["body"]>>;
}
