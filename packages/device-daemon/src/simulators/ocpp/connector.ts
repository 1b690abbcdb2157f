/** What a connector says of itself (OCPP 1.6 `ChargePointStatus`). */
export type ConnectorStatus =
  | "Available"
  | "Preparing"
  | "Charging"
  | "SuspendedEV"
  | "Finishing"
  | "Unavailable"
  | "Faulted";

/** A charge from the connector's side. The central system's id comes later, or never. */
export interface Charge {
  readonly idTag: string;
  readonly startedAt: number;
  readonly meterStartWh: number;
  transactionId: number | undefined;
  /** Readings were taken up to this instant. */
  sampledUntil: number;
}

const msPerHour = 3_600_000;

/** One outlet: a plug, a relay and a meter. It never reads a clock: every question names its instant. */
export class Connector {
  readonly number: number;
  readonly #powerW: number;
  readonly #vehicleWh: number | null;
  #registerWh: number;
  #finished = false;
  isPlugged = false;
  isOperative = true;
  faultCode: string | null = null;
  /** A tag that may charge as soon as a vehicle is plugged in, until the given instant. */
  awaited: { readonly idTag: string; readonly until: number } | undefined;
  charge: Charge | undefined;

  constructor(number: number, powerW: number, vehicleWh: number | null, registerWh: number) {
    this.number = number;
    this.#powerW = powerW;
    this.#vehicleWh = vehicleWh;
    this.#registerWh = registerWh;
  }

  /** The register at an instant, in whole watt-hours as a meter shows them. */
  registerWh(at: number): number {
    if (!this.charge) return this.#registerWh;
    const flowed = Math.floor((this.#powerW * Math.max(0, at - this.charge.startedAt)) / msPerHour);
    return this.#registerWh + Math.min(flowed, this.#vehicleWh ?? flowed);
  }

  powerW(at: number): number {
    return this.status(at) === "Charging" ? this.#powerW : 0;
  }

  /** When the vehicle of the running charge is full. */
  fullAt(): number | undefined {
    if (!this.charge || this.#vehicleWh === null) return undefined;
    return this.charge.startedAt + Math.ceil((this.#vehicleWh * msPerHour) / this.#powerW);
  }

  status(at: number): ConnectorStatus {
    if (this.faultCode !== null) return "Faulted";
    if (this.charge) return at >= (this.fullAt() ?? Number.POSITIVE_INFINITY) ? "SuspendedEV" : "Charging";
    if (!this.isOperative) return "Unavailable";
    if (this.isPlugged) return this.#finished ? "Finishing" : "Preparing";
    return this.awaited ? "Preparing" : "Available";
  }

  begin(idTag: string, at: number): Charge {
    this.awaited = undefined;
    this.charge = { idTag, startedAt: at, meterStartWh: this.#registerWh, transactionId: undefined, sampledUntil: at };
    return this.charge;
  }

  /** Opens the relay; the charge's final register. */
  end(at: number): number {
    this.#registerWh = this.registerWh(at);
    this.charge = undefined;
    this.#finished = this.isPlugged;
    return this.#registerWh;
  }

  unplug(): void {
    this.isPlugged = false;
    this.#finished = false;
  }
}
