import { type Clock, err, ok, parseScaledClock, type Result } from "@waystation/core/kernel";

/** Wall clock of this machine. */
export const systemClock: Clock = { now: () => Date.now() };

/** `WAYSTATION_CLOCK` cannot be read. */
export interface ClockError {
  readonly code: "clock.malformed";
  readonly reason: string;
}

const malformed: ClockError = {
  code: "clock.malformed",
  reason: "expected <ISO instant>x<speed>@<epoch ms>, e.g. 2026-11-20T09:53:00+08:00x60@1763600000000",
};

/** The clock that `WAYSTATION_CLOCK` asks for (see `parseScaledClock`); the system clock when the variable is absent or empty. */
export const clockFromEnvironment = (
  value: string | undefined,
  real: Clock = systemClock,
): Result<Clock, ClockError> => {
  const clock = value ? parseScaledClock(value, real) : real;
  return clock ? ok(clock) : err(malformed);
};
