import type {
  ChargerStart,
  ChargerState,
  ChargerStop,
  CommandFailureCode,
  CommandOutcome,
} from "@waystation/core/devices";
import { createRPCError, type RPCClient } from "ocpp-rpc";
import type { CommandContext } from "../driver.js";
import { ChargerLink } from "./charger-link.js";
import { createRequestHandlers, type RequestContext } from "./charger-requests.js";
import { ChargerStore } from "./charger-store.js";
import { configureCharger } from "./configure-charger.js";
import { correlationOfFrames } from "./correlation-of-frames.js";
import { LimitWatch } from "./limit-watch.js";
import type { MeterValues, StatusNotification } from "./messages.js";
import { activePowerW } from "./meter-values.js";
import { isOpen, runningOn, transactionById } from "./transaction-book.js";

type Payload = Record<string, unknown>;

const failed = (code: CommandFailureCode, message: string): CommandOutcome => ({ status: "failed", code, message });

/**
 * One charger as its central system sees it. Its messages are handled one after the other, over however many sockets they come,
 * and each is answered only after what it means is stored: a charger repeats what was not answered, so nothing is lost, and
 * what was already stored is recognised, so nothing counts twice.
 */
export class OcppCharger {
  readonly #context: RequestContext;
  readonly #link: ChargerLink;
  readonly #powerW = new Map<number, number | null>();
  readonly #stopping = new Set<number>();
  readonly #limits: LimitWatch;
  #statusesAsked = false;

