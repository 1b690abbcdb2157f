import { type GatewaySettings, gatewaySettings } from "@waystation/core/devices";
import { type Clock, err, type Ids, ok, type Result } from "@waystation/core/kernel";
import type { Logger } from "pino";
import type { DaemonConfig } from "./config/index.js";
import type { Cancel, DeviceDriver, Timers } from "./drivers/driver.js";
import type { DriverKind, LineConfig } from "./drivers/driver-kind.js";
import { driverKinds } from "./drivers/driver-kinds.js";
import { type HealthServer, type Readiness, startHealthServer } from "./health/index.js";
import { createDriverHost, RecordingGuard } from "./host/index.js";
import { type DaemonStore, openStore, type StoreError } from "./outbox/index.js";
import { createSystemTimers, type Jitter, randomIds, randomJitter, systemClock } from "./runtime/index.js";
import { SOFTWARE } from "./software.js";
import { MqttUplink, type Uplink } from "./uplink/index.js";

/** What a daemon is made of beside its configuration; the defaults are those of a real machine. */
export interface DaemonParts {
  readonly log: Logger;
  readonly clock?: Clock;
  readonly timers?: Timers;
  readonly ids?: Ids;
  readonly jitter?: Jitter;
  /** The protocols it knows. */
  readonly kinds?: readonly DriverKind[];
}

/** Why a daemon cannot be made. */
export type DaemonError =
  | StoreError
  | { readonly code: "daemon.unknown-driver"; readonly driver: string }
  | { readonly code: "daemon.duplicate-equipment"; readonly equipmentId: string };

/** A gateway: devices on one side, the API on the other, a durable store between them. */
export interface Daemon {
  /** Starts the drivers, then the uplink. Resolves once running, whether or not devices and broker answer. */
  start(): Promise<void>;
  /** Stops in order: drivers, offline status, store. */
  stop(): Promise<void>;
  readiness(): Readiness;
  /** Port of the health server, once started and if configured. */
  readonly healthPort: number | undefined;
}

const SETTINGS_KEY = "daemon/settings";
const DRIVER_STOP_MS = 5_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

interface Line {
  readonly name: string;
  readonly driver: DeviceDriver;
}

class RunningDaemon implements Daemon {
  readonly #config: DaemonConfig;
  readonly #log: Logger;
  readonly #timers: Timers;
  readonly #store: DaemonStore;
  readonly #guard: RecordingGuard;
  readonly #lines: readonly Line[];
  readonly #uplink: Uplink;
  readonly #retries = new Map<Line, Cancel>();
  #health: HealthServer | undefined;
  #stopping: Promise<void> | undefined;

