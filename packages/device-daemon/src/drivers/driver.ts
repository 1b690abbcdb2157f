import type {
  CommandOutcome,
  DeviceCommand,
  DeviceEventBody,
  EquipmentState,
  GatewaySettings,
} from "@waystation/core/devices";
import type { Clock, Ids } from "@waystation/core/kernel";
import type { Logger } from "pino";

/** Stops a timer. */
export type Cancel = () => void;

/** Intervals by the monotonic clock; tests drive them by hand. */
export interface Timers {
  after(delayMs: number, run: () => void): Cancel;
  /** Monotonic milliseconds. */
  elapsedMs(): number;
}

/** A raw frame as it passed the line, for diagnosis and as evidence. */
export interface FrameTrace {
  readonly equipmentId: string;
  readonly correlationId: string | null;
  readonly direction: "to-device" | "from-device";
  /** Hex for byte protocols, the text itself for text protocols. */
  readonly frame: string;
}

/** An event to be stored. */
export interface NewEvent {
  readonly correlationId: string;
  readonly body: DeviceEventBody;
}

/** A driver's small durable memory, e.g. "authorise sent". Values are JSON. */
export interface Journal {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
}

/** What a driver is handed by the daemon: the road to the ledger, time, and memory. */
export interface DriverHost {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly log: Logger;
  readonly journal: Journal;
  /**
   * Stores an event durably and queues it for the API. It resolves after the commit (WAL, synchronous=FULL): only then
   * may the pump be released or the charger be answered. Changes to the journal are part of the same transaction;
   * `undefined` deletes a key.
   */
  record(event: NewEvent, journal?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Publishes live state: the latest wins, nothing is queued. */
  publish(state: EquipmentState): void;
  /** Keeps a frame in the bounded ring. */
  trace(frame: FrameTrace): void;
  /** False, with the reason, when a new sale could not be recorded (disk, clock): then nothing may be authorised. */
  canRecord(): { readonly ok: true } | { readonly ok: false; readonly reason: string };
}

/** What a driver is told about a command beside the command itself. */
export interface CommandContext {
  readonly commandId: string;
  readonly correlationId: string;
  /** By the daemon's clock; a command that waited longer behind others is refused, not carried out late. */
  readonly expiresAt: number;
}

/** The behaviour of one or more devices over a protocol. */
export interface DeviceDriver {
  /** The pumps or chargers that commands may address through this driver. */
  readonly equipmentIds: readonly string[];
  /** Opens the line and begins; resolves once running, not once the device answers. A missing port is retried inside. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Carries out a command. Never throws for what a device or a line may do. */
  execute(command: DeviceCommand, context: CommandContext): Promise<CommandOutcome>;
  /** New wishes of the API, e.g. prices; applied when the device is idle. */
  applySettings(settings: GatewaySettings): void;
}
