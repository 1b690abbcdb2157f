export { codecs, type DecodedFrame, type Direction, type FrameKind, type ProtocolCodec } from "./codecs/index.js";
export {
  type ConfigError,
  type ConfigProblem,
  type DaemonConfig,
  daemonConfigSchema,
  loadConfig,
  parseConfig,
} from "./config/index.js";
export { createDaemon, type Daemon, type DaemonError, type DaemonParts, describeDaemonError } from "./daemon.js";
export { type DecodeUsageError, decode } from "./decode.js";
export type {
  Cancel,
  CommandContext,
  DeviceDriver,
  DriverHost,
  FrameTrace,
  Journal,
  NewEvent,
  Timers,
} from "./drivers/driver.js";
export type { DriverKind, LineConfig } from "./drivers/driver-kind.js";
export { driverKinds } from "./drivers/driver-kinds.js";
export { clockFromEnvironment, createLog, createSystemTimers } from "./runtime/index.js";
