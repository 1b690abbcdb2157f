import { err, ok } from "@waystation/core/kernel";
import { SerialPort } from "serialport";
import type { ByteStream, TransportError } from "./byte-stream.js";

/** How a serial port is set. */
export interface SerialSettings {
  readonly baudRate: number;
  readonly dataBits: 5 | 6 | 7 | 8;
  readonly parity: "none" | "even" | "odd";
  readonly stopBits: 1 | 2;
}

const errorOf = ({ message }: Error): TransportError => {
  const detail = message.replace(/^Error:?\s*/, "");
  if (/no such file|file not found|ENOENT/i.test(detail)) return { code: "transport.port-unknown", detail };
  if (/lock port|temporarily unavailable|busy/i.test(detail)) return { code: "transport.port-busy", detail };
  if (/denied|EACCES/i.test(detail)) return { code: "transport.port-denied", detail };
  return { code: "transport.failed", detail };
};

/** A serial port, locked for this process. Sets no modem lines: pseudo-terminals have none. */
export const createSerialStream = (path: string, settings: SerialSettings): ByteStream => {
  let port: SerialPort | undefined;
  let onData: (bytes: Uint8Array) => void = () => {};
  let onClose: (error: TransportError) => void = () => {};

  return {
    name: path,
    open: () =>
      new Promise((resolve) => {
        const opened = new SerialPort({ path, ...settings, lock: true, autoOpen: false });
        const ended = (error: Error | null): void => {
          if (port !== opened) return;
          port = undefined;
          if (opened.isOpen) opened.close(() => {});
          onClose({ code: "transport.unplugged", detail: error?.message ?? "the port closed" });
        };
        // An unplugged adapter is noticed only by a port that somebody reads: as close, end or error.
        opened.on("data", (bytes: Uint8Array) => onData(bytes));
        opened.on("close", ended);
        opened.on("end", () => ended(null));
        opened.on("error", ended);
        opened.open((error) => {
          if (error) return resolve(err(errorOf(error)));
          port = opened;
          resolve(ok(undefined));
        });
      }),
    write: (bytes) => {
      port?.write(Buffer.from(bytes));
    },
    onData: (listener) => {
      onData = listener;
    },
    onClose: (listener) => {
      onClose = listener;
    },
    close: () =>
      new Promise((resolve) => {
        const closing = port;
        port = undefined;
        if (closing?.isOpen) closing.close(() => resolve());
        else resolve();
      }),
  };
};