  constructor(config: DaemonConfig, parts: Required<DaemonParts>, store: DaemonStore) {
    const { log, clock, timers, ids, jitter } = parts;
    this.#config = config;
    this.#log = log;
    this.#timers = timers;
    this.#store = store;
    this.#guard = new RecordingGuard({
      directory: config.dataDirectory,
      minFreeBytes: config.disk.minFreeMb * 1_048_576,
      synchronisedFile: config.clock.synchronisedFile,
      clock,
      timers,
      storeFailure: () => store.failure(),
    });
    this.#lines = config.lines.map((line, index) => this.#createLine(line, `${line.driver}#${index}`, parts));
    this.#uplink = new MqttUplink({
      gatewayId: config.gatewayId,
      settings: config.uplink,
      software: SOFTWARE,
      store,
      clock,
      timers,
      ids,
      jitter,
      log,
      driverOf: (equipmentId) => this.#lines.find(({ driver }) => driver.equipmentIds.includes(equipmentId))?.driver,
      onSettings: async (settings) => {
        await store.journal.set(SETTINGS_KEY, settings);
        this.#apply(settings);
      },
    });
  }

  get equipmentIds(): readonly string[] {
    return this.#lines.flatMap(({ driver }) => driver.equipmentIds);
  }

  get healthPort(): number | undefined {
    return this.#health?.port;
  }

  async start(): Promise<void> {
    await this.#guard.start();
    await Promise.all(this.#lines.map((line) => this.#startLine(line, FIRST_RETRY_MS)));
    const remembered = gatewaySettings.safeParse(await this.#store.journal.get(SETTINGS_KEY));
    if (remembered.success) this.#apply(remembered.data);
    if (this.#config.health) {
      this.#health = await startHealthServer(this.#config.health, () => this.readiness(), this.#log);
    }
    await this.#uplink.start();
    this.#log.info({ gatewayId: this.#config.gatewayId, equipment: this.equipmentIds }, "daemon runs");
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  readiness(): Readiness {
    const recording = this.#guard.canRecord();
    return {
      ready: recording.ok && this.#stopping === undefined,
      checks: {
        recording: recording.ok ? "ok" : recording.reason,
        uplink: this.#uplink.connected ? "connected" : "not connected: events are kept",
        lines:
          this.#retries.size === 0 ? "ok" : [...this.#retries.keys()].map(({ name }) => `${name}: not open`).join(),
      },
    };
  }

  /** Waits for the drivers, but not for ever, and leaves no timer behind. */
  #stopDrivers(): Promise<void> {
    return new Promise((resolve) => {
      const giveUp = this.#timers.after(DRIVER_STOP_MS, resolve);
      void Promise.allSettled(this.#lines.map(({ driver }) => driver.stop())).then(() => {
        giveUp();
        resolve();
      });
    });
  }

  async #stop(): Promise<void> {
    for (const cancel of this.#retries.values()) cancel();
    await this.#stopDrivers();
    await this.#uplink.stop();
    await this.#health?.close();
    this.#guard.stop();
    await this.#store.close();
    this.#log.info("daemon stopped");
  }

  #createLine(config: LineConfig, name: string, parts: Required<DaemonParts>): Line {
    const { log, clock, timers, ids } = parts;
    const kind = parts.kinds.find((each) => each.name === config.driver);
    if (!kind) throw new Error(`no driver ${config.driver}`);
    const host = createDriverHost({
      lineName: name,
      protocol: kind.name,
      store: this.#store,
      guard: this.#guard,
      uplink: () => this.#uplink,
      clock,
      timers,
      ids,
      log,
    });
    return { name, driver: kind.create(config, host) };
  }

  /** Starts a driver; one that cannot start does not keep the others from it and is tried again. */
  async #startLine(line: Line, retryMs: number): Promise<void> {
    try {
      await line.driver.start();
      if (this.#retries.delete(line)) this.#log.info({ line: line.name }, "line opened");
    } catch (error) {
      if (!this.#retries.has(line))
        this.#log.error({ line: line.name }, `cannot start: ${reasonOf(error)}; trying again`);
      const next = Math.min(retryMs * 2, LAST_RETRY_MS);
      this.#retries.set(
        line,
        this.#timers.after(retryMs, () => void this.#startLine(line, next)),
      );
    }
  }

  #apply(settings: GatewaySettings): void {
    for (const { driver } of this.#lines) driver.applySettings(settings);
  }
}

/** Opens the store of a configuration and makes its drivers; nothing runs before `start`. */
export const createDaemon = async (config: DaemonConfig, given: DaemonParts): Promise<Result<Daemon, DaemonError>> => {
  const parts: Required<DaemonParts> = {
    clock: systemClock,
    timers: createSystemTimers(),
    ids: randomIds,
    jitter: randomJitter,
    kinds: driverKinds,
    ...given,
  };
  const unknown = config.lines.find(({ driver }) => !parts.kinds.some(({ name }) => name === driver));
  if (unknown) return err({ code: "daemon.unknown-driver", driver: unknown.driver });

  const { clock, timers, ids } = parts;
  const opened = await openStore({ directory: config.dataDirectory, clock, timers, ids, limits: config.limits });
  if (!opened.ok) return opened;
  const daemon = new RunningDaemon(config, parts, opened.value);
  const equipment = daemon.equipmentIds;
  const duplicate = equipment.find((id, index) => equipment.indexOf(id) < index);
  if (duplicate === undefined) return ok(daemon);
  await opened.value.close();
  return err({ code: "daemon.duplicate-equipment", equipmentId: duplicate });
};

/** One line for a person. */
export const describeDaemonError = (error: DaemonError): string => {
  switch (error.code) {
    case "store.locked":
      return `another daemon${error.pid === null ? "" : ` (process ${error.pid})`} runs on this data directory`;
    case "store.missing":
      return `no store at ${error.path}: has the daemon run yet?`;
    case "store.unusable":
      return `the store ${error.path} cannot be used: ${error.reason}`;
    case "daemon.unknown-driver":
      return `this daemon has no driver "${error.driver}"`;
    case "daemon.duplicate-equipment":
      return `${error.equipmentId} stands on more than one line`;
  }
};
