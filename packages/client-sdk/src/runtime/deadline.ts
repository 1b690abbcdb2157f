import { AbortedError, TimeoutError, WaystationError } from "./errors.js";
import type { Platform } from "./platform.js";

export interface Deadline {
  readonly platform: Platform;
  readonly parent: AbortSignal | undefined;
  /** 0 for none. */
  readonly timeoutMs: number;
  readonly requestId: string;
}

/**
 * Runs work that ends with the parent's abort or after `timeoutMs`, whichever is first, even where the work ignores its
 * signal. Rejects with `AbortedError` or `TimeoutError`.
 */
export const withDeadline = async <T>(deadline: Deadline, work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const { platform, parent, timeoutMs, requestId } = deadline;
  const controller = new AbortController();
  const follow = (): void => {
    const cause: unknown = parent?.reason;
    controller.abort(cause instanceof WaystationError ? cause : new AbortedError("aborted", requestId, { cause }));
  };
  if (parent?.aborted) follow();
  parent?.addEventListener("abort", follow, { once: true });
  const cancel = timeoutMs
    ? platform.alarm(timeoutMs, () => controller.abort(new TimeoutError(requestId, timeoutMs)))
    : () => {};
  try {
    controller.signal.throwIfAborted();
    const ended = new Promise<never>((_, reject) => {
      controller.signal.addEventListener("abort", () => reject(controller.signal.reason), { once: true });
    });
    return await Promise.race([ended, work(controller.signal)]);
  } catch (error) {
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    cancel();
    parent?.removeEventListener("abort", follow);
  }
};
