import type {
  ChargerMeterValues,
  ChargerSessionStarted,
  ChargerSessionStopped,
  MeterReading,
} from "@waystation/core/devices";
import type { Effect } from "../../devices/ingest.js";
import type { Db } from "../../storage/database.js";
import { type ChargingRequestRow, charging } from "../../storage/repositories/charging.js";
import { type ChargingFloor, carOf } from "./charging-floor.js";
import { idTagOf, isOwnTag } from "./driver-requests.js";

interface Session {
  readonly floor: ChargingFloor;
  readonly request: ChargingRequestRow;
  readonly meterStartWh: number;
}

/** What the chargers of this deployment report, put to the engines of its stations. */
export const chargerEffects = (floors: readonly ChargingFloor[]) => {
  const log = floors[0]?.context.log;

  const sessionOf = async (
    db: Db,
    gatewayId: string,
    { chargerId, transactionId }: { readonly chargerId: string; readonly transactionId: string },
  ): Promise<Session | undefined> => {
    const request = await charging(db).requestByTransaction(gatewayId, chargerId, transactionId);
    const floor = floors.find(({ stationId }) => stationId === request?.station_id);
    if (!request || !floor || request.meter_start_wh === null) {
      log?.warn(
        { gatewayId, chargerId, transactionId },
        "a charge without a request was reported; it is kept as an event",
      );
      return undefined;
    }
    return { floor, request, meterStartWh: Number(request.meter_start_wh) };
  };

  /** Readings of a session in order; one that the engine refuses (late, falling) is logged and left out. */
  const read = async (db: Db, session: Session, type: "meter" | "charged", reading: MeterReading): Promise<void> => {
    const { floor, request, meterStartWh } = session;
    const car = carOf(request.user_id);
    const start = (await floor.engine(db)).car(car)?.charge?.start;
    const at = Math.min(reading.at, floor.context.clock.now());
    const readAtMs = start ? Math.max(at, Number(start.n / start.d) + (start.n % start.d === 0n ? 0 : 1)) : at;
    const energyWh = Math.max(0, reading.energyWh - meterStartWh);
    const { result } = await floor.handle(db, { type, car, energyWh, readAtMs }, readAtMs);
    if (!result.ok) log?.warn({ car, reading, reason: result.error.code }, "a meter reading was refused");
  };

  /** A driver who cancelled while the charger was being started: nobody would pay for what flows. */
  const stopUnasked = (gatewayId: string, correlationId: string, { chargerId, transactionId }: ChargerSessionStarted) =>
    floors[0]?.context.devices
      .send(gatewayId, correlationId, { type: "charger.stop", chargerId, transactionId })
      .catch((error: unknown) =>
        log?.warn({ err: error, chargerId }, "a charge nobody asked for could not be stopped"),
      );

  const started: Effect<ChargerSessionStarted> = async (db, { gatewayId, correlationId, body }) => {
    for (const floor of floors) {
      const pile = floor.piles.find(
        ({ gateway_id, charger_id, connector }) =>
          gateway_id === gatewayId && charger_id === body.chargerId && connector === body.connector,
      );
      const car = pile && (await floor.engine(db)).snapshot().piles.find(({ id }) => id === pile.code)?.queue[0]?.car;
      const request = car === undefined ? undefined : await charging(db).openRequest(Number(car));
      if (!request || body.idTag !== idTagOf(request.user_id)) continue;
      await charging(db).changeRequest(request.id, {
        transaction_id: body.transactionId,
        meter_start_wh: body.meterStartWh,
      });
      const startedAtMs = body.startedAt;
      await floor.handle(db, { type: "plugged-in", car: carOf(request.user_id), startedAtMs }, startedAtMs);
      return;
    }
    log?.warn({ chargerId: body.chargerId, idTag: body.idTag }, "a charge began that nobody had asked for");
    // Not waited for: the command is stored after this transaction. Local cards have other tags and are left alone.
    if (body.idTag && isOwnTag(body.idTag)) void stopUnasked(gatewayId, correlationId, body);
  };

  const metered: Effect<ChargerMeterValues> = async (db, { gatewayId, body }) => {
    const session = await sessionOf(db, gatewayId, body);
    if (!session) return;
    for (const reading of body.readings) await read(db, session, "meter", reading);
  };

  const stopped: Effect<ChargerSessionStopped> = async (db, { gatewayId, body }) => {
    const session = await sessionOf(db, gatewayId, body);
    if (!session) return;
    for (const reading of body.readings) {
      if (reading.at < body.stoppedAt) await read(db, session, "meter", reading);
    }
    await read(db, session, "charged", { at: body.stoppedAt, energyWh: body.meterStopWh });
  };

  return { started, metered, stopped };
};
