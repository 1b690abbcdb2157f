export { type ConfigError, type ConfigProblem, describeConfigError } from "./config-error.js";
export { type DaemonConfig, daemonConfigSchema } from "./daemon-config.js";
export { fillPlaceholders } from "./fill-placeholders.js";
export { type LoadOptions, loadConfig, loadDataDirectory, parseConfig } from "./load-config.js";
