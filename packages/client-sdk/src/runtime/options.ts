import type { WaystationError } from "./errors.js";
import type { Platform } from "./platform.js";
import type { TokenStore } from "./tokens.js";

/** One attempt, for logs: neither tokens nor bodies. */
export interface RequestEvent {
  /** `orders.create`. */
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  /** As sent; the same for all attempts of a call. */
  readonly requestId: string;
  /** From 1. */
  readonly attempt: number;
  readonly idempotencyKey: string | undefined;
}

export interface ResponseEvent extends RequestEvent {
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  readonly durationMs: number;
  readonly error: WaystationError | undefined;
}

/** What every client takes. */
export interface ClientOptions {
  /** Where the system is served, prefix included: `https://station.example/fuel/api/v1`. */
  readonly baseUrl: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For each attempt; 30,000 by default, 0 for none. */
  readonly timeoutMs?: number;
  /** For a call with all its attempts; 120,000 by default, 0 for none. */
  readonly overallTimeoutMs?: number;
  /** Attempts after the first; 3 by default. */
  readonly maxRetries?: number;
  /** Where tokens are kept; in memory by default. */
  readonly tokens?: TokenStore;
  readonly onRequest?: (event: RequestEvent) => void;
  readonly onResponse?: (event: ResponseEvent) => void;
  /** Time and chance, for tests. */
  readonly platform?: Platform;
}
