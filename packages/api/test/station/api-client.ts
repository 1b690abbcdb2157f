/** An answer of the API: what went over the wire, and the parts of both envelopes. */
export interface Answer<Data = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly code: number;
  readonly message: string;
  readonly data: Data;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** The stable name of a refusal. */
  readonly error: string;
}

export interface RequestOptions {
  readonly method?: string;
  /** JSON unless it is text or a form already. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

const isBody = (body: unknown): body is string | URLSearchParams | FormData =>
  typeof body === "string" || body instanceof URLSearchParams || body instanceof FormData;

/** Plain HTTP against one system, as a client without an SDK does it. */
export class ApiClient {
  constructor(
    readonly base: string,
    readonly token = "",
  ) {}

  as(token: string): ApiClient {
    return new ApiClient(this.base, token);
  }

  async request<Data>(
    path: string,
    { method = "GET", body, headers = {} }: RequestOptions = {},
  ): Promise<Answer<Data>> {
    const json = body !== undefined && !isBody(body);
    const response = await fetch(this.base + path, {
      method,
      headers: {
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(json ? { "content-type": "application/json" } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isBody(body) ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = JSON.parse(text);
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: parsed,
      code: parsed.code,
      message: parsed.message ?? parsed.msg,
      data: parsed.data,
      errors: parsed.errors ?? {},
      error: parsed.error,
    };
  }

  get<Data>(path: string): Promise<Answer<Data>> {
    return this.request(path);
  }

  post<Data>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<Data>> {
    return this.request(path, { method: "POST", body, ...(headers ? { headers } : {}) });
  }

  put<Data>(path: string, body?: unknown): Promise<Answer<Data>> {
    return this.request(path, { method: "PUT", body });
  }
}
