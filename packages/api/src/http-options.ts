import { readFileSync } from "node:fs";
import type { FastifyServerOptions } from "fastify";
import { type Config, ConfigError } from "./config.js";

const BODY_LIMIT_BYTES = 256 * 1024;
const HEADERS_LIMIT_BYTES = 16 * 1024;
/** A request's headers and body must have arrived by then. */
const REQUEST_TIMEOUT_MS = 30_000;
/** A connection on which nothing moves; longer than any command to a device is waited for. */
const CONNECTION_TIMEOUT_MS = 130_000;
/** Longer than the minute that most load balancers keep a connection, so that they close first. */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;

const read = (file: string, name: string): Buffer => {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new ConfigError(`${name}: ${(error as Error).message}`);
  }
};

/** Does this process itself speak TLS? Both files or neither: one alone is a mistake. */
export const speaksTls = ({ tlsCertFile, tlsKeyFile }: Config): boolean => {
  if ((tlsCertFile === undefined) !== (tlsKeyFile === undefined)) {
    throw new ConfigError("WAYSTATION_TLS_CERT and WAYSTATION_TLS_KEY belong together: set both or neither");
  }
  return tlsCertFile !== undefined;
};

/** The limits of HTTP itself: sizes, times, TLS 1.2 and newer, and whose `X-Forwarded-For` is believed. */
export const httpOptions = (config: Config): FastifyServerOptions => {
  const limits = { maxHeaderSize: HEADERS_LIMIT_BYTES };
  const transport = speaksTls(config)
    ? {
        https: {
          ...limits,
          cert: read(config.tlsCertFile!, "WAYSTATION_TLS_CERT"),
          key: read(config.tlsKeyFile!, "WAYSTATION_TLS_KEY"),
          minVersion: "TLSv1.2" as const,
        },
      }
    : { http: limits };
  const options = {
    ...transport,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    connectionTimeout: CONNECTION_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
  };
  // Fastify types the two kinds of server apart; handlers see no difference.
  return options as FastifyServerOptions;
};
