export { type OcppConfig, ocppConfig } from "./config.js";
export { createOcppDriver, type OcppDriver } from "./create-ocpp-driver.js";
