import { createHash, timingSafeEqual } from "node:crypto";
import type { EventEmitter } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { Aedes, type AuthenticateError, type Client, type ConnectPacket } from "aedes";
import { API_USER, type GatewayCredentials } from "./gateway-credentials.js";
import { LiveSessions } from "./live-sessions.js";
import { createPacketLimit, type PacketLimits } from "./packet-limit.js";
import { rightsOfApi, rightsOfGateway, type TopicRights } from "./topic-rights.js";

/** What somebody responsible for security wants to see, with the gateway it is about, as far as that is known. */
export type BrokerEvent = "gateway.sign-in-refused" | "gateway.topic-denied" | "gateway.cut" | "gateway.limit";

export interface Listener {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface BrokerOptions extends Listener {
  /** A second listener that speaks TLS, with certificate and key as PEM. */
  readonly tls?: Listener & { readonly cert: Buffer; readonly key: Buffer };
  /** Of the API's own account, `waystation-api`. */
  readonly apiPassword: string;
  readonly credentials: Pick<GatewayCredentials, "check" | "good">;
  /** What the broker itself could not do. */
  readonly onError?: (error: Error) => void;
  readonly onEvent?: (event: BrokerEvent, gatewayId: string | undefined) => void;
  readonly limits?: Partial<BrokerLimits>;
  /** Of a gateway; the contract's own by default. */
  readonly rightsOf?: (gatewayId: string) => TopicRights;
}

export interface BrokerLimits {
  readonly connections: number;
  /** From one address, not signed in yet. */
  readonly pendingPerAddress: number;
  /** Until CONNECT has come and been answered. */
  readonly connectTimeoutMs: number;
  /** The longest keep-alive a client may ask for; none at all is refused. */
  readonly keepaliveS: number;
  readonly packet: PacketLimits;
  readonly retainedPerGateway: number;
}

export interface EmbeddedBroker {
  readonly url: string;
  readonly tlsUrl: string | undefined;
  /** Cuts at once whoever is connected by what is no longer good; otherwise noticed within half a second. */
  recheck(): Promise<void>;
  close(): Promise<void>;
}

const LIMITS: BrokerLimits = {
  connections: 10_000,
  pendingPerAddress: 64,
  connectTimeoutMs: 10_000,
  keepaliveS: 600,
  packet: { firstBytes: 16 * 1024, bytes: 1024 * 1024 },
  retainedPerGateway: 1_000,
};
/** Other processes (the command line, other instances) revoke and rotate too: how soon that is noticed. */
const RECHECK_MS = 500;
const MAX_TOPIC_LEVELS = 8;

const digest = (secret: Buffer | string): Buffer => createHash("sha256").update(secret).digest();

/** MQTT 3.1.1, 3.2.2.3: 3 unavailable, 4 bad user name or password, 5 not authorised. */
const refusal = (returnCode: 3 | 4 | 5, reason: string): AuthenticateError =>
  Object.assign(new Error(reason), { returnCode }) as never;

const listen = async (server: Server, { host, port }: Listener): Promise<number> => {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
};

/**
 * The broker inside the API (MQTT 3.1.1). Nobody is anonymous: a gateway signs in with its id and a secret, its client id is its
 * user name, one connection an id, and it reaches the topics of its own id only. Sessions end with their connection: what must not
 * be lost is in the daemons' outboxes.
 */
export const startEmbeddedBroker = async (options: BrokerOptions): Promise<EmbeddedBroker> => {
  const { credentials, onEvent = () => {}, rightsOf = rightsOfGateway } = options;
  const limits = { ...LIMITS, ...options.limits };
  const rights = new WeakMap<Client, TopicRights>();
  const wills = new WeakMap<Client, string>();
  const sessions = new LiveSessions();
  const retained = new Map<string, Set<string>>();
  const apiDigest = digest(options.apiPassword);

  const signIn = async (client: Client, username: string | undefined, password: Buffer): Promise<void> => {
    const isApi = username === API_USER && timingSafeEqual(digest(password), apiDigest);
    const hash = isApi ? "" : username && username !== API_USER && (await credentials.check(username, password));
    if (hash === undefined || !username || username !== client.id || (!isApi && !hash)) {
      onEvent("gateway.sign-in-refused", username);
      throw refusal(4, "bad user name or password");
    }
    const granted = isApi ? rightsOfApi : rightsOf(username);
    const will = wills.get(client);
    if (will !== undefined && !granted.mayPublish(will)) {
      onEvent("gateway.topic-denied", username);
      throw refusal(5, "will not allowed");
    }
    if (client.closed) return;
    rights.set(client, granted);
    await sessions.claim(username, client, hash || "");
  };

  const mayRetain = (client: Client, address: string): boolean => {
    const kept = retained.get(client.id) ?? new Set();
    retained.set(client.id, kept.add(address));
    if (client.id === API_USER || kept.size <= limits.retainedPerGateway) return true;
    kept.delete(address);
    onEvent("gateway.limit", client.id);
    return false;
  };

  const broker = await Aedes.createBroker({
    connectTimeout: limits.connectTimeoutMs,
    keepaliveLimit: limits.keepaliveS,
    maxTopicLevels: MAX_TOPIC_LEVELS,
    preConnect: (client: Client, packet: ConnectPacket, done) => {
      if (packet.will) wills.set(client, packet.will.topic);
      packet.clean = true;
      done(null, true);
    },
    authenticate: (client, username, password, done) => {
      signIn(client, username, password ?? Buffer.alloc(0)).then(
        () => done(null, true),
        (error: Error) => done("returnCode" in error ? (error as never) : refusal(3, error.message), false),
      );
    },
    authorizePublish: (client, packet, done) => {
      if (client && rights.get(client)?.mayPublish(packet.topic)) {
        return done(packet.retain && !mayRetain(client, packet.topic) ? new Error("too many retained topics") : null);
      }
      onEvent("gateway.topic-denied", client?.id);
      done(new Error("topic not allowed"));
    },
    authorizeSubscribe: (client, subscription, done) => {
      if (rights.get(client)?.maySubscribe(subscription.topic)) return done(null, subscription);
      onEvent("gateway.topic-denied", client.id);
      done(null, null);
    },
    authorizeForward: (client, packet) => (rights.get(client)?.mayReceive(packet.topic) ? packet : null),
  });

  // Its types do not name it, but what its storage or its housekeeping fail at comes as `error`.
  (broker as EventEmitter).on("error", (error: Error) => options.onError?.(error));

  const pending = new Map<string, number>();
  const waiting = new WeakMap<object, () => void>();
  broker.on("clientReady", ({ conn }) => waiting.get(conn)?.());

  /** Holds a place of its address for a connection until it has signed in or is gone. */
  const admit = (socket: Socket): boolean => {
    const address = socket.remoteAddress ?? "";
    const count = (pending.get(address) ?? 0) + 1;
    if (count > limits.pendingPerAddress) return false;
    pending.set(address, count);
    const timer = setTimeout(() => socket.destroy(), limits.connectTimeoutMs);
    let isOpen = true;
    const leave = () => {
      if (!isOpen) return;
      isOpen = false;
      clearTimeout(timer);
      const left = (pending.get(address) ?? 1) - 1;
      if (left === 0) pending.delete(address);
      else pending.set(address, left);
    };
    waiting.set(socket, leave);
    socket.once("close", leave);
    return true;
  };

  const sockets = new Set<Socket>();
  const onConnection = (socket: Socket): void => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // A connection that breaks before the broker listens to it must not end the process.
    socket.on("error", () => {});
    if (!admit(socket)) {
      onEvent("gateway.limit", undefined);
      socket.destroy();
      return;
    }
    // The broker reads on demand: what a packet's header announces is judged before the broker keeps any of it.
    const isWithinLimit = createPacketLimit(limits.packet);
    const read = socket.read.bind(socket);
    socket.read = (size?: number) => {
      const chunk: Buffer | null = read(size);
      if (chunk === null || isWithinLimit(chunk)) return chunk;
      onEvent("gateway.limit", undefined);
      socket.destroy();
      return null;
    };
    broker.handle(socket);
  };

