import { connect, type Socket } from "node:net";
import { err, ok } from "@waystation/core/kernel";
import type { ByteStream, TransportError } from "./byte-stream.js";

const errorOf = ({ code, message }: NodeJS.ErrnoException): TransportError => {
  if (code === "ECONNREFUSED") return { code: "transport.refused", detail: message };
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return { code: "transport.port-unknown", detail: message };
  return { code: "transport.failed", detail: message };
};

/** A serial device server or a simulator over TCP. Without Nagle's algorithm: a poll must not wait for company. */
export const createTcpStream = (host: string, port: number, connectTimeoutMs = 5_000): ByteStream => {
  let socket: Socket | undefined;
  let onData: (bytes: Uint8Array) => void = () => {};
  let onClose: (error: TransportError) => void = () => {};

  return {
    name: `tcp://${host}:${port}`,
    open: () =>
      new Promise((resolve) => {
        const opened = connect({ host, port, noDelay: true, keepAlive: true, timeout: connectTimeoutMs });
        let reason = "the peer closed the connection";
        opened.on("data", (bytes) => onData(bytes));
        opened.once("timeout", () => opened.destroy(new Error(`no connection after ${connectTimeoutMs} ms`)));
        opened.once("connect", () => {
          opened.setTimeout(0);
          socket = opened;
          resolve(ok(undefined));
        });
        opened.once("error", (error) => {
          reason = error.message;
          resolve(err(errorOf(error)));
        });
        opened.once("close", () => {
          if (socket !== opened) return;
          socket = undefined;
          onClose({ code: "transport.unplugged", detail: reason });
        });
      }),
    write: (bytes) => {
      socket?.write(bytes);
    },
    onData: (listener) => {
      onData = listener;
    },
    onClose: (listener) => {
      onClose = listener;
    },
    close: async () => {
      const closing = socket;
      socket = undefined;
      closing?.destroy();
    },
  };
};
