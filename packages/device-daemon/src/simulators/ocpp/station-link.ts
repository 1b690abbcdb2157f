import { RPCClient } from "ocpp-rpc";
import type { Cancel, Timers } from "../../drivers/driver.js";

export type Payload = Record<string, unknown>;

export interface StationLinkOptions {
  readonly url: string;
  readonly identity: string;
  readonly password: string | undefined;
  readonly timers: Timers;
  onRequest(action: string, payload: Payload): Promise<Payload>;
  onOpen(): void;
  onClose(reason: string): void;
}

const firstRetryMs = 250;
const lastRetryMs = 5_000;

// The library's declarations demand every option though each has a default.
type RpcOptions = ConstructorParameters<typeof RPCClient>[0];

/** The charger's line to its central system: connects, and connects again until told to stay offline. */
export class StationLink {
  readonly #options: StationLinkOptions;
  #client: RPCClient | undefined;
  #online = false;
  #wanted = false;
  #retryMs = firstRetryMs;
  #cancelRetry: Cancel | undefined;

  constructor(options: StationLinkOptions) {
    this.#options = options;
  }

  get online(): boolean {
    return this.#online;
  }

  connect(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#retryMs = firstRetryMs;
    void this.#open();
  }

  async disconnect(): Promise<void> {
    this.#wanted = false;
    this.#cancelRetry?.();
    await this.#client?.close({ force: true }).catch(() => {
      // A line that dies while it is closed is closed.
    });
  }

  /** Opens a second socket while the first still stands, as a charger does that lost its line unnoticed. */
  async reopen(): Promise<void> {
    await this.#open();
  }

  call(action: string, payload: object): Promise<Payload> {
    if (!this.#client || !this.#online) return Promise.reject(new Error("offline"));
    return this.#client.call(action, payload) as Promise<Payload>;
  }

  async #open(): Promise<void> {
    const { url, identity, password, onRequest, onOpen, onClose } = this.#options;
    const client = new RPCClient({
      endpoint: url,
      identity,
      protocols: ["ocpp1.6"],
      strictMode: true,
      reconnect: false,
      ...(password !== undefined && { password }),
    } as Partial<RpcOptions> as RpcOptions);
    client.handle(({ method = "", params = {} }) => onRequest(method, params));
    this.#client = client;
    client.once("close", ({ reason }: { reason?: string }) => {
      if (this.#client !== client) return;
      const wasOnline = this.#online;
      this.#online = false;
      if (wasOnline) onClose(reason ?? "");
      if (this.#wanted) this.#retry();
    });
    try {
      await client.connect();
    } catch {
      return;
    }
    if (!this.#wanted) return void client.close({ force: true }).catch(() => undefined);
    this.#retryMs = firstRetryMs;
    this.#online = true;
    onOpen();
  }

  #retry(): void {
    this.#cancelRetry = this.#options.timers.after(this.#retryMs, () => void this.#open());
    this.#retryMs = Math.min(2 * this.#retryMs, lastRetryMs);
  }
}
