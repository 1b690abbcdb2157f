import type { SystemDescription } from "../../contract/openapi.js";
import { fuelRoutes } from "./contract.js";
import { fuelDialect } from "./dialect.js";

export const fuelSystem = {
  name: "fuel",
  title: "智慧加油站系统 API",
  version: "1.0.0",
  prefix: "/fuel/api/v1",
  dialect: fuelDialect,
  routes: fuelRoutes,
} as const satisfies SystemDescription;
