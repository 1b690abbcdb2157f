import { EventEmitter, once } from "node:events";
import {
  type CommandOutcome,
  type CommandReply,
  DEVICE_CONTRACT_VERSION,
  type DeviceCommand,
  deviceTopics,
  type EquipmentState,
  type EventAck,
  type GatewaySettings,
  type GatewayStatus,
  parseTopic,
  topicOf,
} from "@waystation/core/devices";
import type { Clock, Ids } from "@waystation/core/kernel";
import type { FastifyBaseLogger } from "fastify";
import mqtt, { type MqttClient } from "mqtt";
import type { Db } from "../storage/database.js";
import { deviceCommands } from "../storage/repositories/device-commands.js";
import { LiveEquipment } from "./live-equipment.js";
import type { BrokerAccess } from "./open-broker.js";
import { type ReceivedBatch, readBatch } from "./read-batch.js";

export interface DeviceBusOptions {
  readonly broker: Pick<BrokerAccess, "url" | "username" | "password" | "ca">;
  /** The database of the tenant that a gateway works for. */
  readonly dbOf: (gatewayId: string) => Promise<Db>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: FastifyBaseLogger;
  /** How long a caller waits for a device's answer, in real milliseconds. */
  readonly replyTimeoutMs: number;
  /** How long a command stays valid, by the clock. */
  readonly commandTtlMs: number;
}

/** How long the first connection to the broker may take. */
const CONNECT_LIMIT_MS = 10_000;

type BatchReceiver = (gatewayId: string, batch: ReceivedBatch) => Promise<EventAck>;

/** A command that got no answer in time: it may or may not have been carried out. */
const NO_ANSWER: CommandOutcome = {
  status: "failed",
  code: "protocol.timeout",
  message: "the daemon did not answer in time",
};

/** The API's side of the device contract: commands out, replies, states and events in. */
export class DeviceBus {
  readonly live = new LiveEquipment();
  readonly #client: MqttClient;
  readonly #replies = new EventEmitter({ captureRejections: false }).setMaxListeners(0);
  readonly #queues = new Map<string, Promise<void>>();
  #receive: BatchReceiver | undefined;

  constructor(readonly options: DeviceBusOptions) {
    const { log } = options;
    const { url, username, password, ca } = options.broker;
    this.#client = mqtt.connect(url, {
      ...(ca && { ca }),
      username,
      password,
      clientId: username,
      manualConnect: true,
      reconnectPeriod: 1000,
    });
    this.#client.on("connect", () => {
      (this.#client.stream as { setNoDelay?: (on: boolean) => void }).setNoDelay?.(true);
    });
    this.#client.on("error", (error) => log.warn(`device bus: ${error.message}`));
    this.#client.on("message", (address, payload) => this.#onMessage(address, payload));
  }

  /** Connects and subscribes; throws when the broker does not let it in soon. `receive` stores a batch of events and says what is committed. */
  async start(receive: BatchReceiver): Promise<void> {
    this.#receive = receive;
    this.#client.connect();
    try {
      await once(this.#client as unknown as EventEmitter, "connect", { signal: AbortSignal.timeout(CONNECT_LIMIT_MS) });
    } catch (error) {
      throw new Error(`the broker ${this.options.broker.url} cannot be used`, { cause: error });
    }
    const filters = (["events", "replies", "state", "status"] as const).map((topic) => topicOf(topic, "+"));
    await this.#client.subscribeAsync(filters, { qos: 1 });
  }

  /** Ends what it was told so far and hears no more: what was not acknowledged is sent again. */
  async stop(): Promise<void> {
    this.#client.removeAllListeners("message");
    await Promise.allSettled(this.#queues.values());
    // A client that was never started has no stream to end.
    if (this.#receive) await this.#client.endAsync(true);
  }

  /** Sends a command and waits for its reply. The command is stored before it leaves. */
  async send(gatewayId: string, correlationId: string, command: DeviceCommand): Promise<CommandOutcome> {
    const { dbOf, clock, ids, log, commandTtlMs, replyTimeoutMs } = this.options;
    const issuedAt = clock.now();
    const envelope = {
      v: DEVICE_CONTRACT_VERSION,
      commandId: ids.next(),
      correlationId,
      issuedAt,
      expiresAt: issuedAt + commandTtlMs,
      command,
    } as const;
    await deviceCommands(await dbOf(gatewayId)).store(gatewayId, envelope);
    const signal = AbortSignal.timeout(replyTimeoutMs);
    const outcome = once(this.#replies, envelope.commandId, { signal }).then(
      ([reply]: CommandReply[]) => reply?.outcome ?? NO_ANSWER,
      () => NO_ANSWER,
    );
    this.#publish(topicOf("commands", gatewayId), envelope, false).catch((error: Error) => {
      log.warn({ gatewayId, commandId: envelope.commandId }, `device bus: a command did not leave: ${error.message}`);
    });
    return outcome;
  }

  /** Tells a gateway what its pumps shall show; retained by the broker. */
  publishSettings(gatewayId: string, settings: GatewaySettings): Promise<void> {
    return this.#publish(topicOf("settings", gatewayId), settings, true);
  }

  async #publish(address: string, payload: unknown, retain: boolean): Promise<void> {
    await this.#client.publishAsync(address, JSON.stringify(payload), { qos: 1, retain });
  }

  #onMessage(address: string, bytes: Buffer): void {
    const parsed = parseTopic(address);
    if (!parsed || bytes.length === 0) return;
    const { topic, gatewayId } = parsed;
    const message = parseJson(bytes);
    if (topic === "events") {
      const batch = readBatch(message);
      if (batch) {
        this.#enqueue(gatewayId, () => this.#ingest(gatewayId, batch));
        return;
      }
    }
    const result = deviceTopics[topic].payload.safeParse(message);
    if (!result.success) {
      const [issue] = result.error.issues;
      this.options.log.warn(`device bus: ${address} breaks the contract: ${issue?.path.join(".")} ${issue?.message}`);
      return;
    }
    if (topic === "status") this.live.setStatus(gatewayId, result.data as GatewayStatus);
    else if (topic === "state") this.live.setState(gatewayId, result.data as EquipmentState);
    else if (topic === "replies") this.#enqueue(gatewayId, () => this.#reply(gatewayId, result.data as CommandReply));
  }

  async #ingest(gatewayId: string, batch: ReceivedBatch): Promise<void> {
    if (!this.#receive) return;
    const ack = await this.#receive(gatewayId, batch);
    await this.#publish(topicOf("ack", gatewayId), ack, false);
  }

  async #reply(gatewayId: string, reply: CommandReply): Promise<void> {
    const db = await this.options.dbOf(gatewayId);
    const isExpected = await deviceCommands(db).storeReply(gatewayId, reply, this.options.clock.now());
    if (isExpected) this.#replies.emit(reply.commandId, reply);
  }

  /** One gateway's messages are handled one after another, in order; an error leaves the rest standing. */
  #enqueue(gatewayId: string, work: () => Promise<void>): void {
    const before = this.#queues.get(gatewayId) ?? Promise.resolve();
    const next = before.then(work).catch((error: unknown) => {
      this.options.log.error(
        { err: error, gatewayId },
        "a message of a gateway could not be handled; it will be sent again",
      );
    });
    this.#queues.set(gatewayId, next);
  }
}

const parseJson = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
};
