export { createDriverHost, type DriverHostOptions } from "./create-driver-host.js";
export { RecordingGuard, type RecordingGuardOptions } from "./recording-guard.js";
