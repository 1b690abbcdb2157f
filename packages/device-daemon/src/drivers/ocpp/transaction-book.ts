import type { MeterReading } from "@waystation/core/devices";
import type { NewEvent } from "../driver.js";
import {
  type ChargerMemory,
  CLOSED_KEPT,
  type ClosedTransaction,
  type OpenTransaction,
  type PendingStart,
} from "./charger-memory.js";
import { epochMsOf, type StartTransaction, type StopTransaction } from "./messages.js";

/** What a message of a charger changes: its memory, and the event that must be stored in the same transaction. */
export interface Change {
  readonly memory: ChargerMemory;
  readonly event: NewEvent;
}

/** Most readings in one event of the device contract. */
export const READINGS_PER_EVENT = 1_000;

/** OCPP 1.6 sends a transaction's start again under a new message id when its answer was lost: these four name it. */
export const startKeyOf = ({ connectorId, idTag, timestamp, meterStart }: StartTransaction): string =>
  JSON.stringify([connectorId, idTag, epochMsOf(timestamp), meterStart]);

const stopKeyOf = ({ timestamp, meterStop }: StopTransaction): string =>
  JSON.stringify([epochMsOf(timestamp), meterStop]);

/** A vehicle that is plugged in later than this after a remote start is somebody else's, even with the same tag. */
const PENDING_START_MS = 3_600_000;

