import type { Socket } from "node:net";
import { createPacketLimit, type PacketLimits } from "./packet-limit.js";

export interface GateOptions {
  /** From one address, not signed in yet. */
  readonly pendingPerAddress: number;
  /** Until somebody has signed in. */
  readonly connectTimeoutMs: number;
  readonly packet: PacketLimits;
  /** Somebody was turned away. */
  readonly onLimit: () => void;
}

/** Stands before the broker: how many strangers may wait for how long, and how much anybody may send at once. */
export class ConnectionGate {
  readonly #options: GateOptions;
  readonly #pending = new Map<string, number>();
  readonly #leave = new WeakMap<object, () => void>();

  constructor(options: GateOptions) {
    this.#options = options;
  }

  /** Lets a connection through to `take`, or closes it. */
  enter(socket: Socket, take: (socket: Socket) => void): void {
    // A connection that breaks before the broker listens to it must not end the process.
    socket.on("error", () => {});
    if (!this.#admit(socket)) {
      this.#turnAway(socket);
      return;
    }
    // The broker reads on demand: what a packet's header announces is judged before the broker keeps any of it.
    const isWithinLimit = createPacketLimit(this.#options.packet);
    const read = socket.read.bind(socket);
    socket.read = (size?: number) => {
      const chunk: Buffer | null = read(size);
      if (chunk === null || isWithinLimit(chunk)) return chunk;
      this.#turnAway(socket);
      return null;
    };
    take(socket);
  }

  /** A stranger no more: gives its place among them back. */
  signedIn(socket: object): void {
    this.#leave.get(socket)?.();
  }

  #admit(socket: Socket): boolean {
    const address = socket.remoteAddress ?? "";
    const count = (this.#pending.get(address) ?? 0) + 1;
    if (count > this.#options.pendingPerAddress) return false;
    this.#pending.set(address, count);
    const timer = setTimeout(() => socket.destroy(), this.#options.connectTimeoutMs);
    const leave = () => {
      if (!this.#leave.delete(socket)) return;
      clearTimeout(timer);
      const left = (this.#pending.get(address) ?? 1) - 1;
      if (left === 0) this.#pending.delete(address);
      else this.#pending.set(address, left);
    };
    this.#leave.set(socket, leave);
    socket.once("close", leave);
    return true;
  }

  #turnAway(socket: Socket): void {
    this.#options.onLimit();
    socket.destroy();
  }
}
