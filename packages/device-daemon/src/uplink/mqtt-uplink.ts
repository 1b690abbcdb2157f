import {
  type EquipmentState,
  eventAck,
  type GatewaySettings,
  type GatewayStatus,
  gatewaySettings,
  topicOf,
} from "@waystation/core/devices";
import type { Clock, Ids } from "@waystation/core/kernel";
import type { Logger } from "pino";
import type { z } from "zod";
import type { DaemonConfig } from "../config/index.js";
import type { Cancel, DeviceDriver, Timers } from "../drivers/driver.js";
import type { DaemonStore } from "../outbox/index.js";
import type { Jitter } from "../runtime/index.js";
import { BrokerConnection, type Outgoing } from "./broker-connection.js";
import { CommandDesk } from "./command-desk.js";
import { EventSender } from "./event-sender.js";
import { StatePublisher } from "./state-publisher.js";

export interface UplinkOptions {
  readonly gatewayId: string;
  readonly settings: DaemonConfig["uplink"];
  /** Name and version for the status message. */
  readonly software: string;
  readonly store: DaemonStore;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly ids: Ids;
  readonly jitter: Jitter;
  readonly log: Logger;
  driverOf(equipmentId: string): DeviceDriver | undefined;
  onSettings(settings: GatewaySettings): Promise<void>;
}

/** The road to the API. */
export interface Uplink {
  readonly connected: boolean;
  /** Answers what the last run left open, then connects and stays connected. */
  start(): Promise<void>;
  /** Says offline and closes; the outbox is not read afterwards. */
  stop(): Promise<void>;
  publish(state: EquipmentState): void;
  /** The outbox has something new. */
  wake(): void;
}

/** Rows that another process queued (`outbox retry`) are noticed within this time. */
const LOOK_MS = 5_000;

const parseJson = (payload: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(payload).toString("utf8"));
  } catch {
    return undefined;
  }
};

/** The uplink over MQTT; topics and payloads are those of `@waystation/core/devices`. */
export class MqttUplink implements Uplink {
  readonly #options: UplinkOptions;
  readonly #connection: BrokerConnection;
  readonly #sender: EventSender;
  readonly #desk: CommandDesk;
  readonly #states: StatePublisher;
  #epoch: string | null = null;
  #cancelLook: Cancel = () => undefined;

  constructor(options: UplinkOptions) {
    this.#options = options;
    const { gatewayId, store, clock, timers, ids, log } = options;
    const topic = (name: Parameters<typeof topicOf>[0], equipmentId?: string) => topicOf(name, gatewayId, equipmentId);
    const send = (to: string, payload: unknown, retain = false) =>
      this.#connection.publish({ topic: to, payload: JSON.stringify(payload), retain });
    this.#sender = new EventSender({
      outbox: store.outbox,
      timers,
      ids,
      log,
      ackTimeoutMs: options.settings.ackTimeoutMs,
      send: (batch) => void send(topic("events"), batch),
      onEpoch: (epoch) => {
        this.#epoch = epoch;
        void this.#connection.publish(this.#status(true));
      },
    });
    this.#desk = new CommandDesk({
      commands: store.commands,
      clock,
      log,
      driverOf: options.driverOf,
      send: (reply) => send(topic("replies"), reply),
    });
    this.#states = new StatePublisher((equipmentId, state) => send(topic("state", equipmentId), state, true));
    this.#connection = new BrokerConnection({
      settings: options.settings,
      clientId: options.settings.username ?? gatewayId,
      topics: [topic("ack"), topic("commands"), topic("settings")],
      will: () => this.#status(false),
      timers,
      jitter: options.jitter,
      log,
      onConnected: () => {
        void this.#connection.publish(this.#status(true));
        this.#states.connected();
        this.#sender.connected();
        this.#run("replies", this.#desk.deliver());
      },
      onDisconnected: () => {
        this.#states.disconnected();
        void this.#sender.disconnected();
      },
      onMessage: (address, payload) => this.#receive(address, parseJson(payload)),
    });
  }

  get connected(): boolean {
    return this.#connection.connected;
  }

  async start(): Promise<void> {
    this.#epoch = await this.#options.store.outbox.epoch();
    await this.#desk.recover();
    this.#connection.start();
    this.#look();
  }

  async stop(): Promise<void> {
    this.#cancelLook();
    await this.#sender.disconnected();
    await this.#connection.publish(this.#status(false));
    await this.#connection.stop();
  }

  publish(state: EquipmentState): void {
    this.#states.publish(state);
  }

  wake(): void {
    this.#sender.wake();
  }

  #look(): void {
    this.#cancelLook = this.#options.timers.after(LOOK_MS, () => {
      this.#sender.wake();
      this.#look();
    });
  }

  #status(online: boolean): Outgoing {
    const status: GatewayStatus = {
      v: 1,
      online,
      at: this.#options.clock.now(),
      software: this.#options.software,
      epoch: this.#epoch,
    };
    return { topic: topicOf("status", this.#options.gatewayId), payload: JSON.stringify(status), retain: true };
  }

  #receive(address: string, payload: unknown): void {
    const { gatewayId, onSettings } = this.#options;
    if (address === topicOf("commands", gatewayId)) {
      this.#run("command", this.#desk.handle(payload));
    } else if (address === topicOf("ack", gatewayId)) {
      this.#take("acknowledgement", eventAck, payload, (ack) => this.#sender.acknowledged(ack));
    } else {
      this.#take("settings", gatewaySettings, payload, onSettings);
    }
  }

  #take<T>(what: string, schema: z.ZodType<T>, payload: unknown, handle: (message: T) => Promise<void>): void {
    const parsed = schema.safeParse(payload);
    if (parsed.success) this.#run(what, handle(parsed.data));
    else this.#options.log.warn(`${what} that breaks the contract: ${parsed.error.issues[0]?.message ?? ""}`);
  }

  /** A failure here is one of the store: it is said, and the sender of the message repeats what got no answer. */
  #run(what: string, work: Promise<void>): void {
    work.catch((error: unknown) => {
      this.#options.log.error(`${what} not handled: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
}
