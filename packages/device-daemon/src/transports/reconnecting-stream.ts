import type { Logger } from "pino";
import type { Cancel, Timers } from "../drivers/driver.js";
import { type Jitter, randomJitter } from "../runtime/index.js";
import type { ByteStream, TransportError } from "./byte-stream.js";

/** A line that comes back by itself. */
export interface ReconnectingStream {
  readonly name: string;
  readonly isOpen: boolean;
  /** Begins to open; a failure is retried for ever. */
  start(): void;
  stop(): Promise<void>;
  write(bytes: Uint8Array): void;
}

/** What a reconnecting line needs and whom it tells. */
export interface ReconnectingOptions {
  readonly stream: ByteStream;
  readonly timers: Timers;
  readonly log: Logger;
  readonly onData: (bytes: Uint8Array) => void;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly jitter?: Jitter;
  readonly firstDelayMs?: number;
  readonly longestDelayMs?: number;
}

const sentences: Record<TransportError["code"], string> = {
  "transport.port-unknown": "there is no such port",
  "transport.port-busy": "another process holds the port",
  "transport.port-denied": "no right to open the port",
  "transport.refused": "the connection was refused",
  "transport.unplugged": "the line was lost",
  "transport.failed": "the line cannot be opened",
};

/** Opens a line and opens it again with exponential back-off and jitter; one log line for each change of what is wrong. */
export const createReconnectingStream = (options: ReconnectingOptions): ReconnectingStream => {
  const { stream, timers, log, jitter = randomJitter, firstDelayMs = 250, longestDelayMs = 15_000 } = options;
  let isOpen = false;
  let isStopped = true;
  let failures = 0;
  let lastSaid = "";
  let cancelRetry: Cancel = () => {};

  const say = (error: TransportError): void => {
    if (lastSaid === error.code) return;
    lastSaid = error.code;
    log.warn({ port: stream.name, code: error.code, detail: error.detail }, `${stream.name}: ${sentences[error.code]}`);
  };

  const retryLater = (): void => {
    const limitMs = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(failures, 16));
    failures += 1;
    cancelRetry = timers.after(limitMs / 2 + (jitter() * limitMs) / 2, () => void open());
  };

  const open = async (): Promise<void> => {
    const opened = await stream.open();
    if (isStopped) return stream.close();
    if (!opened.ok) {
      say(opened.error);
      return retryLater();
    }
    isOpen = true;
    failures = 0;
    lastSaid = "";
    log.info({ port: stream.name }, `${stream.name}: the line is open`);
    options.onOpen();
  };

  stream.onData(options.onData);
  stream.onClose((error) => {
    isOpen = false;
    say(error);
    options.onClose();
    if (!isStopped) retryLater();
  });

  return {
    name: stream.name,
    get isOpen() {
      return isOpen;
    },
    start: () => {
      isStopped = false;
      void open();
    },
    stop: async () => {
      isStopped = true;
      isOpen = false;
      cancelRetry();
      await stream.close();
    },
    write: (bytes) => stream.write(bytes),
  };
};
