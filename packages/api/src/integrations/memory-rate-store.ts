import type { RateStore } from "./rate-store.js";

/**
 * The counters of one process. It never holds more than `capacity` keys: what has ended goes first, then what is oldest, so that
 * a caller with many addresses cannot fill the memory. `nowMs` is monotonic.
 */
export const memoryRateStore = (nowMs: () => number, capacity = 100_000): RateStore => {
  const windows = new Map<string, { count: number; readonly endsAt: number }>();
  const makeRoom = (now: number): void => {
    for (const [key, { endsAt }] of windows) if (endsAt <= now) windows.delete(key);
    for (const key of windows.keys()) {
      if (windows.size < capacity) return;
      windows.delete(key);
    }
  };
  return {
    hit: async (key, windowMs) => {
      const now = nowMs();
      let window = windows.get(key);
      if (!window || window.endsAt <= now) {
        windows.delete(key);
        if (windows.size >= capacity) makeRoom(now);
        window = { count: 0, endsAt: now + windowMs };
        windows.set(key, window);
      }
      window.count++;
      return { count: window.count, resetMs: window.endsAt - now };
    },
    close: async () => windows.clear(),
  };
};
