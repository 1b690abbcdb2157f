import type { Result } from "@waystation/core/kernel";

/** Why a line is not there. `detail` is the system's own text. */
export interface TransportError {
  readonly code:
    | "transport.port-unknown"
    | "transport.port-busy"
    | "transport.port-denied"
    | "transport.refused"
    | "transport.unplugged"
    | "transport.failed";
  readonly detail: string;
}

/** A line: bytes in, bytes out. It may be opened again after it closed. */
export interface ByteStream {
  /** How people know the line, e.g. `/dev/ttyUSB0` or `tcp://10.0.0.7:4001`. */
  readonly name: string;
  open(): Promise<Result<void, TransportError>>;
  /** Sends bytes; on a line that is not open they are dropped, as on a wire. */
  write(bytes: Uint8Array): void;
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Called once for each opening that ends by itself: adapter unplugged, peer gone. Not called by `close`. */
  onClose(listener: (error: TransportError) => void): void;
  close(): Promise<void>;
}
