import type { Clock, EpochMs } from "@waystation/core/kernel";
import type { Timers } from "../drivers/driver.js";

/** When something was stored: by the wall clock, and by the store's ticks, which never go back. */
export interface Stamp {
  readonly at: EpochMs;
  /** Whole milliseconds, monotonic over restarts and clock jumps. */
  readonly tick: number;
}

/** Makes stamps whose ticks continue after `afterTick`. */
export const createStamps =
  (clock: Clock, timers: Timers, afterTick: number): (() => Stamp) =>
  () => ({ at: clock.now(), tick: afterTick + 1 + Math.floor(timers.elapsedMs()) });
