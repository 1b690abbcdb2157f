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

export const equipmentState = z
  .discriminatedUnion("kind", [pumpState, chargerState])
  .meta({ description: "Retained live state of one pump or charger" });

export const gatewayStatus = z
  .object({
    v: version,
    online: z.boolean(),
    at: epochMs,
    software: z.string().max(64),
    epoch: z.string().max(64).nullable(),
  })
  .meta({ description: "Retained; the will says offline" });

export type PumpState = z.infer<typeof pumpState>;
export type ChargerState = z.infer<typeof chargerState>;
export type ConnectorStatus = z.infer<typeof connectorStatus>;
export type EquipmentState = z.infer<typeof equipmentState>;
export type GatewayStatus = z.infer<typeof gatewayStatus>;
