import type { Clock } from "./ports.js";

const pattern = /^(.+)x(\d+(?:\.\d+)?)@(\d+)$/;

/**
 * A clock for demonstrations, written `<ISO instant>x<speed>@<anchor epoch ms>`, for example
 * `2026-11-20T09:53:00+08:00x60@1763600000000`: simulated time = instant + (now − anchor) × speed, in whole milliseconds. Processes that
 * share the text share one faster day. Intervals and time-outs stay real: they never use this clock. Null for any other text and
 * for a speed of 0.
 */
export const parseScaledClock = (text: string, real: Clock): Clock | null => {
  const [, start, speed, anchor] = pattern.exec(text) ?? [];
  const startsAt = Date.parse(start ?? "");
  if (Number.isNaN(startsAt) || Number(speed) <= 0) return null;
  return { now: () => Math.floor(startsAt + (real.now() - Number(anchor)) * Number(speed)) };
};
