import { type ChargerFaults, noFaults, type OcppChargerSimulatorOptions } from "./charger-options.js";
import { Configuration } from "./configuration.js";
import { type Charge, Connector } from "./connector.js";
import { answerRequest } from "./remote-requests.js";
import { type SampleInstant, sampleInstants } from "./sample-instants.js";
import { type Payload, StationLink } from "./station-link.js";
import { TransactionMessages } from "./transaction-messages.js";

/** How often the charger looks at its clock, in real time; readings stand on their exact instants all the same. */
const lookMs = 50;
const bootRetryMs = 1_000;

const iso = (at: number): string => new Date(at).toISOString();

/** A simulated charge point: what a customer does at it, what its central system asks of it, and the energy in between. */
export class ChargePoint {
  readonly connectors: readonly Connector[];
  readonly configuration: Configuration;
  readonly faults: ChargerFaults = noFaults();
  readonly #options: OcppChargerSimulatorOptions;
  readonly #link: StationLink;
  readonly #messages: TransactionMessages;
  readonly #shown = new Map<number, string>();
  #booted = false;
  #running = false;
  #heartbeatAt = Number.POSITIVE_INFINITY;

  constructor(options: OcppChargerSimulatorOptions) {
    const { connectors, powerW, vehicleWh, meterWh, timers } = options;
    this.#options = options;
    this.connectors = Array.from(
      { length: connectors },
      (_, index) => new Connector(index + 1, powerW, vehicleWh, meterWh),
    );
    this.configuration = new Configuration(connectors);
    this.#link = new StationLink({
      url: options.url,
      identity: options.identity,
      password: options.password,
      timers,
      onRequest: (action, payload) => answerRequest(this, action, payload, timers),
      onOpen: () => void this.#opened(),
      onClose: (reason) => this.print("offline", { reason }),
    });
    this.#messages = new TransactionMessages(this.#link, timers, (action) => this.print("message-dropped", { action }));
  }

  get online(): boolean {
    return this.#link.online;
  }

  /** Messages about transactions that still wait for their answer. */
  get waitingMessages(): number {
    return this.#messages.size;
  }

  now(): number {
    return this.#options.clock.now();
  }

  print(event: string, details: Readonly<Record<string, string | number | boolean | null>> = {}): void {
    this.#options.onEvent({ event, at: iso(this.now()), ...details });
  }

  /** The connector of that number; undefined when there is none. */
  connector(number: number): Connector | undefined {
    return this.connectors[number - 1];
  }

  start(): void {
    this.#running = true;
    this.#link.connect();
    this.#look();
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#link.disconnect();
  }

  goOnline(): void {
    this.#link.connect();
  }

  goOffline(): Promise<void> {
    return this.#link.disconnect();
  }

  /** A second socket while the first still stands. */
  reopen(): Promise<void> {
    return this.#link.reopen();
  }

  /** The charge of a running transaction by the central system's id. */
  connectorOf(transactionId: number): Connector | undefined {
    return this.connectors.find(({ charge }) => charge?.transactionId === transactionId);
  }

  plug(connector: Connector): void {
    connector.isPlugged = true;
    if (connector.awaited && !connector.charge) this.begin(connector, connector.awaited.idTag);
    this.showStatus();
  }

  unplug(connector: Connector): void {
    if (connector.charge) this.end(connector, "EVDisconnected");
    connector.unplug();
    this.showStatus();
  }

  /** A customer holds a tag to the reader. Offline every tag may charge. */
  async startLocally(connector: Connector, idTag: string): Promise<void> {
    if (this.online) {
      const answer = await this.#request("Authorize", { idTag });
      const { status = "Invalid" } = (answer?.idTagInfo ?? {}) as { status?: string };
      this.print("authorized", { idTag, status });
      if (status !== "Accepted") return;
    }
    this.authorised(connector, idTag);
  }

  /** A tag may charge: at once when a vehicle is plugged in, else it is awaited for a while. */
  authorised(connector: Connector, idTag: string): void {
    if (connector.charge || connector.faultCode !== null || !connector.isOperative) return;
    if (connector.isPlugged) this.begin(connector, idTag);
    else connector.awaited = { idTag, until: this.now() + this.configuration.number("ConnectionTimeOut") * 1_000 };
    this.showStatus();
  }

  begin(connector: Connector, idTag: string): void {
    const at = this.now();
    const charge = connector.begin(idTag, at);
    const { number: connectorId } = connector;
    this.print("transaction-started", { connector: connectorId, idTag, meterStartWh: charge.meterStartWh });
    const payload = { connectorId, idTag, meterStart: charge.meterStartWh, timestamp: iso(at) };
    this.#messages.add({
      action: "StartTransaction",
      payload: () => payload,
      times: this.faults.duplicateStart ? 2 : 1,
      answered: (answer) => this.#startAnswered(connector, charge, answer),
    });
  }

  /** Ends the running charge of a connector, with its last reading. */
  end(connector: Connector, reason: string): void {
    const { charge } = connector;
    if (!charge) return;
    const at = this.now();
    this.#readMeter(connector, charge, at);
    const meterStop = connector.end(at);
    this.print("transaction-stopped", {
      connector: connector.number,
      transactionId: charge.transactionId ?? null,
      energyWh: meterStop - charge.meterStartWh,
      meterStopWh: meterStop,
      reason,
    });
    const isNameless = this.faults.stopMinusOne;
    const reading = (timestamp: number, energyWh: number, context: string) => ({
      timestamp: iso(timestamp),
      sampledValue: [{ value: String(energyWh), context, measurand: "Energy.Active.Import.Register", unit: "Wh" }],
    });
    this.#messages.add({
      action: "StopTransaction",
      payload: () => ({
        transactionId: isNameless ? -1 : (charge.transactionId ?? -1),
        idTag: charge.idTag,
        meterStop,
        timestamp: iso(at),
        reason,
        transactionData: [
          reading(charge.startedAt, charge.meterStartWh, "Transaction.Begin"),
          reading(at, meterStop, "Transaction.End"),
        ],
      }),
      times: this.faults.duplicateStop ? 2 : 1,
    });
  }

  fault(connector: Connector, code: string): void {
    this.end(connector, "Other");
    connector.faultCode = code;
    connector.awaited = undefined;
    this.showStatus();
  }

  clear(connector: Connector): void {
    connector.faultCode = null;
    this.showStatus();
  }

  /** Ends what runs, drops the line and boots again. */
  async reboot(reason: "HardReset" | "SoftReset"): Promise<void> {
    for (const connector of this.connectors) this.end(connector, reason);
    this.print("rebooting", { reason });
    await this.#link.disconnect();
    this.#booted = false;
    if (this.#running) this.#link.connect();
  }

  /** Reports every status that changed; all of them when asked to. */
  showStatus({ all = false }: { readonly all?: boolean } = {}): void {
    for (const connector of this.connectors) {
      const status = connector.status(this.now());
      const errorCode = connector.faultCode ?? "NoError";
      if (!all && this.#shown.get(connector.number) === status) continue;
      if (this.#shown.get(connector.number) !== status) this.print("status", { connector: connector.number, status });
      this.#shown.set(connector.number, status);
      const payload = { connectorId: connector.number, status, errorCode, timestamp: iso(this.now()) };
      void this.#request("StatusNotification", payload);
    }
  }

  /** Sends one message that the central system triggered. */
  async trigger(message: string, connector: Connector | undefined): Promise<void> {
    if (message === "BootNotification") await this.#boot();
    if (message === "Heartbeat") await this.#request("Heartbeat", {});
    if (message === "StatusNotification") this.showStatus({ all: true });
    if (message === "MeterValues")
      for (const each of connector ? [connector] : this.connectors)
        if (each.charge) this.#addReading(each, each.charge, { at: this.now(), context: "Trigger" });
  }

  async #opened(): Promise<void> {
    this.print("online");
    if (!this.#booted) await this.#boot();
    if (!this.#booted) return;
    this.showStatus({ all: true });
    await this.#messages.send();
  }

  async #boot(): Promise<void> {
    const { vendor: chargePointVendor, model: chargePointModel, timers } = this.#options;
    const answer = await this.#request("BootNotification", { chargePointVendor, chargePointModel });
    this.#booted = answer?.status === "Accepted";
    if (answer) this.print("booted", { status: String(answer.status) });
    if (this.#booted) this.#heartbeatAt = this.now() + Number(answer?.interval ?? 300) * 1_000;
    else if (this.online) timers.after(bootRetryMs, () => void this.#opened());
  }

  /** A request that is not kept when the line is down; undefined without an answer. */
  async #request(action: string, payload: Payload): Promise<Payload | undefined> {
    try {
      return await this.#link.call(action, payload);
    } catch (error) {
      if (this.online) this.print("error", { action, message: error instanceof Error ? error.message : String(error) });
      return undefined;
    }
  }

  #startAnswered(connector: Connector, charge: Charge, { transactionId, idTagInfo }: Payload): void {
    const isFirst = charge.transactionId === undefined;
    charge.transactionId = Number(transactionId);
    const { status } = idTagInfo as { status: string };
    this.print(isFirst ? "transaction-accepted" : "transaction-accepted-again", {
      connector: connector.number,
      transactionId: charge.transactionId,
      status,
    });
    if (status === "Accepted" || connector.charge !== charge) return;
    if (this.configuration.isOn("StopTransactionOnInvalidId")) this.end(connector, "DeAuthorized");
    this.showStatus();
  }

  #look(): void {
    if (!this.#running) return;
    const now = this.now();
    for (const connector of this.connectors) {
      if (connector.charge) this.#readMeter(connector, connector.charge, now);
      if (connector.awaited && connector.awaited.until <= now) connector.awaited = undefined;
    }
    if (this.#booted) this.showStatus();
    if (now >= this.#heartbeatAt && this.online) {
      this.#heartbeatAt = now + this.configuration.number("HeartbeatInterval") * 1_000;
      void this.#request("Heartbeat", {});
    }
    this.#options.timers.after(lookMs, () => this.#look());
  }

  /** Takes every reading that became due up to an instant. */
  #readMeter(connector: Connector, charge: Charge, until: number): void {
    const intervals = {
      periodicS: this.configuration.number("MeterValueSampleInterval"),
      alignedS: this.configuration.number("ClockAlignedDataInterval"),
    };
    for (const instant of sampleInstants(charge.startedAt, intervals, charge.sampledUntil, until))
      this.#addReading(connector, charge, instant);
    charge.sampledUntil = Math.max(charge.sampledUntil, until);
  }

  #addReading(
    connector: Connector,
    charge: Charge,
    { at, context }: SampleInstant | { at: number; context: "Trigger" },
  ) {
    const energyWh = connector.registerWh(at);
    const powerW = connector.powerW(at);
    this.print("reading", { connector: connector.number, readAt: iso(at), energyWh });
    this.#messages.add({
      action: "MeterValues",
      payload: () => ({
        connectorId: connector.number,
        ...(charge.transactionId !== undefined && { transactionId: charge.transactionId }),
        meterValue: [
          {
            timestamp: iso(at),
            sampledValue: [
              { value: String(energyWh), context, measurand: "Energy.Active.Import.Register", unit: "Wh" },
              { value: String(powerW), context, measurand: "Power.Active.Import", unit: "W" },
            ],
          },
        ],
      }),
    });
  }
}
