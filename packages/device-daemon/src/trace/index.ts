export { describeEntry } from "./describe-entry.js";
export { type TraceEntry, traceOf } from "./trace-of.js";
