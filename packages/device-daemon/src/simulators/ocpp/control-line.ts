import { err, ok, type Result } from "@waystation/core/kernel";
import type { ChargePoint } from "./charge-point.js";
import type { ChargerFaults } from "./charger-options.js";
import type { Connector } from "./connector.js";

/** The words of the control input, for help texts. */
export const CONTROL_HELP = `plug N · unplug N · start N TAG · stop N · fault N CODE · clear N · offline · online · reopen · status
misbehave duplicate-start|duplicate-stop|stop-minus-one|reject-remote-start on|off · misbehave slow-answers MS · quit`;

type Words = readonly string[];
type Outcome = Result<Readonly<Record<string, unknown>>, string>;

const done: Outcome = ok({});

const switches: Readonly<Record<string, Exclude<keyof ChargerFaults, "slowAnswersMs">>> = {
  "duplicate-start": "duplicateStart",
  "duplicate-stop": "duplicateStop",
  "stop-minus-one": "stopMinusOne",
  "reject-remote-start": "rejectRemoteStart",
};

/** Switches one fault; what is wrong with the words otherwise. */
export const misbehave = (faults: ChargerFaults, [name = "", value = "on"]: Words): Outcome => {
  const fault = Object.hasOwn(switches, name) ? switches[name] : undefined;
  if (fault && (value === "on" || value === "off")) faults[fault] = value === "on";
  else if (name === "slow-answers" && /^\d+$/.test(value)) faults.slowAnswersMs = Number(value);
  else return err(`misbehave ${Object.keys(switches).join("|")} on|off, misbehave slow-answers MS`);
  return ok({ ...faults });
};

const faultCodes = [
  "ConnectorLockFailure",
  "EVCommunicationError",
  "GroundFailure",
  "HighTemperature",
  "InternalError",
  "OtherError",
  "OverCurrentFailure",
  "OverVoltage",
  "PowerMeterFailure",
  "PowerSwitchFailure",
  "ReaderFailure",
  "ResetFailure",
  "UnderVoltage",
  "WeakSignal",
];

const atConnector: Readonly<Record<string, (point: ChargePoint, connector: Connector, word?: string) => Outcome>> = {
  plug: (point, connector) => {
    point.plug(connector);
    return done;
  },
  unplug: (point, connector) => {
    point.unplug(connector);
    return done;
  },
  start: (point, connector, idTag = "") => {
    if (!/^.{1,20}$/.test(idTag)) return err("start N TAG: a tag has 1 to 20 characters");
    void point.startLocally(connector, idTag);
    return done;
  },
  stop: (point, connector) => {
    point.end(connector, "Local");
    point.showStatus();
    return done;
  },
  fault: (point, connector, code = "") => {
    if (!faultCodes.includes(code)) return err(`fault N CODE: one of ${faultCodes.join(", ")}`);
    point.fault(connector, code);
    return done;
  },
  clear: (point, connector) => {
    point.clear(connector);
    return done;
  },
};

const atCharger: Readonly<Record<string, (point: ChargePoint, words: Words) => Outcome>> = {
  online: (point) => {
    point.goOnline();
    return done;
  },
  offline: (point) => {
    void point.goOffline();
    return done;
  },
  reopen: (point) => {
    void point.reopen();
    return done;
  },
  misbehave: (point, words) => misbehave(point.faults, words),
  status: (point) =>
    ok({
      online: point.online,
      waitingMessages: point.waitingMessages,
      connectors: point.connectors.map((connector) => ({
        connector: connector.number,
        status: connector.status(point.now()),
        registerWh: connector.registerWh(point.now()),
        transactionId: connector.charge?.transactionId ?? null,
      })),
    }),
};

/** Carries out one line of control input. The value is what to print beside the command's name. */
export const runControlLine = (point: ChargePoint, line: string): Outcome => {
  const [name = "", ...words] = line.trim().split(/\s+/);
  if (Object.hasOwn(atCharger, name)) return atCharger[name]?.(point, words) ?? done;
  if (!Object.hasOwn(atConnector, name)) return err(`unknown command "${name}"; known: ${CONTROL_HELP}`);
  const connector = point.connector(Number(words[0]));
  if (!connector) return err(`${name} N: there is no connector ${words[0] ?? "without a number"}`);
  return atConnector[name]?.(point, connector, words[1]) ?? done;
};
