export { type HealthServer, type Readiness, startHealthServer } from "./health-server.js";
