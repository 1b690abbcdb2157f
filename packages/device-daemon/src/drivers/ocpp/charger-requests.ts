import type { MeterReading } from "@waystation/core/devices";
import { createRPCError } from "ocpp-rpc";
import type { DriverHost } from "../driver.js";
import type { ClosedTransaction, OpenTransaction } from "./charger-memory.js";
import type { ChargerStore } from "./charger-store.js";
import type { OcppChargerConfig, OcppConfig } from "./config.js";
import {
  type Authorize,
  type BootNotification,
  connectorStatusOf,
  epochMsOf,
  type MeterValues,
  type StartTransaction,
  type StatusNotification,
  type StopTransaction,
} from "./messages.js";
import { registerReadings } from "./meter-values.js";
import {
  addReadings,
  adoptTransaction,
  closeTransaction,
  isOpen,
  openTransaction,
  READINGS_PER_EVENT,
  runningOn,
  startKeyOf,
  supersededBy,
  transactionById,
  transactionToStop,
} from "./transaction-book.js";
import type { TransactionIds } from "./transaction-ids.js";

export interface RequestContext {
  readonly store: ChargerStore;
  readonly config: OcppChargerConfig;
  readonly line: OcppConfig;
  readonly host: DriverHost;
  readonly transactionIds: TransactionIds;
}

/** Payload of each request that a charger makes. */
interface Requests {
  BootNotification: BootNotification;
  Heartbeat: object;
  StatusNotification: StatusNotification;
  Authorize: Authorize;
  StartTransaction: StartTransaction;
  StopTransaction: StopTransaction;
  MeterValues: MeterValues;
  DataTransfer: object;
  DiagnosticsStatusNotification: object;
  FirmwareStatusNotification: object;
}

export type RequestHandlers = {
  readonly [Action in keyof Requests]: (payload: Requests[Action]) => Promise<Record<string, unknown>>;
};

const nothing = async () => ({});

/** What the device contract can name; 0 is the charger as a whole. */
const isConnector = (connectorId: number): boolean => connectorId >= 1 && connectorId <= 255;

/**
 * What the central system answers to each request of a charger. Handlers run one at a time; each stores before it answers. A
 * message that comes again finds its effect stored and gets the first answer once more.
 */
