import type { ByteStream } from "./byte-stream.js";
import { createSerialStream, type SerialSettings } from "./serial-stream.js";
import { createTcpStream } from "./tcp-stream.js";

/** What `port` may be in a configuration. */
export const PORT_FORMS = "a serial device such as /dev/ttyUSB0 or COM3, or tcp://host:port";

const tcpPort = (port: string): { host: string; port: number } | undefined => {
  if (!URL.canParse(port)) return undefined;
  const url = new URL(port);
  const bare = url.pathname === "" && url.search === "" && url.username === "";
  return url.protocol === "tcp:" && url.hostname && url.port && bare
    ? { host: url.hostname.replace(/^\[|\]$/g, ""), port: Number(url.port) }
    : undefined;
};

/** Is this text one of `PORT_FORMS`? */
export const isPort = (port: string): boolean => (port.includes("://") ? tcpPort(port) !== undefined : port !== "");

/** The line that a configured port names; serial settings are the far end's business over TCP. */
export const streamOfPort = (port: string, settings: SerialSettings): ByteStream => {
  const tcp = tcpPort(port);
  return tcp ? createTcpStream(tcp.host, tcp.port) : createSerialStream(port, settings);
};
