import type { MaskKind } from "@waystation/core/iam";
import type { Clock, Ids } from "@waystation/core/kernel";
import type { FastifyBaseLogger } from "fastify";
import type { Config } from "./config.js";
import type { DeviceBus } from "./devices/device-bus.js";
import type { FileStore } from "./integrations/file-store.js";
import type { PaymentProvider } from "./integrations/payment-provider.js";
import type { SmsSender } from "./integrations/sms.js";
import type { Metrics } from "./services/metrics.js";
import type { RateLimits } from "./services/rate-limits.js";
import type { PasswordHasher } from "./services/sign-in/index.js";
import type { KeyRing, Tokens } from "./services/tokens/index.js";
import type { confine } from "./storage/confine.js";
import type { Db } from "./storage/database.js";

/** What handlers and services are handed. */
export interface Context {
  readonly config: Config;
  /** Knows no tenant: whoever asks for a tenant's tables says whose, by `forTenant`. */
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: FastifyBaseLogger;
  readonly tokens: Tokens;
  readonly keys: KeyRing;
  readonly passwords: PasswordHasher;
  /** Absent where no provider is configured: then no codes are sent. */
  readonly sms: SmsSender | undefined;
  readonly devices: DeviceBus;
  readonly payments: PaymentProvider;
  readonly files: FileStore;
  readonly metrics: Metrics;
  /** How personal data of a kind are shown to those who may not read them. */
  readonly mask: (kind: MaskKind, text: string) => string;
  readonly rates: RateLimits;
  /** How a caller's tenant and reach are put on the database. */
  readonly confine: typeof confine;
}
