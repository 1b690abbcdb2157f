export type { ByteStream, TransportError } from "./byte-stream.js";
export { isPort, PORT_FORMS, streamOfPort } from "./open-port.js";
export {
  createReconnectingStream,
  type ReconnectingOptions,
  type ReconnectingStream,
} from "./reconnecting-stream.js";
export { createSerialStream, type SerialSettings } from "./serial-stream.js";
export { createTcpStream } from "./tcp-stream.js";
