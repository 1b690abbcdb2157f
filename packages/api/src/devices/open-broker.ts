import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { FastifyBaseLogger } from "fastify";
import { type Config, ConfigError } from "../config.js";
import type { Metrics } from "../services/metrics.js";
import type { BrokerEvent } from "./broker-rules.js";
import { startEmbeddedBroker } from "./embedded-broker.js";
import { API_USER, type GatewayCredentials } from "./gateway-credentials.js";
import type { TopicRights } from "./topic-rights.js";

/** The broker that this API works with, and the API's account on it. */
export interface BrokerAccess {
  readonly url: string;
  /** Of the embedded broker's second listener. */
  readonly tlsUrl: string | undefined;
  readonly username: string;
  readonly password: string;
  readonly ca: Buffer | undefined;
  close(): Promise<void>;
}

export interface BrokerParts {
  readonly config: Config;
  readonly credentials: GatewayCredentials;
  readonly metrics: Metrics;
  readonly log: FastifyBaseLogger;
  readonly rightsOf?: (gatewayId: string) => TopicRights;
}

const readPem = (file: string | undefined, name: string): Buffer => {
  if (file === undefined) throw new ConfigError(`${name} is needed where WAYSTATION_MQTTS_PORT is set`);
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ConfigError(`${name}: ${(error as Error).message}`);
  }
};

const tlsListener = ({ mqttsHost, mqttsPort, tlsCertFile, tlsKeyFile }: Config) =>
  mqttsPort === undefined
    ? undefined
    : {
        host: mqttsHost,
        port: mqttsPort,
        cert: readPem(tlsCertFile, "WAYSTATION_TLS_CERT"),
        key: readPem(tlsKeyFile, "WAYSTATION_TLS_KEY"),
      };

/** The broker of the settings: the one at `mqttUrl`, else one inside this process. Throws `ConfigError`. */
export const openBroker = async ({
  config,
  credentials,
  metrics,
  log,
  rightsOf,
}: BrokerParts): Promise<BrokerAccess> => {
  const { mqttUrl, mqttUser, mqttPassword, mqttCaFile } = config;
  if (mqttUrl !== undefined) {
    if (mqttPassword === undefined) {
      throw new ConfigError("WAYSTATION_MQTT_PASSWORD is needed where WAYSTATION_MQTT_URL is set");
    }
    return {
      url: mqttUrl,
      tlsUrl: undefined,
      username: mqttUser,
      password: mqttPassword,
      ca: mqttCaFile === undefined ? undefined : readPem(mqttCaFile, "WAYSTATION_MQTT_CA"),
      close: async () => {},
    };
  }
  const password = randomBytes(32).toString("base64url");
  const tls = tlsListener(config);
  const broker = await startEmbeddedBroker({
    host: config.mqttHost,
    port: config.mqttPort,
    ...(tls && { tls }),
    apiPassword: password,
    credentials,
    ...(rightsOf && { rightsOf }),
    onError: (error) => log.error({ err: error }, "the broker failed at something"),
    onEvent: (event: BrokerEvent, gatewayId) => {
      metrics.securityEvents.count(event);
      log.warn({ gatewayId: gatewayId?.slice(0, 64) }, `broker: ${event}`);
    },
  });
  return { ...broker, username: API_USER, password, ca: undefined };
};
