import type { ConnectorStatus, MeterReading } from "@waystation/core/devices";
import type { Journal } from "../driver.js";

/** A remote start that has not become a transaction yet. */
export interface PendingStart {
  readonly connector: number;
  readonly idTag: string;
  readonly limitWh: number | null;
  readonly correlationId: string;
  readonly issuedAt: number;
}

/** A transaction that energy may flow in. */
export interface OpenTransaction {
  readonly transactionId: number;
  readonly connector: number;
  readonly idTag: string | null;
  readonly correlationId: string;
  /** False when the charger started with a tag that may not charge; its energy is recorded all the same. */
  readonly authorised: boolean;
  readonly startedAt: number;
  readonly meterStartWh: number;
  /** Names the charger's StartTransaction whatever its message id; empty for an adopted transaction. */
  readonly startKey: string;
  /** The highest register reading so far. */
  readonly lastReading: MeterReading;
  /** The charge is stopped at this energy since its start. */
  readonly limitWh: number | null;
  /** What became of the stop at the limit: `due` until the charger has answered it. */
  readonly limitStop: "not-reached" | "due" | "answered";
}

/** What is remembered of a finished transaction, to recognise its messages when they come again. */
export interface ClosedTransaction {
  readonly transactionId: number;
  readonly connector: number;
  readonly idTag: string | null;
  readonly correlationId: string;
  readonly startKey: string;
  readonly stopKey: string;
  readonly energyWh: number;
}

/** The durable memory of one charger; a value, replaced after each commit. */
export interface ChargerMemory {
  readonly vendor: string | null;
  readonly model: string | null;
  /** By connector number; what a connector said last. */
  readonly connectors: Readonly<
    Record<number, { readonly status: ConnectorStatus; readonly errorCode: string | null }>
  >;
  /** The last id given out; ids of adopted transactions are another system's and say nothing of ours. */
  readonly lastTransactionId: number;
  readonly pendingStarts: readonly PendingStart[];
  readonly open: readonly OpenTransaction[];
  /** The latest first, at most {@link CLOSED_KEPT}. */
  readonly closed: readonly ClosedTransaction[];
}

export const CLOSED_KEPT = 200;

const empty: ChargerMemory = {
  vendor: null,
  model: null,
  connectors: {},
  lastTransactionId: 0,
  pendingStarts: [],
  open: [],
  closed: [],
};

const liveKey = (chargerId: string): string => `ocpp/${chargerId}/live`;
const closedKey = (chargerId: string): string => `ocpp/${chargerId}/closed`;

/** Reads a charger's memory; an empty one for a charger never seen. */
export const loadMemory = async (journal: Journal, chargerId: string): Promise<ChargerMemory> => ({
  ...empty,
  ...(await journal.get<Omit<ChargerMemory, "closed">>(liveKey(chargerId))),
  closed: (await journal.get<readonly ClosedTransaction[]>(closedKey(chargerId))) ?? [],
});

/** The journal entries that turn one memory into the next: the long list of finished transactions only when it changed. */
export const memoryChanges = (
  chargerId: string,
  before: ChargerMemory,
  after: ChargerMemory,
): Readonly<Record<string, unknown>> => {
  const { closed, ...live } = after;
  return { [liveKey(chargerId)]: live, ...(closed !== before.closed && { [closedKey(chargerId)]: closed }) };
};
