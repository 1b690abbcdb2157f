import type { Clock } from "@waystation/core/kernel";
import { ConfigError } from "../config.js";

/** The machine's clock. */
const systemClock: Clock = { now: () => Date.now() };

const SCALED = /^(.+)x(\d+(?:\.\d+)?)@(\d+)$/;

/**
 * The clock of this process. `WAYSTATION_CLOCK=<ISO instant>x<speed>@<anchor epoch ms>` makes a faster day for
 * demonstrations: simulated time = instant + (real now − anchor) × speed, the same in every process that is given it.
 * Time-outs stay real. Throws a ConfigError when the text is not of that form.
 */
export const clockFromEnvironment = (text: string | undefined, real: Clock = systemClock): Clock => {
  if (!text) return real;
  const [, instant, speed, anchor] = SCALED.exec(text) ?? [];
  const start = Date.parse(instant ?? "");
  if (Number.isNaN(start)) throw new ConfigError("WAYSTATION_CLOCK: is not <ISO instant>x<speed>@<epoch ms>");
  return { now: () => Math.round(start + (real.now() - Number(anchor)) * Number(speed)) };
};
