import { createHash, timingSafeEqual } from "node:crypto";
import type { AedesOptions, AuthenticateError, Client } from "aedes";
import { API_USER, type GatewayCredentials } from "./gateway-credentials.js";
import { LiveSessions } from "./live-sessions.js";
import { rightsOfApi, rightsOfGateway, type TopicRights } from "./topic-rights.js";

/** What somebody responsible for security wants to see, with the gateway it is about, as far as that is known. */
export type BrokerEvent = "gateway.sign-in-refused" | "gateway.topic-denied" | "gateway.cut" | "gateway.limit";

export interface RulesOptions {
  /** Of the API's own account, `waystation-api`. */
  readonly apiPassword: string;
  readonly credentials: Pick<GatewayCredentials, "check" | "good">;
  readonly onEvent?: (event: BrokerEvent, gatewayId: string | undefined) => void;
  /** Of a gateway; the contract's own by default. */
  readonly rightsOf?: (gatewayId: string) => TopicRights;
  readonly retainedPerGateway: number;
}

type Handlers = Required<
  Pick<AedesOptions, "preConnect" | "authenticate" | "authorizePublish" | "authorizeSubscribe" | "authorizeForward">
>;

/** MQTT 3.1.1, 3.2.2.3: 3 unavailable, 4 bad user name or password, 5 not authorised. */
const refusal = (returnCode: 3 | 4 | 5, reason: string): AuthenticateError =>
  Object.assign(new Error(reason), { returnCode }) as never;

const digest = (secret: Buffer | string): Buffer => createHash("sha256").update(secret).digest();

/** Who may come in, who is in, and what each may say and hear: the broker asks here. */
export class BrokerRules {
  readonly #options: RulesOptions;
  readonly #apiDigest: Buffer;
  readonly #rights = new WeakMap<Client, TopicRights>();
  readonly #wills = new WeakMap<Client, string>();
  readonly #retained = new Map<string, Set<string>>();
  readonly #sessions = new LiveSessions();

  constructor(options: RulesOptions) {
    this.#options = options;
    this.#apiDigest = digest(options.apiPassword);
  }

  readonly handlers: Handlers = {
    preConnect: (client, packet, done) => {
      if (packet.will) this.#wills.set(client, packet.will.topic);
      // A session ends with its connection: nothing is queued for who is away.
      packet.clean = true;
      done(null, true);
    },
    authenticate: (client, username, password, done) => {
      this.#signIn(client, username, password ?? Buffer.alloc(0)).then(
        () => done(null, true),
        (error: Error) => done("returnCode" in error ? (error as never) : refusal(3, error.message), false),
      );
    },
    authorizePublish: (client, { topic, retain }, done) => {
      if (!client || !this.#rights.get(client)?.mayPublish(topic)) return done(this.#denied(client?.id));
      done(retain && !this.#mayRetain(client.id, topic) ? new Error("too many retained topics") : null);
    },
    authorizeSubscribe: (client, subscription, done) => {
      if (this.#rights.get(client)?.maySubscribe(subscription.topic)) return done(null, subscription);
      this.#denied(client.id);
      done(null, null);
    },
    authorizeForward: (client, packet) => (this.#rights.get(client)?.mayReceive(packet.topic) ? packet : null),
  };

  /** Cuts whoever is connected by what is no longer good. */
  async recheck(): Promise<void> {
    if (!this.#sessions.ids.some((id) => id !== API_USER)) return;
    const isGood = await this.#options.credentials.good();
    const cut = this.#sessions.keepOnly((id, hash) => id === API_USER || isGood(id, hash));
    for (const id of cut) this.#options.onEvent?.("gateway.cut", id);
  }

  async #signIn(client: Client, username: string | undefined, password: Buffer): Promise<void> {
    const hash = username && username === client.id ? await this.#hashBehind(username, password) : undefined;
    if (!username || hash === undefined) {
      this.#options.onEvent?.("gateway.sign-in-refused", username);
      throw refusal(4, "bad user name or password");
    }
    const rights = username === API_USER ? rightsOfApi : (this.#options.rightsOf ?? rightsOfGateway)(username);
    const will = this.#wills.get(client);
    if (will !== undefined && !rights.mayPublish(will)) throw refusal(5, this.#denied(username).message);
    // One that has left while it was looked up must not take the place of one that is there.
    if (client.closed) return;
    this.#rights.set(client, rights);
    await this.#sessions.claim(username, client, hash);
  }

  /** What lets somebody in: a stored hash, nothing for the API itself; undefined for nobody. */
  async #hashBehind(username: string, password: Buffer): Promise<string | undefined> {
    if (username !== API_USER) return this.#options.credentials.check(username, password);
    return timingSafeEqual(digest(password), this.#apiDigest) ? "" : undefined;
  }

  #denied(gatewayId: string | undefined): Error {
    this.#options.onEvent?.("gateway.topic-denied", gatewayId);
    return new Error("topic not allowed");
  }

  /** A broker keeps what is retained for ever: a gateway may fill its own share only. */
  #mayRetain(id: string, topic: string): boolean {
    const kept = this.#retained.get(id) ?? new Set();
    this.#retained.set(id, kept.add(topic));
    if (id === API_USER || kept.size <= this.#options.retainedPerGateway) return true;
    kept.delete(topic);
    this.#options.onEvent?.("gateway.limit", id);
    return false;
  }
}
