import type { Clock } from "@waystation/core/kernel";
import type { Timers } from "../../src/drivers/driver.js";

/** A clock and timers that stand still until they are moved by hand. */
export interface ManualTime {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Moves on, running every timer at its instant. */
  advance(byMs: number): void;
}

export const createManualTime = (startsAt: number): ManualTime => {
  let elapsedMs = 0;
  let last = 0;
  const waiting = new Map<number, { readonly dueMs: number; readonly run: () => void }>();
  const next = (untilMs: number) =>
    [...waiting].filter(([, { dueMs }]) => dueMs <= untilMs).sort(([, a], [, b]) => a.dueMs - b.dueMs)[0];
  return {
    clock: { now: () => startsAt + elapsedMs },
    timers: {
      after: (delayMs, run) => {
        const id = ++last;
        waiting.set(id, { dueMs: elapsedMs + delayMs, run });
        return () => waiting.delete(id);
      },
      elapsedMs: () => elapsedMs,
    },
    advance: (byMs) => {
      const untilMs = elapsedMs + byMs;
      for (let due = next(untilMs); due; due = next(untilMs)) {
        const [id, { dueMs, run }] = due;
        waiting.delete(id);
        elapsedMs = Math.max(elapsedMs, dueMs);
        run();
      }
      elapsedMs = untilMs;
    },
  };
};
