import { once } from "node:events";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";

export interface Account {
  readonly user: string;
  readonly secret: string;
}

export interface Arrival {
  readonly topic: string;
  readonly payload: string;
}

const PATIENCE_MS = 10_000;

/** One account's connections to a broker, one after another, and everything that any of them was ever handed. */
export class BrokerClient {
  readonly arrivals: Arrival[] = [];
  #client: MqttClient | undefined;
  /** Resolves when the present connection is gone. */
  #closed: Promise<void> = Promise.resolve();

  constructor(
    readonly url: string,
    readonly account: Account,
  ) {}

  /** Connects unless it is; rejects with the broker's refusal. */
  async connect(options: IClientOptions = {}): Promise<MqttClient> {
    if (this.#client?.connected) return this.#client;
    const { user, secret } = this.account;
    const client = await mqtt.connectAsync(
      this.url,
      { clientId: user, username: user, password: secret, reconnectPeriod: 0, ...options },
      false,
    );
    client.on("message", (topic, payload) => this.arrivals.push({ topic, payload: payload.toString() }));
    client.on("error", () => {});
    (client.stream as Partial<Socket>).setNoDelay?.(true);
    this.#closed = new Promise((resolve) => client.once("close", () => resolve()));
    this.#client = client;
    return client;
  }

  /** Publishes, and waits until the broker has taken it or has hung up. */
  async publish(topic: string, payload: string, options: { readonly qos?: 1 | 2; readonly retain?: boolean } = {}) {
    const client = await this.connect();
    await Promise.race([client.publishAsync(topic, payload, { qos: 1, ...options }), this.#closed]).catch(() => {});
  }

  /** Subscribes one filter at a time, so that a refusal of one says nothing of the others. */
  async subscribe(filters: readonly string[]): Promise<void> {
    for (const filter of filters) {
      const client = await this.connect();
      await Promise.race([client.subscribeAsync(filter, { qos: 1 }), this.#closed]).catch(() => {});
    }
  }

  /** Goes away without a word, so that the broker sends the will. */
  async vanish(): Promise<void> {
    if (!this.#client?.connected) return;
    (this.#client.stream as Duplex).destroy();
    await this.#closed;
  }

  /** Resolves when the broker has cut the present connection. */
  get gone(): Promise<void> {
    return this.#closed;
  }

  /** Does the broker still take what this connection sends? */
  async isAlive(): Promise<boolean> {
    const client = this.#client;
    if (!client?.connected) return false;
    const sent = client.publishAsync(`waystation/v1/${this.account.user}/events`, "alive", { qos: 1 });
    return Promise.race([sent.then(() => true), this.#closed.then(() => false)]);
  }

  async end(): Promise<void> {
    await this.#client?.endAsync(true);
    this.#client = undefined;
  }

  /** Resolves when it has been handed a message. */
  async hears(payload: string): Promise<void> {
    const client = await this.connect();
    const giveUp = AbortSignal.timeout(PATIENCE_MS);
    while (!this.arrivals.some((arrival) => arrival.payload === payload)) {
      await once(client as never, "message", { signal: giveUp });
    }
  }
}
