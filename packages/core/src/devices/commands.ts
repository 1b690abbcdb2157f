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

/** What the API may tell a device, told apart by `type`; as zod parses it. */
export const deviceCommand = z.discriminatedUnion("type", [pumpAuthorise, pumpCancel, chargerStart, chargerStop]);

/** A command with its idempotency key and its time limits in epoch milliseconds: the payload of the `commands` topic. */
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

/** The outcome of one command, `done` or `failed` with a code: the payload of the `replies` topic. */
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

/** The unit prices (yuan per litre, decimal text) that the pumps behind a gateway shall show: the payload of the `settings` topic. */
export const gatewaySettings = z
  .object({
    v: version,
    at: epochMs,
    prices: z.array(z.object({ pumpId: deviceId, nozzle, unitPrice })),
  })
  .meta({
    description: "Retained: prices the pumps shall show. Sent to a pump only while it is idle, confirmed in its state",
  });

/** One of the commands of `deviceCommand`. */
export type DeviceCommand = z.infer<typeof deviceCommand>;
/** Presets a pump by millilitres or fen and releases it for one order at its frozen price. */
export type PumpAuthorise = z.infer<typeof pumpAuthorise>;
/** Takes back an authorisation of a pump. */
export type PumpCancel = z.infer<typeof pumpCancel>;
/** Starts a charge at a connector, up to so many watt-hours. */
export type ChargerStart = z.infer<typeof chargerStart>;
/** Stops the charge of a transaction. */
export type ChargerStop = z.infer<typeof chargerStop>;
/** A parsed `commandEnvelope`. */
export type CommandEnvelope = z.infer<typeof commandEnvelope>;
/** One of the codes of `commandFailureCode`. */
export type CommandFailureCode = z.infer<typeof commandFailureCode>;
/** A parsed `commandReply`. */
export type CommandReply = z.infer<typeof commandReply>;
/** What became of a command: its data, or a failure code with a message. */
export type CommandOutcome = CommandReply["outcome"];
/** A parsed `gatewaySettings`. */
export type GatewaySettings = z.infer<typeof gatewaySettings>;
