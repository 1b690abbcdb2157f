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

/** A line frame kept as evidence of a disputed sale. */
const frameEvidence = z.object({
  at: epochMs,
  direction: z.enum(["to-device", "from-device"]),
  hex: z.string().meta({ description: "Bytes as upper-case hex, separated by spaces", examples: ["50 20 FA"] }),
});

/** What a pump's display showed when a fill ended: this is the sale. */
const pumpSale = z
  .object({
    type: z.literal("pump.sale"),
    saleId: z.string().min(1).max(64).meta({ description: "Made by the daemon, one for each fill" }),
    pumpId: deviceId,
    nozzle,
    authorisationId: z.string().min(1).max(64).nullable().meta({ description: "Null for a manual or recovered sale" }),
    orderNo: z.string().max(64).nullable(),
    volumeMl,
    amountFen,
    unitPrice,
    startedAt: epochMs,
    endedAt: epochMs,
    ending: z.enum(["completed", "preset-reached", "stopped", "fault", "recovered"]),
    totaliserStartMl: volumeMl.nullable(),
    totaliserEndMl: volumeMl.nullable(),
    evidence: z.array(frameEvidence).max(200),
  })
  .meta({ description: "A finished fill, as the pump's display says it" });

const pumpAlarm = z
  .object({ type: z.literal("pump.alarm"), pumpId: deviceId, alarm: z.string().max(64), rawCode: z.int().nullable() })
  .meta({ description: "A pump reports a fault" });

const chargerSessionStarted = z
  .object({
    type: z.literal("charger.session-started"),
    chargerId: deviceId,
    connector,
    transactionId: z.string().min(1).max(64),
    idTag: z.string().max(64).nullable(),
    meterStartWh: energyWh,
    startedAt: epochMs,
  })
  .meta({ description: "Energy may flow: a charge began" });

/** A reading of the meter's register (not of the session), at the device's time. */
const meterReading = z.object({ at: epochMs, energyWh });

const chargerMeterValues = z
  .object({
    type: z.literal("charger.meter-values"),
    chargerId: deviceId,
    connector,
    transactionId: z.string().min(1).max(64),
    readings: z.array(meterReading).min(1).max(1_000),
  })
  .meta({ description: "Interval readings: they split the bill at the tariff's boundaries" });

const chargerSessionStopped = z
  .object({
    type: z.literal("charger.session-stopped"),
    chargerId: deviceId,
    connector,
    transactionId: z.string().min(1).max(64),
    idTag: z.string().max(64).nullable(),
    meterStopWh: energyWh,
    stoppedAt: epochMs,
    reason: z.string().max(64).meta({ description: "As the charger says it, e.g. Remote, EVDisconnected, PowerLoss" }),
    readings: z.array(meterReading).max(1_000),
  })
  .meta({ description: "The charge ended; the meter's difference is the bill" });

/** Everything that is money or leads to money. These are stored before a device is released or answered. */
export const deviceEventBody = z.discriminatedUnion("type", [
  pumpSale,
  pumpAlarm,
  chargerSessionStarted,
  chargerMeterValues,
  chargerSessionStopped,
]);

/** One event with its number and the clocks of the daemon, both in milliseconds. */
export const deviceEvent = z
  .object({
    seq: z.int().positive().meta({ description: "Dense per (gateway, epoch), from 1; the order of events" }),
    correlationId,
    occurredAt: epochMs.meta({ description: "The daemon's wall clock when it recorded the event" }),
    uptimeMs: z.int().nonnegative().meta({ description: "Monotonic time since the daemon started" }),
    clockSynchronised: z.boolean(),
    body: deviceEventBody,
  })
  .meta({ description: "One stored event of a gateway, identified by (gatewayId, epoch, seq)" });

/** Up to 64 events of one store of a daemon: the payload of the `events` topic. */
export const eventBatch = z
  .object({
    v: version,
    epoch: z.string().min(1).max(64).meta({ description: "Names the daemon's store; a new store is a new epoch" }),
    events: z.array(deviceEvent).min(1).max(64),
  })
  .meta({ description: "Events in order, sent until the application acknowledges them" });

/** Which events the API has committed, which it misses and which it put aside: the payload of the `ack` topic. */
export const eventAck = z
  .object({
    v: version,
    epoch: z.string().min(1).max(64),
    upTo: z.int().nonnegative().meta({ description: "Every event up to this number is committed by the API" }),
    gaps: z
      .array(z.tuple([z.int().positive(), z.int().positive()]))
      .max(100)
      .meta({ description: "Ranges above upTo that are missing, both ends included: send them again" }),
    accepted: z.array(z.int().positive()).max(1_000).meta({ description: "Committed events above upTo" }),
    quarantined: z
      .array(z.int().positive())
      .max(1_000)
      .meta({ description: "Same number, other content: kept apart, alarmed" }),
  })
  .meta({ description: "Sent after the API's own commit; only this empties the outbox" });

/** A line frame as hex, with its direction and its time in epoch milliseconds. */
export type FrameEvidence = z.infer<typeof frameEvidence>;
/** A finished fill: millilitres, fen and yuan per litre as the display showed them. */
export type PumpSale = z.infer<typeof pumpSale>;
/** A fault that a pump reported, by name and by its own code. */
export type PumpAlarm = z.infer<typeof pumpAlarm>;
/** A charge began; `meterStartWh` is the register of the meter. */
export type ChargerSessionStarted = z.infer<typeof chargerSessionStarted>;
/** Readings of the meter during a charge. */
export type ChargerMeterValues = z.infer<typeof chargerMeterValues>;
/** A charge ended; `meterStopWh` is the register of the meter. */
export type ChargerSessionStopped = z.infer<typeof chargerSessionStopped>;
/** The register of a meter in watt-hours at an instant in epoch milliseconds. */
export type MeterReading = z.infer<typeof meterReading>;
/** One of the bodies of `deviceEventBody`, told apart by `type`. */
export type DeviceEventBody = z.infer<typeof deviceEventBody>;
/** A parsed `deviceEvent`. */
export type DeviceEvent = z.infer<typeof deviceEvent>;
/** A parsed `eventBatch`. */
export type EventBatch = z.infer<typeof eventBatch>;
/** A parsed `eventAck`. */
export type EventAck = z.infer<typeof eventAck>;
