import type { Platform } from "../src/runtime/index.js";

export interface HandPlatform extends Platform {
  /** Every wait between attempts, in milliseconds. */
  readonly sleeps: number[];
  /** Time-outs that are set and have not been cancelled, in milliseconds, with the way to let them happen. */
  readonly alarms: Map<() => void, number>;
  advance(ms: number): void;
}

/** Time that passes only in waits between attempts (which end at once) and by hand. Starts on 2025-03-12 at 15:36 UTC+8. */
export const createHandPlatform = (): HandPlatform => {
  let now = Date.UTC(2025, 2, 12, 7, 36);
  let ids = 0;
  const alarms = new Map<() => void, number>();
  return {
    sleeps: [],
    alarms,
    advance: (ms) => {
      now += ms;
    },
    now: () => now,
    async sleep(delayMs) {
      this.sleeps.push(delayMs);
      now += delayMs;
    },
    alarm: (delayMs, ring) => {
      alarms.set(ring, delayMs);
      return () => alarms.delete(ring);
    },
    random: () => 0.5,
    uuid: () => `id-${++ids}`,
  };
};
