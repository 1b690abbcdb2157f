import type { CommandFailureCode } from "@waystation/core/devices";
import { err, ok, type Result } from "@waystation/core/kernel";
import type { RPCClient } from "ocpp-rpc";

/** Why a call to a charger had no good answer. */
export interface CallError {
  readonly code: Extract<
    CommandFailureCode,
    "device.offline" | "device.refused" | "protocol.timeout" | "transport.failed"
  >;
  readonly message: string;
}

export interface ChargerLinkOptions {
  readonly callTimeoutMs: number;
  /** What the charger may ask, by action; the library answers NotImplemented to everything else. */
  readonly handlers: ReadonlyMap<string, (payload: Record<string, unknown>) => Promise<Record<string, unknown>>>;
  onFrame(direction: "to-device" | "from-device", frame: string): void;
  onChange(online: boolean): void;
}

/** `ocpp-rpc` exports its error classes in a way that an ES module cannot import: they are told apart by what they carry. */
const callError = (action: string, error: unknown): CallError => {
  const cause = error instanceof Error ? error : new Error(String(error));
  if (cause.constructor.name === "TimeoutError")
    return { code: "protocol.timeout", message: `no answer to ${action} in time` };
  if ("rpcErrorCode" in cause)
    return { code: "device.refused", message: `${action}: ${String(cause.rpcErrorCode)} ${cause.message}`.trim() };
  return { code: "transport.failed", message: `${action}: ${cause.message}` };
};

/**
 * The connection of one charger, whichever socket carries it. The last socket wins: a charger that lost its line opens a new
 * one long before the old one is known to be dead, and the late end of the old one must not count.
 */
export class ChargerLink {
  #socket: RPCClient | undefined;
  readonly #options: ChargerLinkOptions;

  constructor(options: ChargerLinkOptions) {
    this.#options = options;
  }

  get online(): boolean {
    return this.#socket !== undefined;
  }

  attach(socket: RPCClient): void {
    const replaced = this.#socket;
    this.#socket = socket;
    socket.on("message", ({ message, outbound }: { message: unknown; outbound: boolean }) =>
      this.#options.onFrame(outbound ? "to-device" : "from-device", String(message)),
    );
    socket.once("close", () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      this.#options.onChange(false);
    });
    for (const [action, handler] of this.#options.handlers) socket.handle(action, ({ params = {} }) => handler(params));
    // Answers that are still being made go out on the old socket before it closes.
    replaced?.close({ code: 1000, reason: "replaced by a newer connection", awaitPending: true }).catch(() => {
      // A line that dies while it is closed is closed.
    });
    this.#options.onChange(true);
  }

  /** Sends a request and waits for its answer; one at a time, as OCPP demands. */
  async call(action: string, payload: object): Promise<Result<Record<string, unknown>, CallError>> {
    if (!this.#socket) return err({ code: "device.offline", message: "the charger is not connected" });
    try {
      const answer = await this.#socket.call(action, payload, { callTimeoutMs: this.#options.callTimeoutMs });
      return ok(answer as Record<string, unknown>);
    } catch (error) {
      return err(callError(action, error));
    }
  }
}
