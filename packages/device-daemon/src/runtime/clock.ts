import { type Clock, err, ok, type Result } from "@waystation/core/kernel";

/** Wall clock of this machine. */
export const systemClock: Clock = { now: () => Date.now() };

/**
 * A clock for demonstrations: simulated time = `startsAt` + (now − `anchorMs`) × `speed`, in whole milliseconds. Processes
 * that share the three numbers share one faster day. Intervals and time-outs stay real: they never use this clock.
 */
export const scaledClock = (startsAt: number, speed: number, anchorMs: number, real: Clock = systemClock): Clock => ({
  now: () => Math.floor(startsAt + (real.now() - anchorMs) * speed),
});

/** `WAYSTATION_CLOCK` cannot be read. */
export interface ClockError {
  readonly code: "clock.malformed";
  readonly reason: string;
}

const pattern = /^(?<start>.+)x(?<speed>\d+(?:\.\d+)?)@(?<anchor>\d+)$/;

/**
 * The clock that `WAYSTATION_CLOCK` asks for: `<ISO instant>x<speed>@<anchor epoch ms>`, for example
 * `2026-11-20T09:53:00+08:00x60@1763600000000`; the system clock when the variable is absent or empty.
 */
export const clockFromEnvironment = (
  value: string | undefined,
  real: Clock = systemClock,
): Result<Clock, ClockError> => {
  if (!value) return ok(real);
  const parts = pattern.exec(value)?.groups;
  const startsAt = Date.parse(parts?.start ?? "");
  const speed = Number(parts?.speed);
  if (!parts || Number.isNaN(startsAt) || speed <= 0) {
    return err({
      code: "clock.malformed",
      reason: "expected <ISO instant>x<speed>@<epoch ms>, e.g. 2026-11-20T09:53:00+08:00x60@1763600000000",
    });
  }
  return ok(scaledClock(startsAt, speed, Number(parts.anchor), real));
};
