export type { Clock, EpochMs, Ids } from "./ports.js";
export { err, ok, type Result, unwrap } from "./result.js";
