export { type Config, ConfigError, loadConfig } from "./config.js";
export { type RefusalCode, refusals } from "./contract/refusal.js";
export { type Server, startServer } from "./server.js";
