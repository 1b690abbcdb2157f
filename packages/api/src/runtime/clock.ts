import { type Clock, parseScaledClock } from "@waystation/core/kernel";
import { ConfigError } from "../config.js";

/** The machine's clock. */
const systemClock: Clock = { now: () => Date.now() };

/**
 * The clock of this process: the machine's, or the faster day that `WAYSTATION_CLOCK` asks for (see `parseScaledClock`).
 * Throws a ConfigError when the text is not of its form.
 */
export const clockFromEnvironment = (text: string | undefined): Clock => {
  const clock = text ? parseScaledClock(text, systemClock) : systemClock;
  if (!clock) throw new ConfigError("WAYSTATION_CLOCK: is not <ISO instant>x<speed>@<epoch ms>");
  return clock;
};
