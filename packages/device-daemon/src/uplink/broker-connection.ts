import { readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { connect, type IClientOptions, type MqttClient } from "mqtt";
import type { Logger } from "pino";
import type { DaemonConfig } from "../config/index.js";
import type { Cancel, Timers } from "../drivers/driver.js";
import type { Jitter } from "../runtime/index.js";
import { explainConnectionError } from "./explain-connection-error.js";

/** A message to the broker. */
export interface Outgoing {
  readonly topic: string;
  readonly payload: string;
  readonly retain: boolean;
}

export interface ConnectionOptions {
  readonly settings: DaemonConfig["uplink"];
  readonly clientId: string;
  /** Topics to subscribe before `onConnected`. */
  readonly topics: readonly string[];
  /** What the broker says for us when we vanish; made anew for each connection. */
  readonly will: () => Outgoing;
  readonly timers: Timers;
  readonly jitter: Jitter;
  readonly log: Logger;
  onConnected(): void;
  onDisconnected(): void;
  onMessage(topic: string, payload: Uint8Array): void;
}

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

const tlsOptions = ({ tls }: DaemonConfig["uplink"]): IClientOptions => ({
  ...(tls?.ca && { ca: readFileSync(tls.ca) }),
  ...(tls?.certificate && { cert: readFileSync(tls.certificate) }),
  ...(tls?.key && { key: readFileSync(tls.key) }),
  ...(tls?.serverName && { servername: tls.serverName }),
});

/**
 * Holds a connection to the broker for as long as it is started. Each attempt is a new client with a clean session: what must not be
 * lost is in the store, so neither the library nor the broker queues anything for us. Says one line for each change of
 * condition, not for each attempt.
 */
export class BrokerConnection {
  readonly #options: ConnectionOptions;
  #client: MqttClient | undefined;
  #connected = false;
  #stopped = true;
  #failures = 0;
  #condition = "";
  #cancelRetry: Cancel = () => undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Subscribed and able to send. */
  get connected(): boolean {
    return this.#connected;
  }

  start(): void {
    this.#stopped = false;
    this.#attempt();
  }

  /** Sends with QoS 1; true once the broker has it, false when there is no connection or it broke before. Never rejects. */
  async publish({ topic, payload, retain }: Outgoing): Promise<boolean> {
    if (!this.#client || !this.#connected) return false;
    try {
      await this.#client.publishAsync(topic, payload, { qos: 1, retain });
      return true;
    } catch {
      return false;
    }
  }

  /** Closes in order: the broker does not send the will. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelRetry();
    const client = this.#client;
    this.#client = undefined;
    await client?.endAsync(!this.#connected);
    this.#connected = false;
  }

  #attempt(): void {
    const { settings, clientId, log } = this.#options;
    const will = this.#options.will();
    let reason = "the connection was closed";
    let client: MqttClient;
    try {
      client = connect(settings.url, {
        ...tlsOptions(settings),
        clientId,
        username: settings.username ?? clientId,
        ...(settings.password && { password: settings.password }),
        protocolVersion: settings.protocolVersion,
        clean: true,
        reconnectPeriod: 0,
        connectTimeout: 10_000,
        keepalive: 15,
        will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: will.retain },
      });
    } catch (error) {
      this.#retry(error instanceof Error ? error.message : String(error));
      return;
    }
    this.#client = client;
    client.on("connect", () => {
      // Small messages must not wait for the acknowledgement of the ones before (Nagle): 88 ms a round trip.
      (client.stream as Partial<Socket>).setNoDelay?.(true);
      client
        .subscribeAsync([...this.#options.topics], { qos: 1 })
        .then(() => {
          if (this.#client !== client) return;
          this.#failures = 0;
          this.#connected = true;
          if (this.#condition !== "connected") log.info(`connected to the broker ${settings.url}`);
          this.#condition = "connected";
          this.#options.onConnected();
        })
        .catch((error: Error) => {
          reason = `subscription refused: ${error.message}`;
          client.end(true);
        });
    });
    client.on("message", (topic, payload) => this.#options.onMessage(topic, payload));
    client.on("error", (error) => {
      reason = explainConnectionError(error);
    });
    client.on("close", () => {
      client.removeAllListeners("message");
      if (this.#client !== client) return;
      this.#client = undefined;
      if (this.#connected) {
        this.#connected = false;
        this.#options.onDisconnected();
      }
      client.end(true);
      this.#retry(reason);
    });
  }

  #retry(reason: string): void {
    if (this.#stopped) return;
    const { timers, jitter, settings, log } = this.#options;
    const ceilingMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures);
    this.#failures += 1;
    if (this.#condition !== reason) log.warn(`broker ${settings.url}: ${reason}; events are kept, trying again`);
    this.#condition = reason;
    this.#cancelRetry = timers.after(ceilingMs * (0.5 + jitter() / 2), () => this.#attempt());
  }
}
