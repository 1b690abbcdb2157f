import { EventEmitter, once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import {
  type CommandEnvelope,
  type CommandReply,
  commandReply,
  type DeviceEvent,
  type EquipmentState,
  type EventAck,
  equipmentState,
  eventBatch,
  type GatewaySettings,
  type GatewayStatus,
  gatewayStatus,
  parseTopic,
  topicOf,
} from "@waystation/core/devices";
import { Aedes } from "aedes";

/** What the API's side of a test may do to batches: swallow them, or answer in its own way. */
export type Acknowledge = (epoch: string, events: readonly DeviceEvent[], api: FakeApi) => void;

/**
 * A real broker with the API's side of the contract: it keeps what it accepted by (epoch, seq), acknowledges the contiguous
 * high-water mark, and counts what came more than once.
 */
export class FakeApi {
  readonly accepted = new Map<string, DeviceEvent>();
  readonly batches: { readonly epoch: string; readonly events: readonly DeviceEvent[] }[] = [];
  readonly replies: CommandReply[] = [];
  readonly states: EquipmentState[] = [];
  readonly statuses: GatewayStatus[] = [];
  acknowledge: Acknowledge = (epoch, events, api) => {
    for (const event of events) api.accept(epoch, event);
    api.ack(epoch);
  };
  readonly #upTo = new Map<string, number>();
  readonly #above = new Map<string, Set<number>>();
  readonly #gatewayId: string;
  readonly #changes = new EventEmitter();
  readonly #sockets = new Set<Socket>();
  #broker!: Aedes;
  #server!: Server;

  private constructor(gatewayId: string) {
    this.#gatewayId = gatewayId;
  }

  static async start(options: { gatewayId?: string; port?: number; password?: string } = {}): Promise<FakeApi> {
    const api = new FakeApi(options.gatewayId ?? "gateway-1");
    await api.#listen(options);
    return api;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get sales(): string[] {
    return [...this.accepted.values()].flatMap(({ body }) => (body.type === "pump.sale" ? [body.saleId] : []));
  }

  /** Resolves as soon as a condition holds; checked after every message. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await once(this.#changes, "change");
  }

  accept(epoch: string, event: DeviceEvent): void {
    this.accepted.set(`${epoch}/${event.seq}`, event);
    this.#above.set(epoch, (this.#above.get(epoch) ?? new Set()).add(event.seq));
  }

  /** Acknowledges what is contiguous from 1, with gaps and what lies above them. */
  ack(epoch: string, change: Partial<EventAck> = {}): void {
    let upTo = this.#upTo.get(epoch) ?? 0;
    while (this.accepted.has(`${epoch}/${upTo + 1}`)) upTo += 1;
    this.#upTo.set(epoch, upTo);
    const above = [...(this.#above.get(epoch) ?? [])].filter((seq) => seq > upTo).sort((a, b) => a - b);
    this.#above.set(epoch, new Set(above));
    const gaps: [number, number][] = above[0] === undefined ? [] : [[upTo + 1, above[0] - 1]];
    this.send("ack", { v: 1, epoch, upTo, gaps, accepted: above, quarantined: [], ...change });
  }

  send(topic: "ack" | "commands" | "settings", payload: EventAck | CommandEnvelope | GatewaySettings | object): void {
    this.#broker.publish(
      {
        cmd: "publish",
        topic: topicOf(topic, this.#gatewayId),
        payload: Buffer.from(JSON.stringify(payload)),
        qos: 1,
        retain: topic === "settings",
        dup: false,
      },
      () => undefined,
    );
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#broker.close(() => resolve()));
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** Cuts every connection; the broker stays. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async #listen({ port = 0, password }: { port?: number; password?: string }): Promise<void> {
    this.#broker = await Aedes.createBroker();
    if (password !== undefined) {
      this.#broker.authenticate = (_client, _username, given, done) =>
        given?.toString() === password
          ? done(null, true)
          : done(Object.assign(new Error("no"), { returnCode: 4 }), false);
    }
    this.#broker.on("publish", (packet, client) => {
      if (client || packet.topic.endsWith("/status")) this.#receive(packet.topic, packet.payload.toString());
    });
    this.#server = createServer({ noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
      this.#broker.handle(socket);
    });
    this.#server.listen(port, "127.0.0.1");
    await once(this.#server, "listening");
  }

  #receive(address: string, text: string): void {
    const topic = parseTopic(address)?.topic;
    const payload: unknown = JSON.parse(text);
    if (topic === "events") {
      const batch = eventBatch.parse(payload);
      this.batches.push(batch);
      this.acknowledge(batch.epoch, batch.events, this);
    }
    if (topic === "replies") this.replies.push(commandReply.parse(payload));
    if (topic === "state") this.states.push(equipmentState.parse(payload));
    if (topic === "status") this.statuses.push(gatewayStatus.parse(payload));
    this.#changes.emit("change");
  }
}
