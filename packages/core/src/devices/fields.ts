import { z } from "zod";

/** Names equipment and gateways; stands in MQTT topics, so no wildcard, slash or white space. */
export const deviceId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, "1–64 letters, digits, dot, dash, underscore")
  .meta({ description: "Identifier of a gateway, pump or charger", examples: ["pump-1"] });

/** One id for everything that belongs to one sale or charge: order, command, frames, outbox row, ledger entry. */
export const correlationId = z
  .string()
  .min(1)
  .max(64)
  .meta({
    description: "One id from the order to the ledger entry",
    examples: ["0b6f0f9e-4c0e-4a51-a4b5-6d3b3c1f2a10"],
  });

/** An instant in milliseconds since the epoch, whole and not negative. */
export const epochMs = z.int().nonnegative().meta({ description: "Milliseconds since 1970-01-01T00:00:00Z" });
/** A volume in whole millilitres, not negative. */
export const volumeMl = z
  .int()
  .nonnegative()
  .meta({ description: "Volume in millilitres", examples: [50_000] });
/** An amount in whole fen, not negative. */
export const amountFen = z
  .int()
  .nonnegative()
  .meta({ description: "Money in fen (0.01 yuan)", examples: [40_250] });
/** An energy in whole watt-hours, not negative. */
export const energyWh = z
  .int()
  .nonnegative()
  .meta({ description: "Energy in watt-hours", examples: [12_345] });
/** A logical nozzle of a pump, 1–15. */
export const nozzle = z.int().min(1).max(15).meta({ description: "Logical nozzle of the pump, 1–15" });
/** A connector of a charger, 1–255. */
export const connector = z.int().min(1).max(255).meta({ description: "Connector of the charger, from 1" });

/** Yuan per litre as decimal text with up to five decimals: exact on every side. */
export const unitPrice = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,5})?$/, "a decimal number with up to 5 decimals")
  .meta({ description: "Yuan per litre", examples: ["8.05"] });

/** The version that every payload carries. */
export const version = z.literal(1).meta({ description: "Version of the device contract" });
