import type { EventEmitter } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { Aedes } from "aedes";
import { BrokerRules, type RulesOptions } from "./broker-rules.js";
import { ConnectionGate } from "./connection-gate.js";

export interface Listener {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
}

export interface BrokerOptions extends Listener, Omit<RulesOptions, "retainedPerGateway"> {
  /** A second listener that speaks TLS, with certificate and key as PEM. */
  readonly tls?: Listener & { readonly cert: Buffer; readonly key: Buffer };
  /** What the broker itself could not do. */
  readonly onError?: (error: Error) => void;
  readonly limits?: Partial<typeof LIMITS>;
}

export interface EmbeddedBroker {
  readonly url: string;
  readonly tlsUrl: string | undefined;
  /** Cuts at once whoever is connected by what is no longer good; otherwise noticed within half a second. */
  recheck(): Promise<void>;
  close(): Promise<void>;
}

const LIMITS = {
  connections: 10_000,
  pendingPerAddress: 64,
  connectTimeoutMs: 10_000,
  /** The longest keep-alive a client may ask for; none at all is refused. */
  keepaliveS: 600,
  packet: { firstBytes: 16 * 1024, bytes: 1024 * 1024 },
  retainedPerGateway: 1_000,
};
/** Other processes (the command line, other instances) revoke and rotate too: how soon that is noticed. */
const RECHECK_MS = 500;
const MAX_TOPIC_LEVELS = 8;

const listen = async (server: Server, { host, port }: Listener): Promise<string> => {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return `${host}:${(server.address() as AddressInfo).port}`;
};

/**
 * The broker inside the API (MQTT 3.1.1). Nobody is anonymous: a gateway signs in with its id and a secret, its client id is its
 * user name, one connection an id, and it reaches the topics of its own id only. Sessions end with their connection: what must not
 * be lost is in the daemons' outboxes.
 */
export const startEmbeddedBroker = async (options: BrokerOptions): Promise<EmbeddedBroker> => {
  const { tls } = options;
  const limits = { ...LIMITS, ...options.limits };
  const rules = new BrokerRules({ ...options, retainedPerGateway: limits.retainedPerGateway });
  const gate = new ConnectionGate({ ...limits, onLimit: () => options.onEvent?.("gateway.limit", undefined) });
  const broker = await Aedes.createBroker({
    ...rules.handlers,
    connectTimeout: limits.connectTimeoutMs,
    keepaliveLimit: limits.keepaliveS,
    maxTopicLevels: MAX_TOPIC_LEVELS,
  });
  // Its types do not name it, but what its storage or its housekeeping fail at comes as `error`.
  (broker as EventEmitter).on("error", (error: Error) => options.onError?.(error));
  broker.on("clientReady", ({ conn }) => gate.signedIn(conn));

  const onConnection = (socket: Socket) => gate.enter(socket, (entered) => broker.handle(entered));
  const handshakeTimeout = limits.connectTimeoutMs;
  const plainServer = createServer({ noDelay: true }, onConnection);
  const tlsServer =
    tls && createTlsServer({ ...tls, minVersion: "TLSv1.2", noDelay: true, handshakeTimeout }, onConnection);
  const servers: Server[] = [plainServer, ...(tlsServer ? [tlsServer] : [])];
  const sockets = new Set<Socket>();
  for (const server of servers) {
    server.maxConnections = limits.connections;
    server.on("connection", (socket: Socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
    });
  }
  // A database that does not answer for a moment changes nobody's rights; the next look will tell.
  const timer = setInterval(() => void rules.recheck().catch(() => {}), RECHECK_MS);

  const close = async (): Promise<void> => {
    clearInterval(timer);
    await new Promise<void>((resolve) => broker.close(() => resolve()));
    // The broker ends its clients; who has not signed in yet is none, and would be waited for.
    for (const socket of sockets) socket.destroy();
    await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
  };
  try {
    const url = `mqtt://${await listen(plainServer, options)}`;
    const tlsUrl = tls && tlsServer && `mqtts://${await listen(tlsServer, tls)}`;
    return { url, tlsUrl, recheck: () => rules.recheck(), close };
  } catch (error) {
    await close();
    throw error;
  }
};