  const plain = createServer({ noDelay: true }, onConnection);
  const servers: Server[] = [plain];
  plain.maxConnections = limits.connections;
  const port = await listen(plain, options);
  let tlsUrl: string | undefined;
  if (options.tls) {
    const { cert, key, host } = options.tls;
    const server = createTlsServer(
      { cert, key, minVersion: "TLSv1.2", noDelay: true, handshakeTimeout: limits.connectTimeoutMs },
      onConnection,
    );
    server.maxConnections = limits.connections;
    servers.push(server);
    tlsUrl = `mqtts://${host}:${await listen(server, options.tls)}`;
  }

  const recheck = async (): Promise<void> => {
    if (!sessions.ids.some((id) => id !== API_USER)) return;
    const isGood = await credentials.good();
    for (const id of sessions.keepOnly((each, hash) => each === API_USER || isGood(each, hash))) {
      onEvent("gateway.cut", id);
    }
  };
  // A database that does not answer for a moment changes nobody's rights; the next look will tell.
  const timer = setInterval(() => void recheck().catch(() => {}), RECHECK_MS);

  return {
    url: `mqtt://${options.host}:${port}`,
    tlsUrl,
    recheck,
    close: async () => {
      clearInterval(timer);
      await new Promise<void>((resolve) => broker.close(() => resolve()));
      // The broker ends its clients; who has not signed in yet is none, and would be waited for.
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
    },
  };
};
