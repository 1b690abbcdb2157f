export { type ClockError, clockFromEnvironment, systemClock } from "./clock.js";
export { createLog, LOG_LEVELS, type LogLevel } from "./create-log.js";
export { randomIds } from "./ids.js";
export { type Jitter, randomJitter } from "./jitter.js";
export { createSystemTimers, delay } from "./timers.js";
