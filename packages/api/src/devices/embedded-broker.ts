import { createHash, timingSafeEqual } from "node:crypto";
import { type AddressInfo, createServer, type Server } from "node:net";
import { deviceTopics, parseTopic, topicOf } from "@waystation/core/devices";
import { Aedes, type AuthenticateError, type Client } from "aedes";

export interface BrokerOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The API's own account on the broker. */
  readonly apiUser: string;
  readonly apiPassword: string;
  /** The SHA-256 of a gateway's secret in hex; undefined for an unknown gateway. */
  secretHashOf(gatewayId: string): Promise<string | undefined>;
}

export interface EmbeddedBroker {
  readonly url: string;
  close(): Promise<void>;
}

const digest = (secret: Buffer | string): Buffer => createHash("sha256").update(secret).digest();

/** How a gateway's secret is kept: SHA-256 in hex. Secrets are long and random, so that needs no slow hash. */
export const hashOfSecret = (secret: string): string => digest(secret).toString("hex");

const refusal = (): AuthenticateError =>
  Object.assign(new Error("bad user name or password"), { returnCode: 4 }) as never;

const mayPublish = (gatewayId: string, address: string): boolean => {
  const parsed = parseTopic(address);
  return parsed !== undefined && parsed.gatewayId === gatewayId && deviceTopics[parsed.topic].from === "daemon";
};

const maySubscribe = (gatewayId: string, filter: string): boolean =>
  (["ack", "commands", "settings"] as const).some((topic) => topicOf(topic, gatewayId) === filter);

/**
 * The broker inside the API (MQTT 3.1.1). Nobody is anonymous: a gateway signs in with its id and secret, its client id is
 * its user name, and it reaches the topics of its own id only.
 */
export const startEmbeddedBroker = async (options: BrokerOptions): Promise<EmbeddedBroker> => {
  const gateways = new WeakMap<Client, string>();
  const broker = await Aedes.createBroker({
    authenticate: (client, username, password, done) => {
      const check = async (): Promise<boolean> => {
        const given = digest(password ?? "");
        if (username === options.apiUser) return timingSafeEqual(given, digest(options.apiPassword));
        const kept = username && username === client.id ? await options.secretHashOf(username) : undefined;
        if (!kept || !timingSafeEqual(given, Buffer.from(kept, "hex"))) return false;
        gateways.set(client, username as string);
        return true;
      };
      check().then(
        (good) => (good ? done(null, true) : done(refusal(), false)),
        (error: unknown) => done(Object.assign(error as Error, { returnCode: 3 }) as never, false),
      );
    },
    authorizePublish: (client, packet, done) => {
      const gatewayId = client ? gateways.get(client) : undefined;
      done(gatewayId && !mayPublish(gatewayId, packet.topic) ? new Error("topic not allowed") : null);
    },
    authorizeSubscribe: (client, subscription, done) => {
      const gatewayId = client ? gateways.get(client) : undefined;
      done(null, gatewayId && !maySubscribe(gatewayId, subscription.topic) ? null : subscription);
    },
  });
  const server: Server = createServer({ noDelay: true }, (socket) => broker.handle(socket));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `mqtt://${options.host}:${port}`,
    close: async () => {
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
