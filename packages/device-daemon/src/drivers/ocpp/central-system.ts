import { createServer, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { type RPCClient, RPCServer } from "ocpp-rpc";
import type { ListenAddress } from "./config.js";

/** What a charger presents when it connects. */
export interface Handshake {
  readonly identity: string;
  readonly password: Buffer | undefined;
  readonly remoteAddress: string | undefined;
}

export interface CentralSystemOptions {
  /** 0 is "come in"; anything else the HTTP status of the refusal. */
  admit(handshake: Handshake): Promise<0 | 401 | 404>;
  onCharger(identity: string, socket: RPCClient): void;
  /** Something failed in the server itself; it goes on. */
  onError(error: Error): void;
}

const protocol = "ocpp1.6";
const path = /^\/ocpp\/([^/?#]+)$/;
const reasons = { 401: "Unauthorized", 404: "Not Found" } as const;

/** `/ocpp/<identity>`, decoded; undefined for any other or malformed path, which `ocpp-rpc` itself does not survive. */
const identityOf = (url: string | undefined): string | undefined => {
  try {
    const identity = path.exec(url ?? "")?.[1];
    return identity === undefined ? undefined : decodeURIComponent(identity);
  } catch {
    return undefined;
  }
};

const refuse = (socket: Duplex, status: keyof typeof reasons): void => {
  socket.end(`HTTP/1.1 ${status} ${reasons[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};

/** The WebSocket side of a central system: listens, admits, and hands out the sockets of chargers. */
export class CentralSystem {
  readonly #http: Server;
  readonly #rpc: RPCServer;

  constructor({ admit, onCharger, onError }: CentralSystemOptions) {
    this.#rpc = new RPCServer({
      protocols: [protocol],
      strictMode: true,
      wssOptions: { maxPayload: 1_048_576 },
    });
    this.#rpc.auth(async (accept, reject, { identity, password, remoteAddress, protocols }) => {
      if (!protocols.has(protocol)) return reject(400, `subprotocol ${protocol} is needed`);
      const status = await admit({ identity, password, remoteAddress });
      if (status === 0) accept({}, protocol);
      else reject(status, reasons[status]);
    });
    this.#rpc.on("error", onError);
    this.#rpc.on("client", (socket: RPCClient) => onCharger(socket.identity ?? "", socket));
    this.#http = createServer({ noDelay: true }, (_request, response) => {
      response.writeHead(426, { Upgrade: "websocket", Connection: "Upgrade" }).end();
    });
    this.#http.on("upgrade", (request, socket, head) => {
      socket.on("error", () => socket.destroy());
      if (identityOf(request.url) === undefined) return refuse(socket, 404);
      // biome-ignore lint/suspicious/noExplicitAny: the library types an upgrade's stream more narrowly than Node does
      this.#rpc.handleUpgrade(request, socket as any, head).catch(() => socket.destroy());
    });
  }

  /** Where it listens; undefined before and after. */
  get address(): ListenAddress | undefined {
    const address = this.#http.address();
    return address && typeof address === "object" ? { host: address.address, port: address.port } : undefined;
  }

  /** Resolves once listening; rejects with the system's error (a busy port). May be called again then. */
  listen({ host, port }: ListenAddress): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#http.once("error", reject);
      this.#http.listen(port, host, () => {
        this.#http.off("error", reject);
        resolve();
      });
    });
  }

  /** Ends every connection at once: what was stored stays, what was not will be sent again. */
  async close(): Promise<void> {
    await this.#rpc.close({ force: true });
    this.#http.closeAllConnections();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
  }
}
