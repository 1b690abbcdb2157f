import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import type { Clock } from "@waystation/core/kernel";
import type { Cancel, DriverHost, Timers } from "../drivers/driver.js";

export interface RecordingGuardOptions {
  readonly directory: string;
  readonly minFreeBytes: number;
  /** The clock counts as synchronised while this file exists; without a file, as soon as it is plausible. */
  readonly synchronisedFile: string | undefined;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Why the store does not take writes now. */
  storeFailure(): string | undefined;
}

const LOOK_MS = 1_000;
/** Earlier than any release of this software: the machine's clock was never set. */
const PLAUSIBLE_FROM = Date.UTC(2026, 0, 1);

/** Knows whether a new sale could be recorded: room on the disk, a store that takes writes, a clock that was set. */
export class RecordingGuard {
  readonly #options: RecordingGuardOptions;
  #diskReason: string | undefined = "free disk space is not known yet";
  #cancel: Cancel = () => undefined;
  #stopped = false;

  constructor(options: RecordingGuardOptions) {
    this.#options = options;
  }

  /** Looks once, then every second until `stop`. */
  async start(): Promise<void> {
    await this.#look();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  /** See `DriverHost.canRecord`. */
  canRecord(): ReturnType<DriverHost["canRecord"]> {
    const failure = this.#options.storeFailure();
    if (failure !== undefined) return { ok: false, reason: `the store does not take writes: ${failure}` };
    if (this.#diskReason !== undefined) return { ok: false, reason: this.#diskReason };
    if (this.#options.clock.now() < PLAUSIBLE_FROM)
      return { ok: false, reason: "the clock of this machine is not set" };
    return { ok: true };
  }

  clockSynchronised(): boolean {
    const { synchronisedFile, clock } = this.#options;
    return clock.now() >= PLAUSIBLE_FROM && (synchronisedFile === undefined || existsSync(synchronisedFile));
  }

  async #look(): Promise<void> {
    const { directory, minFreeBytes, timers } = this.#options;
    try {
      const { bavail, bsize } = await statfs(directory);
      const freeMb = Math.floor((bavail * bsize) / 1_048_576);
      this.#diskReason =
        bavail * bsize < minFreeBytes ? `only ${freeMb} MB are free on the disk of ${directory}` : undefined;
    } catch (error) {
      this.#diskReason = `${directory} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    }
    if (!this.#stopped) this.#cancel = timers.after(LOOK_MS, () => void this.#look());
  }
}