export const createRequestHandlers = ({
  store,
  config,
  line,
  host,
  transactionIds,
}: RequestContext): RequestHandlers => {
  const { chargerId } = store;
  const currentTime = () => new Date(host.clock.now()).toISOString();

  const tagStatus = (idTag: string): "Accepted" | "Invalid" => {
    const isKnown = (tag: string | null) => tag?.toLowerCase() === idTag.toLowerCase();
    const { pendingStarts, open } = store.memory;
    const listed = config.idTags === undefined || config.idTags.some(isKnown);
    const started = [...pendingStarts, ...open.filter(({ authorised }) => authorised)];
    return listed || started.some((start) => isKnown(start.idTag)) ? "Accepted" : "Invalid";
  };

  /** An id that this charger has for no transaction, adopted ones included. */
  const freshId = (): number => {
    const transactionId = transactionIds.next();
    return transactionById(store.memory, transactionId) ? freshId() : transactionId;
  };

  const adopt = async (
    transactionId: number,
    connector: number,
    idTag: string | null,
    firstReading: MeterReading,
  ): Promise<OpenTransaction> => {
    host.log.warn({ chargerId, connector, transactionId }, "adopting a transaction whose start was not seen");
    const correlationId = host.ids.next();
    await store.commit(
      adoptTransaction(store.memory, chargerId, { transactionId, connector, idTag, firstReading, correlationId }),
    );
    return transactionById(store.memory, transactionId) as OpenTransaction;
  };

  const addAll = async (
    transaction: OpenTransaction | ClosedTransaction,
    readings: readonly MeterReading[],
  ): Promise<void> => {
    for (let from = 0; from < readings.length; from += READINGS_PER_EVENT)
      await store.commit(
        addReadings(store.memory, chargerId, transaction, readings.slice(from, from + READINGS_PER_EVENT)),
      );
  };

  const transactionOf = async (
    { transactionId = 0, connectorId }: MeterValues,
    first: MeterReading,
  ): Promise<OpenTransaction | ClosedTransaction | undefined> => {
    const known =
      transactionId > 0 ? transactionById(store.memory, transactionId) : runningOn(store.memory, connectorId);
    if (known || transactionId <= 0 || !isConnector(connectorId)) return known;
    return adopt(transactionId, connectorId, null, first);
  };

  /** Connector of a transaction that only its end tells of: the one that looks like it just charged. */
  const likelyConnector = (): number =>
    Number(
      Object.entries(store.memory.connectors).find(
        ([connector, { status }]) =>
          ["charging", "suspended-ev", "suspended-evse", "finishing"].includes(status) &&
          !runningOn(store.memory, Number(connector)),
      )?.[0] ?? 1,
    );

  return {
    BootNotification: async ({ chargePointVendor: vendor, chargePointModel: model }) => {
      await store.remember({ ...store.memory, vendor, model });
      return { status: "Accepted", currentTime: currentTime(), interval: line.heartbeatIntervalS };
    },

    Heartbeat: async () => ({ currentTime: currentTime() }),

    StatusNotification: async ({ connectorId, status, errorCode }) => {
      // Connector 0 is the charger as a whole; its faults show at the connectors too.
      if (isConnector(connectorId)) {
        const connector = { status: connectorStatusOf[status], errorCode: errorCode === "NoError" ? null : errorCode };
        const connectors = { ...store.memory.connectors, [connectorId]: connector };
        await store.remember({ ...store.memory, connectors });
      }
      return {};
    },

    Authorize: async ({ idTag }) => ({
      idTagInfo: { status: host.canRecord().ok ? tagStatus(idTag) : "Blocked" },
    }),

    StartTransaction: async (start) => {
      if (!isConnector(start.connectorId))
        throw createRPCError("PropertyConstraintViolation", `there is no connector ${start.connectorId}`, {});
      const status = tagStatus(start.idTag);
      const startKey = startKeyOf(start);
      const { open, closed } = store.memory;
      const again = [...open, ...closed].find((transaction) => transaction.startKey === startKey);
      if (again) return { transactionId: again.transactionId, idTagInfo: { status } };
      for (const older of supersededBy(store.memory, start)) {
        host.log.warn({ chargerId, transactionId: older.transactionId }, "never stopped: ended by the next start");
        const stop = { transactionId: older.transactionId, meterStop: start.meterStart, timestamp: start.timestamp };
        await store.commit(closeTransaction(store.memory, chargerId, older, { ...stop, reason: "Other" }, []));
      }
      // A refused tag's start is recorded too: energy may have flowed before the charger hears the answer.
      const transactionId = freshId();
      const fresh = {
        transactionId,
        correlationId: host.ids.next(),
        authorised: status === "Accepted",
        now: host.clock.now(),
      };
      await store.commit(openTransaction(store.memory, chargerId, start, fresh));
      return { transactionId, idTagInfo: { status } };
    },

    StopTransaction: async (stop) => {
      const answer = stop.idTag === undefined ? {} : { idTagInfo: { status: tagStatus(stop.idTag) } };
      const readings = registerReadings(stop.transactionData ?? []);
      const stopReading = { at: epochMsOf(stop.timestamp), energyWh: Math.max(0, stop.meterStop) };
      const transaction =
        transactionToStop(store.memory, stop) ??
        (await adopt(
          stop.transactionId > 0 ? stop.transactionId : freshId(),
          likelyConnector(),
          stop.idTag ?? null,
          readings[0] ?? stopReading,
        ));
      if (isOpen(transaction)) {
        const early = Math.max(0, readings.length - READINGS_PER_EVENT);
        await addAll(transaction, readings.slice(0, early));
        await store.commit(closeTransaction(store.memory, chargerId, transaction, stop, readings.slice(early)));
      }
      return answer;
    },

    MeterValues: async (meterValues) => {
      const readings = registerReadings(meterValues.meterValue);
      const [first] = readings;
      const transaction = first && (await transactionOf(meterValues, first));
      if (!transaction) return {};
      const isNew = ({ at, energyWh }: MeterReading) =>
        !isOpen(transaction) || at !== transaction.lastReading.at || energyWh !== transaction.lastReading.energyWh;
      await addAll(transaction, readings.filter(isNew));
      return {};
    },

    DataTransfer: async () => ({ status: "UnknownVendorId" }),
    DiagnosticsStatusNotification: nothing,
    FirmwareStatusNotification: nothing,
  };
};
