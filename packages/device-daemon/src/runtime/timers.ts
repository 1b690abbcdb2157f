import { performance } from "node:perf_hooks";
import type { Timers } from "../drivers/driver.js";

/** Intervals by Node's monotonic clock, which starts at 0 when this is made. */
export const createSystemTimers = (): Timers => {
  const startedAt = performance.now();
  return {
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
    elapsedMs: () => performance.now() - startedAt,
  };
};

/** Resolves after a delay. */
export const delay = (timers: Timers, delayMs: number): Promise<void> =>
  new Promise((resolve) => {
    timers.after(delayMs, resolve);
  });
