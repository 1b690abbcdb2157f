import { z } from "zod";
import {
  amountFen,
  connector,
  correlationId,
  deviceId,
  energyWh,
  epochMs,
  nozzle,
  unitPrice,
  version,
  volumeMl,
} from "./fields.js";

const link = z.enum(["online", "offline"]).meta({ description: "Does the device answer on its line?" });

/** What a pump side shows now: millilitres, fen, and the prices that the pump itself confirmed. */
export const pumpState = z
  .object({
    kind: z.literal("pump"),
    v: version,
    pumpId: deviceId,
    at: epochMs,
    link,
    state: z
      .enum([
        "not-programmed",
        "idle",
        "calling",
        "authorised",
        "filling",
        "suspended",
        "completed",
        "switched-off",
        "unknown",
      ])
      .meta({ description: "calling: a nozzle is lifted and waits for authorisation" }),
    nozzle: nozzle.nullable().meta({ description: "The lifted nozzle" }),
    volumeMl: volumeMl.meta({ description: "Live volume of the running or last fill" }),
    amountFen: amountFen.meta({ description: "Live amount of the running or last fill" }),
    unitPrices: z.array(z.object({ nozzle, unitPrice })).meta({ description: "Prices the pump itself confirmed" }),
    authorisationId: z.string().max(64).nullable(),
    correlationId: correlationId.nullable(),
    alarm: z.string().max(64).nullable(),
  })
  .meta({ description: "Retained state of one pump side" });

/** The states of a connector, as OCPP 1.6 names them. */
export const connectorStatus = z.enum([
  "available",
  "preparing",
  "charging",
  "suspended-ev",
  "suspended-evse",
  "finishing",
  "reserved",
  "unavailable",
  "faulted",
]);

/** What a charger and its connectors do now: watt-hours and watts. */
export const chargerState = z
  .object({
    kind: z.literal("charger"),
    v: version,
    chargerId: deviceId,
    at: epochMs,
    link,
    vendor: z.string().max(64).nullable(),
    model: z.string().max(64).nullable(),
    connectors: z.array(
      z.object({
        connector,
        status: connectorStatus,
        errorCode: z.string().max(64).nullable(),
        transactionId: z.string().max(64).nullable(),
        idTag: z.string().max(64).nullable(),
        energyWh: energyWh.meta({ description: "Energy of the running or last charge" }),
        powerW: z.int().nonnegative().nullable(),
      }),
    ),
  })
  .meta({ description: "Retained state of one charger" });

/** A pump or a charger, told apart by `kind`: the payload of the `state` topic. */
export const equipmentState = z
  .discriminatedUnion("kind", [pumpState, chargerState])
  .meta({ description: "Retained live state of one pump or charger" });

/** Whether a daemon is online, and with which software and store: the payload of the `status` topic. */
export const gatewayStatus = z
  .object({
    v: version,
    online: z.boolean(),
    at: epochMs,
    software: z.string().max(64),
    epoch: z.string().max(64).nullable(),
  })
  .meta({ description: "Retained; the will says offline" });

/** A parsed `pumpState`. */
export type PumpState = z.infer<typeof pumpState>;
/** A parsed `chargerState`. */
export type ChargerState = z.infer<typeof chargerState>;
/** One of the states of `connectorStatus`. */
export type ConnectorStatus = z.infer<typeof connectorStatus>;
/** A parsed `equipmentState`. */
export type EquipmentState = z.infer<typeof equipmentState>;
/** A parsed `gatewayStatus`. */
export type GatewayStatus = z.infer<typeof gatewayStatus>;
