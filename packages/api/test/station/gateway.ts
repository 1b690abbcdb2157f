import { randomUUID } from "node:crypto";
import { EventEmitter, on } from "node:events";
import type {
  CommandEnvelope,
  CommandOutcome,
  DeviceCommand,
  DeviceEventBody,
  EventAck,
  GatewaySettings,
  PumpSale,
  PumpState,
} from "@waystation/core/devices";
import mqtt, { type MqttClient } from "mqtt";

interface Received {
  readonly topic: string;
  readonly payload: unknown;
}

const PATIENCE_MS = 10_000;

/** A gateway played by hand: an MQTT client that signs in as a daemon does and says what the test wants. */
export class Gateway {
  readonly #arrivals = new EventEmitter().setMaxListeners(0);
  readonly #received: Received[] = [];
  #seq = 0;
  epoch: string = randomUUID();
  /** What it answers to a command; undefined for silence. */
  answer: (command: DeviceCommand, envelope: CommandEnvelope) => CommandOutcome | undefined = () => ({
    status: "done",
    data: {},
  });

  private constructor(
    readonly id: string,
    readonly client: MqttClient,
  ) {
    client.on("message", (topic, bytes) => {
      const payload: unknown = JSON.parse(bytes.toString());
      this.#received.push({ topic, payload });
      if (topic.endsWith("/commands")) void this.reply(payload as CommandEnvelope);
      this.#arrivals.emit("arrival");
    });
  }

  static async connect(url: string, id: string, secret: string): Promise<Gateway> {
    const client = await mqtt.connectAsync(url, {
      clientId: id,
      username: id,
      password: secret,
      reconnectPeriod: 0,
    });
    const gateway = new Gateway(id, client);
    const topics = ["events/ack", "commands", "settings"].map((name) => gateway.#topic(name));
    await client.subscribeAsync(topics, { qos: 1 });
    await gateway.status(true);
    return gateway;
  }

  /** A new store: numbers begin at 1 again. */
  newEpoch(epoch: string): void {
    this.epoch = epoch;
    this.#seq = 0;
  }

  disconnect(): Promise<void> {
    return this.client.endAsync(true);
  }

  #topic(name: string): string {
    return `waystation/v1/${this.id}/${name}`;
  }

  publish(name: string, payload: unknown, retain = false): Promise<unknown> {
    const text = typeof payload === "string" ? payload : JSON.stringify(payload);
    return this.client.publishAsync(this.#topic(name), text, { qos: 1, retain });
  }

  status(online: boolean): Promise<unknown> {
    const status = { v: 1, online, at: Date.now(), software: "a test", epoch: this.epoch };
    return this.publish("status", status, true);
  }

  /** The state of pump-1: idle at 8.05 unless told otherwise. */
  pump(change: Partial<PumpState> = {}): Promise<unknown> {
    const state: PumpState = {
      kind: "pump",
      v: 1,
      pumpId: "pump-1",
      at: Date.now(),
      link: "online",
      state: "idle",
      nozzle: null,
      volumeMl: 0,
      amountFen: 0,
      unitPrices: [{ nozzle: 1, unitPrice: "8.05" }],
      authorisationId: null,
      correlationId: null,
      alarm: null,
      ...change,
    };
    return this.publish(`state/${state.pumpId}`, state, true);
  }

  /** The state of a charger with one connector. */
  charger(chargerId: string, status: string, link = "online"): Promise<unknown> {
    const nothing = { errorCode: null, transactionId: null, idTag: null, powerW: null };
    const connectors = [{ connector: 1, status, energyWh: 0, ...nothing }];
    const state = { kind: "charger", v: 1, chargerId, at: Date.now(), link, vendor: null, model: null, connectors };
    return this.publish(`state/${chargerId}`, state, true);
  }

  async reply(envelope: CommandEnvelope): Promise<void> {
    const outcome = this.answer(envelope.command, envelope);
    if (outcome) await this.replyWith(envelope, outcome);
  }

  replyWith({ commandId, correlationId }: CommandEnvelope, outcome: CommandOutcome): Promise<unknown> {
    return this.publish("replies", { v: 1, commandId, correlationId, at: Date.now(), outcome });
  }

  /** The first message on a topic that is wanted, among those that came and those to come. */
  async #next<T>(name: string, wanted: (payload: T) => boolean): Promise<T> {
    const find = () =>
      this.#received.find(({ topic, payload }) => topic === this.#topic(name) && wanted(payload as T))?.payload;
    const first = find();
    if (first !== undefined) return first as T;
    for await (const _ of on(this.#arrivals, "arrival", { signal: AbortSignal.timeout(PATIENCE_MS) })) {
      const found = find();
      if (found !== undefined) return found as T;
    }
    throw new Error("unreachable: arrivals never end");
  }

  command(wanted: (command: DeviceCommand, envelope: CommandEnvelope) => boolean): Promise<CommandEnvelope> {
    return this.#next<CommandEnvelope>("commands", (envelope) => wanted(envelope.command, envelope));
  }

  settings(wanted: (settings: GatewaySettings) => boolean): Promise<GatewaySettings> {
    return this.#next("settings", wanted);
  }

  /** Commands that came so far. */
  get commands(): CommandEnvelope[] {
    const here = this.#topic("commands");
    return this.#received.filter(({ topic }) => topic === here).map(({ payload }) => payload as CommandEnvelope);
  }

  forget(): void {
    this.#received.length = 0;
  }

  event(body: DeviceEventBody, change: { seq?: number; correlationId?: string; occurredAt?: number } = {}) {
    const seq = change.seq ?? this.#seq + 1;
    this.#seq = Math.max(this.#seq, seq);
    const { correlationId = "c-test", occurredAt = Date.now() } = change;
    return { seq, correlationId, occurredAt, uptimeMs: 1000, clockSynchronised: true, body };
  }

  /** Sends events in one batch and waits for the answer that covers the last of them. */
  async send(...events: ReturnType<Gateway["event"]>[]): Promise<EventAck> {
    this.forgetAcks();
    await this.publish("events", { v: 1, epoch: this.epoch, events });
    return this.ack();
  }

  forgetAcks(): void {
    const here = this.#topic("events/ack");
    const kept = this.#received.filter(({ topic }) => topic !== here);
    this.#received.splice(0, this.#received.length, ...kept);
  }

  ack(): Promise<EventAck> {
    return this.#next<EventAck>("events/ack", ({ epoch }) => epoch === this.epoch);
  }

  /** Reports charger or pump events one batch each, in order. */
  report(body: DeviceEventBody, correlationId?: string): Promise<EventAck> {
    return this.send(this.event(body, correlationId === undefined ? {} : { correlationId }));
  }

  /** Reports a sale of pump-1: 50 L for 402.50 unless told otherwise. */
  sale(change: Partial<PumpSale> = {}, correlationId?: string): Promise<EventAck> {
    return this.report(saleOf(change), correlationId);
  }
}

export const saleOf = (change: Partial<PumpSale> = {}): PumpSale => ({
  type: "pump.sale",
  saleId: randomUUID(),
  pumpId: "pump-1",
  nozzle: 1,
  authorisationId: null,
  orderNo: null,
  volumeMl: 50_000,
  amountFen: 40_250,
  unitPrice: "8.05",
  startedAt: Date.now() - 1000,
  endedAt: Date.now(),
  ending: "preset-reached",
  totaliserStartMl: 1_000_000,
  totaliserEndMl: 1_050_000,
  evidence: [{ at: Date.now(), direction: "from-device", hex: "50 70 FA" }],
  ...change,
});
