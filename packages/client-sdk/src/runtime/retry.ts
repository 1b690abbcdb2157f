import { ApiError, ConnectionError, TimeoutError } from "./errors.js";
import type { Operation } from "./operation.js";

const retryableStatuses: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);
const firstDelayMs = 250;
const longestDelayMs = 8_000;

/** `Retry-After` in milliseconds from now: delta seconds or an HTTP date (RFC 9110 §10.2.3). */
export const retryAfterMs = (header: string | undefined, now: number): number | undefined => {
  const text = header?.trim();
  if (!text) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
};

/** By HTTP's own word (RFC 9110 §9.2.2), or because a key makes it so. A plain POST is sent once. */
export const isRepeatable = (operation: Operation, idempotencyKey: string | undefined): boolean =>
  idempotencyKey !== undefined || (operation.method !== "POST" && operation.method !== "PATCH");

const isPassing = (error: unknown): boolean => {
  if (!(error instanceof ApiError)) return error instanceof ConnectionError || error instanceof TimeoutError;
  // The API has asked the device and it was silent: an answer, not an outage. A pump is not authorised again unasked.
  if (error.code === "device.timeout") return false;
  return retryableStatuses.has(error.status) || error.code === "request.idempotency-running";
};

/**
 * How long to wait before the next attempt; undefined when there is to be none. Doubles from 250 ms to 8 s, half of it
 * by chance, so that a thousand clients do not come back at once; the server's own word goes before.
 */
export const retryDelayMs = (error: unknown, attempt: number, random: number): number | undefined => {
  if (!isPassing(error)) return undefined;
  if (error instanceof ApiError && error.retryAfterMs !== undefined) return error.retryAfterMs;
  return Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1)) * (0.5 + random / 2);
};
