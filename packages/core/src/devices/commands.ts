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

const authorisationId = z.string().min(1).max(64);

const pumpAuthorise = z
  .object({
    type: z.literal("pump.authorise"),
    pumpId: deviceId,
    nozzle,
    authorisationId,
    orderNo: z.string().max(64),
    unitPrice: unitPrice.meta({ description: "The order's frozen price; the pump's own price must equal it" }),
    preset: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("volume"), volumeMl }),
      z.object({ kind: z.literal("amount"), amountFen }),
    ]),
  })
  .meta({ description: "Preset and release a pump for one order; never replayed after its expiry or a restart" });

const pumpCancel = z
  .object({ type: z.literal("pump.cancel"), pumpId: deviceId, authorisationId })
  .meta({ description: "Take back an authorisation; a fill in progress is stopped and becomes a sale" });

const chargerStart = z
  .object({
    type: z.literal("charger.start"),
    chargerId: deviceId,
    connector,
    idTag: z.string().min(1).max(20),
    limitWh: energyWh.nullable().meta({ description: "The station stops the charge here; null: no limit" }),
  })
  .meta({ description: "Remote start" });

const chargerStop = z
  .object({ type: z.literal("charger.stop"), chargerId: deviceId, transactionId: z.string().min(1).max(64) })
  .meta({ description: "Remote stop" });

export const deviceCommand = z.discriminatedUnion("type", [pumpAuthorise, pumpCancel, chargerStart, chargerStop]);

export const commandEnvelope = z
  .object({
    v: version,
    commandId: z
      .string()
      .min(1)
      .max(64)
      .meta({ description: "Idempotency key: a repeated id gets the first reply again" }),
    correlationId,
    issuedAt: epochMs,
    expiresAt: epochMs.meta({ description: "Refused when the daemon sees it later than this" }),
    command: deviceCommand,
  })
  .meta({ description: "A command to one device" });

/** Why a command was not carried out. Layers: command (the envelope), device, transport, protocol. */
export const commandFailureCode = z.enum([
  "command.expired",
  "command.malformed",
  "command.unsupported",
  "command.interrupted",
  "device.unknown",
  "device.offline",
  "device.busy",
  "device.not-ready",
  "device.price-mismatch",
  "device.refused",
  "device.unrecordable",
  "transport.failed",
  "protocol.timeout",
]);

export const commandReply = z
  .object({
    v: version,
    commandId: z.string().min(1).max(64),
    correlationId,
    at: epochMs,
    outcome: z.discriminatedUnion("status", [
      z.object({
        status: z.literal("done"),
        data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      }),
      z.object({ status: z.literal("failed"), code: commandFailureCode, message: z.string().max(500) }),
    ]),
  })
  .meta({ description: "What became of a command" });

export const gatewaySettings = z
  .object({
    v: version,
    at: epochMs,
    prices: z.array(z.object({ pumpId: deviceId, nozzle, unitPrice })),
  })
  .meta({
    description: "Retained: prices the pumps shall show. Sent to a pump only while it is idle, confirmed in its state",
  });

export type DeviceCommand = z.infer<typeof deviceCommand>;
export type PumpAuthorise = z.infer<typeof pumpAuthorise>;
export type PumpCancel = z.infer<typeof pumpCancel>;
export type ChargerStart = z.infer<typeof chargerStart>;
export type ChargerStop = z.infer<typeof chargerStop>;
export type CommandEnvelope = z.infer<typeof commandEnvelope>;
export type CommandFailureCode = z.infer<typeof commandFailureCode>;
export type CommandReply = z.infer<typeof commandReply>;
export type CommandOutcome = CommandReply["outcome"];
export type GatewaySettings = z.infer<typeof gatewaySettings>;
