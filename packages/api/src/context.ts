import type { Clock, Ids } from "@waystation/core/kernel";
import type { FastifyBaseLogger } from "fastify";
import type { Config } from "./config.js";
import type { DeviceBus } from "./devices/device-bus.js";
import type { PaymentProvider } from "./integrations/payment-provider.js";
import type { Metrics } from "./services/metrics.js";
import type { RateLimits } from "./services/rate-limits.js";
import type { Tokens } from "./services/tokens.js";
import type { Db } from "./storage/database.js";

/** What handlers and services are handed. */
export interface Context {
  readonly config: Config;
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: FastifyBaseLogger;
  readonly tokens: Tokens;
  readonly devices: DeviceBus;
  readonly payments: PaymentProvider;
  readonly metrics: Metrics;
  readonly rates: RateLimits;
}
