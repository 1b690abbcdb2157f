import { createRPCError } from "ocpp-rpc";
import type { Timers } from "../../drivers/driver.js";
import type { ChargePoint } from "./charge-point.js";
import type { Payload } from "./station-link.js";

/** What an answer is, and what happens once it is out. */
interface Reaction {
  readonly answer: Payload;
  then?(): void;
}

type Handler = (point: ChargePoint, payload: Payload) => Reaction;

const status = (answer: string, then?: () => void): Reaction => ({ answer: { status: answer }, ...(then && { then }) });

const triggers = ["BootNotification", "Heartbeat", "StatusNotification", "MeterValues"];

const handlers: Readonly<Record<string, Handler>> = {
  RemoteStartTransaction: (point, { connectorId, idTag }) => {
    const connector = point.connector(Number(connectorId ?? 1));
    const isFree =
      connector?.isOperative && !connector.charge && connector.faultCode === null && !point.faults.rejectRemoteStart;
    point.print("remote-start", {
      connector: Number(connectorId ?? 1),
      idTag: String(idTag),
      accepted: isFree === true,
    });
    if (!connector || !isFree) return status("Rejected");
    const mustAsk = point.configuration.isOn("AuthorizeRemoteTxRequests");
    return status("Accepted", () =>
      mustAsk ? void point.startLocally(connector, String(idTag)) : point.authorised(connector, String(idTag)),
    );
  },

  RemoteStopTransaction: (point, { transactionId }) => {
    const connector = point.connectorOf(Number(transactionId));
    point.print("remote-stop", { transactionId: Number(transactionId), accepted: connector !== undefined });
    if (!connector) return status("Rejected");
    return status("Accepted", () => {
      point.end(connector, "Remote");
      point.showStatus();
    });
  },

  ChangeAvailability: (point, { connectorId, type }) => {
    const one = point.connector(Number(connectorId));
    const chosen = connectorId === 0 ? point.connectors : one ? [one] : [];
    if (chosen.length === 0) return status("Rejected");
    for (const connector of chosen) connector.isOperative = type === "Operative";
    return status(chosen.some(({ charge }) => charge) && type === "Inoperative" ? "Scheduled" : "Accepted", () =>
      point.showStatus(),
    );
  },

  GetConfiguration: (point, { key }) => ({ answer: point.configuration.get(key as readonly string[] | undefined) }),

  ChangeConfiguration: (point, { key, value }) => status(point.configuration.change(String(key), String(value))),

  TriggerMessage: (point, { requestedMessage, connectorId }) => {
    if (!triggers.includes(String(requestedMessage))) return status("NotImplemented");
    const connector = point.connector(Number(connectorId));
    if (connectorId !== undefined && connectorId !== 0 && !connector) return status("Rejected");
    return status("Accepted", () => void point.trigger(String(requestedMessage), connector));
  },

  Reset: (point, { type }) => status("Accepted", () => void point.reboot(type === "Hard" ? "HardReset" : "SoftReset")),

  UnlockConnector: (point, { connectorId }) => {
    const connector = point.connector(Number(connectorId));
    if (!connector) return status("NotSupported");
    return status("Unlocked", () => {
      point.end(connector, "UnlockCommand");
      point.showStatus();
    });
  },
};

/** Answers a request of the central system; its effect follows the answer. */
export const answerRequest = async (
  point: ChargePoint,
  action: string,
  payload: Payload,
  timers: Timers,
): Promise<Payload> => {
  const handler = handlers[action];
  if (!handler) throw createRPCError("NotImplemented", `${action} is not simulated`, {});
  const { slowAnswersMs } = point.faults;
  if (slowAnswersMs > 0) await new Promise<void>((resolve) => timers.after(slowAnswersMs, resolve));
  const { answer, then } = handler(point, payload);
  if (then) setImmediate(then);
  return answer;
};
