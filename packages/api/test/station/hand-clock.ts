import type { Clock } from "@waystation/core/kernel";

/** A clock that goes only when told to. Starts on 2025-03-12 at 15:36 in Shenzhen. */
export const handClock = (): Clock & { advance(ms: number): void } => {
  let now = Date.UTC(2025, 2, 12, 7, 36);
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
};