const sameTag = (a: string | null, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** The remote start that a connector and a tag belong to, the latest if there are several. */
export const pendingStartOf = (
  { pendingStarts }: ChargerMemory,
  connector: number,
  idTag: string,
): PendingStart | undefined =>
  pendingStarts.findLast((pending) => pending.connector === connector && sameTag(pending.idTag, idTag));

/** The running transaction of a connector: the one begun last, should an older one never have been stopped. */
export const runningOn = ({ open }: ChargerMemory, connector: number): OpenTransaction | undefined =>
  open.filter((transaction) => transaction.connector === connector).sort((a, b) => b.startedAt - a.startedAt)[0];

/**
 * Transactions of the connector that a new start shows to be over: a charger that lost power may never say so. They end with the
 * register that the new one begins with, since whatever passed the meter until then was theirs.
 */
export const supersededBy = ({ open }: ChargerMemory, start: StartTransaction): readonly OpenTransaction[] =>
  open.filter(
    ({ connector, startedAt, lastReading }) =>
      connector === start.connectorId &&
      startedAt < epochMsOf(start.timestamp) &&
      lastReading.energyWh <= start.meterStart,
  );

/** A transaction by its id, running or finished. */
export const transactionById = (
  { open, closed }: ChargerMemory,
  transactionId: number,
): OpenTransaction | ClosedTransaction | undefined =>
  [...open, ...closed].find((transaction) => transaction.transactionId === transactionId);

const withLimit = (transaction: OpenTransaction): OpenTransaction => {
  const { limitWh, lastReading, meterStartWh, limitStop } = transaction;
  const reached = limitWh !== null && lastReading.energyWh - meterStartWh >= limitWh;
  return reached && limitStop === "not-reached" ? { ...transaction, limitStop: "due" } : transaction;
};

const opened = (memory: ChargerMemory, chargerId: string, transaction: OpenTransaction): Change => ({
  memory: {
    ...memory,
    open: [...memory.open, withLimit(transaction)],
  },
  event: {
    correlationId: transaction.correlationId,
    body: {
      type: "charger.session-started",
      chargerId,
      connector: transaction.connector,
      transactionId: String(transaction.transactionId),
      idTag: transaction.idTag,
      meterStartWh: transaction.meterStartWh,
      startedAt: transaction.startedAt,
    },
  },
});

/** A charger's own report of a start. It takes over limit and correlation id of the remote start that caused it. */
export const openTransaction = (
  memory: ChargerMemory,
  chargerId: string,
  start: StartTransaction,
  fresh: {
    readonly transactionId: number;
    readonly correlationId: string;
    readonly authorised: boolean;
    readonly now: number;
  },
): Change => {
  const { connectorId: connector, idTag } = start;
  const startedAt = epochMsOf(start.timestamp);
  const asked = pendingStartOf(memory, connector, idTag);
  // By either clock: the charger's may be wrong, and the message may come long after the start.
  const isRecent = (at: number) => asked !== undefined && Math.abs(at - asked.issuedAt) <= PENDING_START_MS;
  const pending = isRecent(startedAt) || isRecent(fresh.now) ? asked : undefined;
  const meterStartWh = Math.max(0, start.meterStart);
  const pendingStarts = memory.pendingStarts.filter((other) => other.connector !== connector);
  return opened({ ...memory, pendingStarts, lastTransactionId: fresh.transactionId }, chargerId, {
    transactionId: fresh.transactionId,
    connector,
    idTag,
    correlationId: pending?.correlationId ?? fresh.correlationId,
    authorised: fresh.authorised,
    startedAt,
    meterStartWh,
    startKey: startKeyOf(start),
    lastReading: { at: startedAt, energyWh: meterStartWh },
    limitWh: pending?.limitWh ?? null,
    limitStop: "not-reached",
  });
};

/** A transaction whose start this store never saw: it counts from the first reading that is known of it. */
export const adoptTransaction = (
  memory: ChargerMemory,
  chargerId: string,
  found: {
    readonly transactionId: number;
    readonly connector: number;
    readonly idTag: string | null;
    readonly correlationId: string;
    readonly firstReading: MeterReading;
  },
): Change => {
  const { firstReading, ...identity } = found;
  return opened(memory, chargerId, {
    ...identity,
    authorised: true,
    startedAt: firstReading.at,
    meterStartWh: firstReading.energyWh,
    startKey: "",
    lastReading: firstReading,
    limitWh: null,
    limitStop: "not-reached",
  });
};

/** Interval readings of a transaction, running or (late ones) finished. At most {@link READINGS_PER_EVENT}. */
export const addReadings = (
  memory: ChargerMemory,
  chargerId: string,
  transaction: OpenTransaction | ClosedTransaction,
  readings: readonly MeterReading[],
): Change => ({
  memory: {
    ...memory,
    open: memory.open.map((other) =>
      other.transactionId === transaction.transactionId
        ? withLimit({
            ...other,
            lastReading: readings.reduce(
              (highest, reading) => (reading.energyWh >= highest.energyWh ? reading : highest),
              other.lastReading,
            ),
          })
        : other,
    ),
  },
  event: {
    correlationId: transaction.correlationId,
    body: {
      type: "charger.meter-values",
      chargerId,
      connector: transaction.connector,
      transactionId: String(transaction.transactionId),
      readings: [...readings],
    },
  },
});

/** The end of a transaction, with the readings that came with it (at most {@link READINGS_PER_EVENT}). */
export const closeTransaction = (
  memory: ChargerMemory,
  chargerId: string,
  transaction: OpenTransaction,
  stop: StopTransaction,
  readings: readonly MeterReading[],
): Change => {
  const { transactionId, connector, idTag, correlationId, startKey, meterStartWh } = transaction;
  const meterStopWh = Math.max(0, stop.meterStop);
  const closed: ClosedTransaction = {
    transactionId,
    connector,
    idTag,
    correlationId,
    startKey,
    stopKey: stopKeyOf(stop),
    energyWh: Math.max(0, meterStopWh - meterStartWh),
  };
  return {
    memory: {
      ...memory,
      open: memory.open.filter((other) => other.transactionId !== transactionId),
      closed: [closed, ...memory.closed].slice(0, CLOSED_KEPT),
    },
    event: {
      correlationId,
      body: {
        type: "charger.session-stopped",
        chargerId,
        connector,
        transactionId: String(transactionId),
        idTag: stop.idTag ?? idTag,
        meterStopWh,
        stoppedAt: epochMsOf(stop.timestamp),
        // The specification's default: the charger leaves the reason out when the stop was local.
        reason: stop.reason ?? "Local",
        readings: [...readings],
      },
    },
  };
};

/**
 * Which transaction a StopTransaction ends. A charger that started offline never learned the id and says −1 (some 0): then
 * it is the latest running one that the stop fits by time and register, of the same tag if there is one; OCPP 1.6 names no connector here.
 */
export const transactionToStop = (
  memory: ChargerMemory,
  stop: StopTransaction,
): OpenTransaction | ClosedTransaction | undefined => {
  if (stop.transactionId > 0) return transactionById(memory, stop.transactionId);
  const stopKey = stopKeyOf(stop);
  const again = memory.closed.find((transaction) => transaction.stopKey === stopKey);
  if (again) return again;
  const at = epochMsOf(stop.timestamp);
  const fitting = memory.open
    .filter(({ startedAt, lastReading }) => startedAt <= at && lastReading.energyWh <= Math.max(0, stop.meterStop))
    .sort((a, b) => b.startedAt - a.startedAt);
  return fitting.find(({ idTag }) => stop.idTag !== undefined && sameTag(idTag, stop.idTag)) ?? fitting[0];
};

/** Running transactions carry their last reading, finished ones do not. */
export const isOpen = (transaction: OpenTransaction | ClosedTransaction): transaction is OpenTransaction =>
  "lastReading" in transaction;
