/** Field name (`items.0.amount`) to what is wrong with it. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** Whatever a call of this SDK rejects with, save for bugs. */
export class WaystationError extends Error {
  override readonly name: string = "WaystationError";

  constructor(
    message: string,
    /** The id to quote to support: the server's, or the one sent when no answer came. */
    readonly requestId: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** No answer came: refused, reset, unresolvable. Whether the request took effect is unknown. */
export class ConnectionError extends WaystationError {
  override readonly name = "ConnectionError";
}

/** No answer in time, for one attempt or for the call as a whole. Whether the request took effect is unknown. */
export class TimeoutError extends WaystationError {
  override readonly name = "TimeoutError";

  constructor(
    requestId: string,
    readonly timeoutMs: number,
  ) {
    super(`no answer within ${timeoutMs} ms`, requestId);
  }
}

/** The caller's `AbortSignal` fired; its reason is the `cause`. */
export class AbortedError extends WaystationError {
  override readonly name = "AbortedError";
}

/** What the server said when it refused. */
export interface Refusal {
  /** Stable name, the same in all systems: `order.not-found`, `auth.token-invalid`; `http.502` when a proxy answered. */
  readonly code: string;
  /** The `code` of the envelope: an HTTP status in the fuel system, −1 in charging; undefined without an envelope. */
  readonly wireCode: number | undefined;
  /** The HTTP status of the answer; 200 for refusals of the charging system. */
  readonly status: number;
  readonly message: string;
  readonly fields: FieldErrors;
  readonly requestId: string;
  /** What `Retry-After` asked for. */
  readonly retryAfterMs: number | undefined;
}

/** The server answered, and the answer is no. */
export class ApiError extends WaystationError implements Refusal {
  override readonly name: string = "ApiError";
  readonly code: string;
  readonly wireCode: number | undefined;
  readonly status: number;
  readonly fields: FieldErrors;
  readonly retryAfterMs: number | undefined;

  constructor(refusal: Refusal) {
    super(refusal.message, refusal.requestId);
    this.code = refusal.code;
    this.wireCode = refusal.wireCode;
    this.status = refusal.status;
    this.fields = refusal.fields;
    this.retryAfterMs = refusal.retryAfterMs;
  }
}

/** The request cannot be understood or breaks a rule of its own; `fields` says where. */
export class BadRequestError extends ApiError {
  override readonly name = "BadRequestError";
}

/** Not signed in, or not any more, or the credentials are wrong. */
export class UnauthorisedError extends ApiError {
  override readonly name = "UnauthorisedError";
}

/** Signed in, and without the right. */
export class ForbiddenError extends ApiError {
  override readonly name = "ForbiddenError";
}

/** No such thing, or not this caller's. */
export class NotFoundError extends ApiError {
  override readonly name = "NotFoundError";
}

/** The state of things does not allow it: `code` says why. */
export class ConflictError extends ApiError {
  override readonly name = "ConflictError";
}

/** Over a rate limit; `retryAfterMs` says when to come back. */
export class TooManyRequestsError extends ApiError {
  override readonly name = "TooManyRequestsError";
}

/** The server sheds load or is shutting down. */
export class OverloadedError extends ApiError {
  override readonly name = "OverloadedError";
}

/** The server failed, or something before it did. */
export class ServerError extends ApiError {
  override readonly name = "ServerError";
}
