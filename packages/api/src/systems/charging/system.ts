import type { SystemDescription } from "../../contract/openapi.js";
import { chargingRoutes } from "./contract.js";
import { chargingDialect } from "./dialect.js";

export const chargingSystem = {
  name: "charging",
  title: "充电桩用户端 API",
  version: "1.0.0",
  prefix: "/charging",
  dialect: chargingDialect,
  tokenInQuery: true,
  routes: chargingRoutes,
} as const satisfies SystemDescription;