  private constructor(context: RequestContext) {
    const { store, host, line, transactionIds } = context;
    this.#context = context;
    transactionIds.seen(store.memory.lastTransactionId);
    this.#limits = new LimitWatch(host, (connectorId) => {
      // Without remote triggers the limit is seen at the next reading that the charger takes by itself.
      void this.#link.call("TriggerMessage", { requestedMessage: "MeterValues", connectorId });
    });
    const correlationOf = correlationOfFrames(() => store.memory);
    this.#link = new ChargerLink({
      callTimeoutMs: line.callTimeoutMs,
      handlers: new Map(
        Object.entries(createRequestHandlers(context)).map(([action, handler]) => [
          action,
          (payload) => store.inTurn(() => this.#answer(action, payload, handler)),
        ]),
      ),
      onFrame: (direction, frame) =>
        host.trace({ equipmentId: store.chargerId, correlationId: correlationOf(frame), direction, frame }),
      onChange: () => this.publish(),
    });
  }

  /** A charger with what the journal remembers of it. */
  static async load(context: Omit<RequestContext, "store">): Promise<OcppCharger> {
    return new OcppCharger({ ...context, store: await ChargerStore.load(context.host, context.config.id) });
  }

  /** Takes over a new socket of the charger. */
  attach(socket: RPCClient): void {
    this.#statusesAsked = false;
    this.#link.attach(socket);
  }

  publish(): void {
    this.#context.host.publish(this.#state());
  }

  /** Ends what is only of this process. */
  stop(): void {
    this.#limits.stop();
  }

  /** Remote start. The limit is remembered before the charger hears of it, so that no charge escapes its limit. */
  async startCharge(
    { connector, idTag, limitWh }: ChargerStart,
    { correlationId }: CommandContext,
  ): Promise<CommandOutcome> {
    const { store, host } = this.#context;
    const refusal = this.#whyNotStart(connector);
    if (refusal) return refusal;
    const others = () => store.memory.pendingStarts.filter((start) => start.connector !== connector);
    const pending = { connector, idTag, limitWh, correlationId, issuedAt: host.clock.now() };
    try {
      await store.inTurn(() => store.remember({ ...store.memory, pendingStarts: [...others(), pending] }));
    } catch (error) {
      host.log.error({ error, chargerId: store.chargerId }, "the remote start could not be remembered");
      return failed("device.unrecordable", "the remote start could not be stored");
    }
    const answer = await this.#link.call("RemoteStartTransaction", { connectorId: connector, idTag });
    if (answer.ok && answer.value.status === "Accepted") return { status: "done", data: { connector, idTag } };
    // After a time-out or a broken line the charger may begin all the same: then the limit must still be known.
    if (!answer.ok && answer.error.code !== "device.refused") return failed(answer.error.code, answer.error.message);
    await store
      .inTurn(() => store.remember({ ...store.memory, pendingStarts: others() }))
      .catch((error) => host.log.error({ error, chargerId: store.chargerId }, "a refused start stays remembered"));
    return failed("device.refused", answer.ok ? `${store.chargerId} rejected the remote start` : answer.error.message);
  }

  /** Remote stop; the end itself is reported by the charger's StopTransaction. */
  async stopCharge({ transactionId }: ChargerStop): Promise<CommandOutcome> {
    const { store } = this.#context;
    const transaction = transactionById(store.memory, Number(transactionId));
    if (!transaction) return failed("device.refused", `${store.chargerId} has no transaction ${transactionId}`);
    if (!isOpen(transaction)) return { status: "done", data: { transactionId, alreadyStopped: true } };
    const answer = await this.#link.call("RemoteStopTransaction", { transactionId: transaction.transactionId });
    if (!answer.ok) return failed(answer.error.code, answer.error.message);
    return answer.value.status === "Accepted"
      ? { status: "done", data: { transactionId } }
      : failed("device.refused", `${store.chargerId} rejected the stop of transaction ${transactionId}`);
  }

  #whyNotStart(connector: number): CommandOutcome | undefined {
    const { store, config, host } = this.#context;
    const { chargerId, memory } = store;
    if (connector > config.connectors && !memory.connectors[connector])
      return failed("device.unknown", `${chargerId} has no connector ${connector}`);
    const recordable = host.canRecord();
    if (!recordable.ok) return failed("device.unrecordable", recordable.reason);
    if (!this.#link.online) return failed("device.offline", `${chargerId} is not connected`);
    if (runningOn(memory, connector)) return failed("device.busy", `connector ${connector} is charging`);
    const status = memory.connectors[connector]?.status;
    return status === "faulted" || status === "unavailable"
      ? failed("device.not-ready", `connector ${connector} is ${status}`)
      : undefined;
  }

  async #answer(action: string, payload: Payload, handler: (payload: never) => Promise<Payload>): Promise<Payload> {
    const { store, host } = this.#context;
    try {
      // Strict mode has checked the payload against the action's schema.
      const answer = await handler(payload as never);
      this.#follow(action, payload);
      return answer;
    } catch (error) {
      if (error instanceof Error && "rpcErrorCode" in error) throw error;
      host.log.error({ error, chargerId: store.chargerId, action }, "not stored, so not answered");
      throw createRPCError("InternalError", "not stored: send it again", {});
    }
  }

  /** What a message brings about beside its answer. Calls wait until the answer is out: some chargers take nothing before it. */
  #follow(action: string, payload: Payload): void {
    const { line, host } = this.#context;
    if (action === "MeterValues") {
      const { connectorId, meterValue } = payload as unknown as MeterValues;
      this.#powerW.set(connectorId, activePowerW(meterValue) ?? this.#powerW.get(connectorId) ?? null);
    }
    if (action === "StatusNotification" && (payload as unknown as StatusNotification).status !== "Charging")
      this.#powerW.delete(Number(payload.connectorId));
    if (action !== "Heartbeat") this.publish();
    this.#limits.update(this.#context.store.memory.open);
    setImmediate(() => {
      if (action === "BootNotification") {
        this.#statusesAsked = true;
        void configureCharger(this.#link, line, host.log);
      } else void this.#askMissingStatuses();
      void this.#stopAtLimits();
    });
  }

  /** A charger that booted long ago does not tell its connectors' status by itself: asked once a connection, if still unknown. */
  async #askMissingStatuses(): Promise<void> {
    if (this.#statusesAsked) return;
    this.#statusesAsked = true;
    const { store, config } = this.#context;
    for (let connectorId = 1; connectorId <= config.connectors; connectorId++) {
      if (store.memory.connectors[connectorId]) continue;
      const answer = await this.#link.call("TriggerMessage", { requestedMessage: "StatusNotification", connectorId });
      if (!answer.ok) return;
    }
  }

  /**
   * Sends the stop of every transaction that reached its limit, and marks it when the charger has answered. Until then it is
   * due, also after a restart: an unanswered stop is sent again with the next message, an answered one never.
   */
  async #stopAtLimits(): Promise<void> {
    const { store, host } = this.#context;
    for (const { transactionId, limitStop, correlationId } of store.memory.open) {
      if (limitStop !== "due" || this.#stopping.has(transactionId)) continue;
      this.#stopping.add(transactionId);
      const answer = await this.#link.call("RemoteStopTransaction", { transactionId });
      const status = answer.ok ? answer.value.status : answer.error.message;
      host.log.info({ chargerId: store.chargerId, transactionId, correlationId, status }, "stop at the limit");
      if (answer.ok || answer.error.code === "device.refused") {
        await this.#markStopAnswered(transactionId).catch((error) =>
          host.log.error({ error, chargerId: store.chargerId, transactionId }, "the stop may be sent again"),
        );
      }
      this.#stopping.delete(transactionId);
    }
  }

  async #markStopAnswered(transactionId: number): Promise<void> {
    const { store } = this.#context;
    await store.inTurn(() =>
      store.remember({
        ...store.memory,
        open: store.memory.open.map((transaction) =>
          transaction.transactionId === transactionId ? { ...transaction, limitStop: "answered" } : transaction,
        ),
      }),
    );
  }

  #state(): ChargerState {
    const { store, config, host } = this.#context;
    const { vendor, model, connectors, closed } = store.memory;
    const numbers = new Set([
      ...Array.from({ length: config.connectors }, (_, index) => index + 1),
      ...Object.keys(connectors).map(Number),
    ]);
    return {
      kind: "charger",
      v: 1,
      chargerId: store.chargerId,
      at: host.clock.now(),
      link: this.#link.online ? "online" : "offline",
      vendor,
      model,
      connectors: [...numbers].map((connector) => {
        const running = runningOn(store.memory, connector);
        const last = closed.find((transaction) => transaction.connector === connector);
        return {
          connector,
          status: connectors[connector]?.status ?? "unavailable",
          errorCode: connectors[connector]?.errorCode ?? null,
          transactionId: running ? String(running.transactionId) : null,
          idTag: running?.idTag ?? null,
          energyWh: running ? running.lastReading.energyWh - running.meterStartWh : (last?.energyWh ?? 0),
          powerW: running ? (this.#powerW.get(connector) ?? null) : null,
        };
      }),
    };
  }
}
