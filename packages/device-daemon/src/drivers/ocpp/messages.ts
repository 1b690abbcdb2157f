/**
 * The OCPP 1.6-J payloads that the driver reads, after strict validation against the official schemas: what is typed here
 * is what they guarantee. Names are the specification's.
 */
export interface SampledValue {
  readonly value: string;
  readonly context?: string;
  readonly format?: string;
  readonly measurand?: string;
  readonly phase?: string;
  readonly location?: string;
  readonly unit?: string;
}

export interface MeterValue {
  readonly timestamp: string;
  readonly sampledValue: readonly SampledValue[];
}

export interface BootNotification {
  readonly chargePointVendor: string;
  readonly chargePointModel: string;
}

export interface StatusNotification {
  readonly connectorId: number;
  readonly errorCode: string;
  readonly status: keyof typeof connectorStatusOf;
}

export interface Authorize {
  readonly idTag: string;
}

export interface StartTransaction {
  readonly connectorId: number;
  readonly idTag: string;
  readonly meterStart: number;
  readonly timestamp: string;
}

export interface StopTransaction {
  readonly transactionId: number;
  readonly idTag?: string;
  readonly meterStop: number;
  readonly timestamp: string;
  readonly reason?: string;
  readonly transactionData?: readonly MeterValue[];
}

export interface MeterValues {
  readonly connectorId: number;
  readonly transactionId?: number;
  readonly meterValue: readonly MeterValue[];
}

/** OCPP's `ChargePointStatus` in the words of the device contract. */
export const connectorStatusOf = {
  Available: "available",
  Preparing: "preparing",
  Charging: "charging",
  SuspendedEV: "suspended-ev",
  SuspendedEVSE: "suspended-evse",
  Finishing: "finishing",
  Reserved: "reserved",
  Unavailable: "unavailable",
  Faulted: "faulted",
} as const;

/** An OCPP timestamp as milliseconds; 0 for one before 1970. A leap second, legal in RFC 3339, counts as the second before it. */
export const epochMsOf = (timestamp: string): number =>
  Math.max(0, Date.parse(timestamp.toUpperCase().replace(/:60(?=[.Z+-])/, ":59")));
