import { apiError } from "./api-error.js";
import type { HttpResponse } from "./axios-transport.js";
import type { FieldErrors } from "./errors.js";
import type { Operation } from "./operation.js";
import { retryAfterMs } from "./retry.js";

/** The envelopes of the systems, read leniently: `{code,message,data}` and `{code,msg,…}`, refusals with `error`. */
interface Envelope {
  readonly code?: number;
  readonly message?: string;
  readonly msg?: string;
  readonly errors?: FieldErrors;
  readonly error?: string;
  readonly [property: string]: unknown;
}

const parse = (text: string): Envelope | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Envelope) : undefined;
  } catch {
    return undefined;
  }
};

const isGood = (status: number): boolean => status >= 200 && status < 300;

/** What the answer holds, out of its envelope; throws the `ApiError` that it stands for. */
export const readEnvelope = (operation: Operation, response: HttpResponse, requestId: string, now: number): unknown => {
  const envelope = parse(response.body);
  if (envelope && isGood(response.status) && isGood(envelope.code ?? response.status)) {
    if (operation.unwrap !== undefined) return envelope[operation.unwrap];
    const { code, message, msg, ...rest } = envelope;
    return rest;
  }
  const unreadable = isGood(response.status) && !envelope;
  throw apiError({
    code: envelope?.error ?? (unreadable ? "response.unreadable" : `http.${response.status}`),
    wireCode: envelope?.code,
    status: response.status,
    message: envelope?.message ?? envelope?.msg ?? `${operation.id}: HTTP ${response.status} without an envelope`,
    fields: envelope?.errors ?? {},
    requestId,
    retryAfterMs: retryAfterMs(response.header("retry-after"), now),
  });
};
