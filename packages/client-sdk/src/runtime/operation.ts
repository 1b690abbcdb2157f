/** One endpoint as the generated resources describe it. */
export interface Operation {
  /** `resource.method`, as in the OpenAPI document. */
  readonly id: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the base URL, parameters as `{name}`. */
  readonly path: string;
  /** The property of the envelope to return; the envelope without code and message when absent. */
  readonly unwrap?: string;
  /** The property of a page that holds its items. */
  readonly items?: string;
  /** Takes an `Idempotency-Key`, and therefore may be repeated. */
  readonly idempotent?: true;
  /** Needs no token and sends none. */
  readonly public?: true;
}

export type Scalar = string | number | boolean;

/** The arguments of one call, by where they stand in the request. */
export interface CallInput {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, Scalar | readonly Scalar[] | null | undefined>>;
  readonly body?: unknown;
}

/** What any call takes as its last argument. */
export interface RequestOptions {
  readonly signal?: AbortSignal;
  /** For each attempt; 0 for none. */
  readonly timeoutMs?: number;
  /** For the call with all its attempts, waits and renewals; 0 for none. */
  readonly overallTimeoutMs?: number;
  readonly maxRetries?: number;
  /** Sent with every attempt. One is made for calls that move money when this is absent. */
  readonly idempotencyKey?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Options of a call that writes and has query parameters beside its body. */
export interface QueryOptions<Query> extends RequestOptions {
  readonly query?: Query;
}

const segment = (name: string, value: string | number | undefined): string => {
  const text = String(value ?? "");
  // "" and dots would silently address another endpoint.
  if (/^\.{0,2}$/.test(text)) throw new TypeError(`path parameter ${name} is ${JSON.stringify(text)}`);
  return encodeURIComponent(text);
};

/** The URL of a call; absent query parameters are left out, lists are repeated. */
export const urlOf = (baseUrl: string, operation: Operation, { path = {}, query = {} }: CallInput): string => {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null) search.append(name, String(each));
    }
  }
  const route = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => segment(name, path[name]));
  const question = search.size > 0 ? `?${search}` : "";
  return `${baseUrl.replace(/\/+$/, "")}${route}${question}`;
};
