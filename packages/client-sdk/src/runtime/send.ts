import { type HttpResponse, sendByAxios } from "./axios-transport.js";
import { withDeadline } from "./deadline.js";
import { readEnvelope } from "./envelope.js";
import { ConnectionError, WaystationError } from "./errors.js";
import type { Operation } from "./operation.js";
import type { ClientOptions, RequestEvent } from "./options.js";
import type { Platform } from "./platform.js";
import { isRepeatable, retryDelayMs } from "./retry.js";

/** One call, prepared: what stays the same over its attempts. */
export interface Prepared {
  readonly operation: Operation;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly requestId: string;
  readonly idempotencyKey: string | undefined;
  readonly timeoutMs: number;
  readonly maxRetries: number;
  /** In milliseconds since 1970; infinite when the call may take for ever. */
  readonly endsAtMs: number;
}

export type Hooks = Pick<ClientOptions, "onRequest" | "onResponse">;

const attemptOnce = async (call: Prepared, attempt: number, signal: AbortSignal, platform: Platform, hooks: Hooks) => {
  const { operation, url, headers, body, requestId, idempotencyKey, timeoutMs } = call;
  const event: RequestEvent = {
    operation: operation.id,
    method: operation.method,
    url,
    requestId,
    attempt,
    idempotencyKey,
  };
  hooks.onRequest?.(event);
  const startedAt = platform.now();
  let response: HttpResponse | undefined;
  let error: WaystationError | undefined;
  try {
    response = await withDeadline({ platform, parent: signal, timeoutMs, requestId }, (ended) =>
      sendByAxios({ method: operation.method, url, headers, body, signal: ended }),
    );
    return readEnvelope(operation, response, response.header("x-request-id") ?? requestId, platform.now());
  } catch (cause) {
    error =
      cause instanceof WaystationError
        ? cause
        : new ConnectionError(`${operation.id}: no answer from ${url}`, requestId, { cause });
    throw error;
  } finally {
    hooks.onResponse?.({ ...event, status: response?.status, durationMs: platform.now() - startedAt, error });
  }
};

/** Sends until an answer stands: repeats what may be repeated, waits as the server asks, never past the call's end. */
export const send = async (
  call: Prepared,
  bearer: string | undefined,
  signal: AbortSignal,
  { platform, hooks }: { readonly platform: Platform; readonly hooks: Hooks },
): Promise<unknown> => {
  const authorised = bearer ? { ...call, headers: { ...call.headers, Authorization: `Bearer ${bearer}` } } : call;
  const attempts = isRepeatable(call.operation, call.idempotencyKey) ? call.maxRetries + 1 : 1;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOnce(authorised, attempt, signal, platform, hooks);
    } catch (error) {
      const delayMs = attempt < attempts ? retryDelayMs(error, attempt, platform.random()) : undefined;
      if (delayMs === undefined || platform.now() + delayMs >= call.endsAtMs) throw error;
      signal.throwIfAborted();
      await platform.sleep(delayMs, signal);
    }
  }
};
