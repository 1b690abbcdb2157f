import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type DestinationStream, pino } from "pino";
import type { Config } from "./config.js";
import type { Context } from "./context.js";
import { type App, createApp } from "./create-app.js";
import { DeviceBus } from "./devices/device-bus.js";
import { createGatewayCredentials } from "./devices/gateway-credentials.js";
import { createIngest } from "./devices/ingest.js";
import { openBroker } from "./devices/open-broker.js";
import { developmentPaymentProvider } from "./integrations/development-payment-provider.js";
import { localFileStore } from "./integrations/file-store.js";
import { httpSms } from "./integrations/http-sms.js";
import { loggedSms } from "./integrations/logged-sms.js";
import { memoryRateStore } from "./integrations/memory-rate-store.js";
import { redisRateStore } from "./integrations/redis-rate-store.js";
import { REDACTED_PATHS } from "./plugins/request-log.js";
import { seedRights } from "./rights/index.js";
import { clockFromEnvironment } from "./runtime/clock.js";
import { seedDevelopment } from "./seed/development.js";
import { refuseKnownPassword } from "./seed/refuse-known-password.js";
import { createMetrics } from "./services/metrics.js";
import { maskText } from "./services/personal-data.js";
import { createRateLimits } from "./services/rate-limits.js";
import { createPasswordHasher, pruneSignIns } from "./services/sign-in/index.js";
import { createTokens, openKeyRing } from "./services/tokens/index.js";
import { confine, forTenant, withoutTenant } from "./storage/confine.js";
import { openDatabase } from "./storage/database.js";
import { migrate } from "./storage/migrate.js";
import { charging } from "./storage/repositories/charging.js";
import { tenantOfGateway } from "./storage/repositories/tenants.js";
import { ChargingFloor } from "./systems/charging/charging-floor.js";
import { chargerEffects } from "./systems/charging/device-events.js";
import { pumpSaleEffect } from "./systems/fuel/measured-sale.js";

/** A running API. */
export interface Server {
  readonly url: string;
  readonly mqttUrl: string;
  /** Gateways of a development seed with the secrets they sign in with; empty otherwise. */
  readonly gatewaySecrets: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** What a test may hand in instead of the real part. */
export interface Parts {
  readonly mask?: Context["mask"];
  readonly clock?: Context["clock"];
  readonly tokens?: typeof createTokens;
  readonly confine?: Context["confine"];
  readonly sms?: Context["sms"];
  /** Where the log goes, instead of standard output. */
  readonly logTo?: DestinationStream;
}

/** How often what can no longer matter of sign-ins is deleted. */
const PRUNE_MS = 3_600_000;

const smsSender = ({ smsUrl, smsHeaders, smsBody, seed }: Config, log: Context["log"]): Context["sms"] => {
  if (smsUrl !== undefined) return httpSms({ url: smsUrl, headers: smsHeaders, body: smsBody });
  return seed === "development" ? loggedSms(log) : undefined;
};

/** Starts everything: database, broker, devices, HTTP. What it opened it closes again when a later step fails. */
export const startServer = async (
  config: Config,
  environment: NodeJS.ProcessEnv = process.env,
  parts: Parts = {},
): Promise<Server> => {
  const opened: (() => Promise<unknown>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of opened.splice(0).reverse()) await close();
  };
  try {
    const clock = parts.clock ?? clockFromEnvironment(environment.WAYSTATION_CLOCK);
    const ids = { next: () => randomUUID() };
    const logOptions = { level: config.logLevel, redact: { paths: REDACTED_PATHS, censor: "[hidden]" } };
    const log = parts.logTo ? pino(logOptions, parts.logTo) : pino(logOptions);
    const metrics = createMetrics();
    mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });

    const keys = openKeyRing(config.dataDirectory, clock.now(), (error) =>
      log.error({ err: error }, "the signing keys cannot be read anew; the ones at hand stay in use"),
    );
    const whole = openDatabase(join(config.dataDirectory, "waystation.db"));
    opened.push(() => whole.destroy());
    await migrate(whole);
    await seedRights(whole);
    const db = withoutTenant(whole);
    const { passwordHashes: concurrent, passwordQueue: waiting } = config;
    const passwords = await createPasswordHasher({ concurrent, waiting });
    const gatewaySecrets =
      config.seed === "development" ? await seedDevelopment({ db: whole, clock, passwords }, config.dataDirectory) : {};
    await refuseKnownPassword(db, passwords, config.host);

    const credentials = createGatewayCredentials(db, clock);
    const broker = await openBroker({ config, credentials, metrics, log });
    opened.push(() => broker.close());

    const { replyTimeoutMs, commandTtlMs } = config;
    const dbOf = async (gatewayId: string) => forTenant(db, await tenantOfGateway(whole, gatewayId));
    const devices = new DeviceBus({
      broker,
      dbOf,
      clock,
      ids,
      log,
      replyTimeoutMs,
      commandTtlMs,
    });
    opened.push(() => devices.stop());

    const prune = () =>
      pruneSignIns({ db, clock }).catch((error: unknown) => log.error({ err: error }, "old sign-ins stay"));
    await prune();
    const pruning = setInterval(prune, PRUNE_MS);
    opened.push(async () => clearInterval(pruning));
    const ownRates = memoryRateStore(() => performance.now());
    const rateStore = config.rateRedisUrl
      ? redisRateStore({ url: config.rateRedisUrl, fallback: ownRates, warn: (text) => log.warn(text) })
      : ownRates;
    opened.push(() => rateStore.close());
    const context: Context = {
      config,
      db,
      clock,
      ids,
      log,
      tokens: (parts.tokens ?? createTokens)(keys, clock),
      keys,
      passwords,
      sms: parts.sms ?? smsSender(config, log),
      devices,
      payments: developmentPaymentProvider,
      files: localFileStore(join(config.dataDirectory, "files")),
      metrics,
      mask: parts.mask ?? maskText,
      rates: createRateLimits(rateStore),
      confine: parts.confine ?? confine,
    };
    const floors = await Promise.all(
      (await charging(whole).stations()).map(
        async ({ station_id: stationId, tenant_id: tenantId }) =>
          new ChargingFloor(context, { stationId, tenantId }, await charging(whole).piles(stationId)),
      ),
    );
    const app: App = await createApp(context, floors);
    opened.push(() => app.http.close());

    const { started, metered, stopped } = chargerEffects(floors);
    const ingest = createIngest({
      dbOf,
      clock,
      log,
      effects: {
        "pump.sale": pumpSaleEffect(context),
        "pump.alarm": async (_db, { gatewayId, body }) => {
          log.warn({ gatewayId, pumpId: body.pumpId, alarm: body.alarm }, "a pump reports an alarm");
        },
        "charger.session-started": started,
        "charger.meter-values": metered,
        "charger.session-stopped": stopped,
      },
      onFailure: () => {
        for (const floor of floors) floor.forget();
      },
    });
    await devices.start(async (gatewayId, batch) => {
      const ack = await ingest(gatewayId, batch);
      metrics.ingest.count(batch.events.length, ack.quarantined.length);
      app.chargingChanged();
      return ack;
    });
    await app.http.listen({ host: config.host, port: config.port });
    const { port } = app.http.server.address() as AddressInfo;
    const scheme = config.tlsCertFile === undefined ? "http" : "https";
    return { url: `${scheme}://${config.host}:${port}`, mqttUrl: broker.url, gatewaySecrets, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
};
