import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { err, ok, type Result } from "@waystation/core/kernel";
import { createSerialStream } from "../../transports/index.js";

/** The pump's end of a line. */
export interface SimulatedLine {
  /** What a controller connects to. */
  readonly address: string;
  send(bytes: Uint8Array): void;
  close(): Promise<void>;
}

const LISTEN = /^tcp-listen:\/\/(?<host>\[[^\]]+\]|[^:/]+):(?<port>\d{1,5})$/;

const listen = async (host: string, port: number, onData: (bytes: Uint8Array) => void) => {
  const clients = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    clients.add(socket);
    socket.on("data", onData);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => clients.delete(socket));
  });
  server.listen(port, host.replace(/^\[|\]$/g, ""));
  await once(server, "listening");
  const bound = server.address();
  return {
    address: `tcp://${host}:${typeof bound === "object" && bound ? bound.port : port}`,
    send: (bytes: Uint8Array) => {
      for (const client of clients) client.write(bytes);
    },
    close: async () => {
      for (const client of clients) client.destroy();
      server.close();
    },
  };
};

/** Opens a serial device, or listens at `tcp-listen://host:port` (port 0: any free one). An error is one sentence. */
export const openSimulatedLine = async (
  port: string,
  onData: (bytes: Uint8Array) => void,
): Promise<Result<SimulatedLine, string>> => {
  const tcp = LISTEN.exec(port)?.groups;
  if (tcp) {
    try {
      return ok(await listen(tcp.host ?? "", Number(tcp.port), onData));
    } catch (cause) {
      return err(`cannot listen at ${port}: ${cause instanceof Error ? cause.message : String(cause)}`);
    }
  }
  if (port.includes("://")) return err(`${port}: expected a serial device or tcp-listen://host:port`);
  const stream = createSerialStream(port, { baudRate: 9600, dataBits: 8, parity: "odd", stopBits: 1 });
  stream.onData(onData);
  const opened = await stream.open();
  if (!opened.ok) return err(`${port}: ${opened.error.detail} (${opened.error.code})`);
  return ok({ address: port, send: stream.write, close: stream.close });
};
