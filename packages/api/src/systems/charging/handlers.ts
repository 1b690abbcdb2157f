import { addRational, formatRational, type Rational, rational, roundRational, zonedIso } from "@waystation/core/kernel";
import { fen, formatYuan, sumFen } from "@waystation/core/money";
import { formatQuantity, kilowattHoursFromWh } from "@waystation/core/quantity";
import type { Context } from "../../context.js";
import { type Caller, callerOf } from "../../contract/call.js";
import { Refusal } from "../../contract/refusal.js";
import type { Handlers } from "../../contract/register-system.js";
import { traceOf } from "../../services/trace-of.js";
import { charging } from "../../storage/repositories/charging.js";
import { accountHandlers } from "./account-handlers.js";
import { CHARGING_ZONE, type ChargingFloor, carOf } from "./charging-floor.js";
import type { chargingRoutes } from "./contract.js";
import { applyForCharge, cancelRequest, modifyRequest } from "./driver-requests.js";

const isoOf = (at: number): string => zonedIso(at, CHARGING_ZONE);
const isoOfRational = (at: Rational | undefined): string | null => (at ? isoOf(Number(roundRational(at))) : null);
const kwhText = (energyWh: Rational): string => formatRational({ n: energyWh.n, d: energyWh.d * 1000n }, 2);

/** One handler for each operation of the charging contract; `changed` brings station and chargers together afterwards. */
export const chargingHandlers = (
  context: Context,
  floors: readonly ChargingFloor[],
  changed: () => void,
): Handlers<typeof chargingRoutes> => {
  const { clock } = context;
  const floorOf = (call: Caller, stationId: number | undefined): ChargingFloor => {
    const own = floors.filter(({ tenantId }) => tenantId === callerOf(call).tenantId);
    const floor = stationId === undefined ? own[0] : own.find((each) => each.stationId === stationId);
    if (!floor) throw new Refusal("station.not-found", { id: stationId ?? 1 });
    return floor;
  };
  const then = async <T>(work: Promise<T>): Promise<T> => {
    const value = await work;
    changed();
    return value;
  };

  return {
    ...accountHandlers(context),
    "charge.apply": ({ query, body }, call) =>
      then(
        applyForCharge(context, floorOf(call, query.station_id), body, call, (work) =>
          call.commit(work, (data) => data),
        ),
      ),
    "charge.modify": ({ query, body }, call) =>
      then(
        modifyRequest(context, floorOf(call, query.station_id), body, call, (work) =>
          call.commit(work, (data) => data),
        ),
      ),
    "charge.cancel": ({ query }, call) =>
      then(cancelRequest(context, floorOf(call, query.station_id), call, (work) => call.commit(work, (data) => data))),
    "charge.info": async ({ query }, call) => {
      const { userId } = callerOf(call);
      const floor = floorOf(call, query.station_id);
      const request = await charging(call.db).openRequest(userId);
      const engine = await floor.engine(floor.db);
      const place = engine.car(carOf(userId));
      if (!request || !place) throw new Refusal("charging.no-request");
      const estimate = engine.estimates().get(carOf(userId));
      const { charge, details } = place;
      const energyWh = [charge?.energyWh ?? rational(0), ...details.map((detail) => detail.energyWh)].reduce(
        addRational,
      );
      const running = charge ? roundRational(addRational(charge.energyFen, charge.serviceFen)) : 0n;
      const cost = sumFen([fen(Number(running)), ...details.map(({ totalFen }) => totalFen)]);
      return {
        data: {
          user_id: String(userId),
          charging_type: place.mode,
          request_power: Number(request.quantity),
          queue_num: place.number,
          time_duration: Math.floor((clock.now() - request.created_at) / 1000),
          created_at: isoOf(request.created_at),
          state: place.place === "pile",
          status: charge
            ? "charging"
            : place.isCharged
              ? "charged"
              : place.place === "pile"
                ? "called"
                : place.place === "fault-queue"
                  ? "interrupted"
                  : "waiting",
          pile: place.pile,
          charging_station_id: floor.piles.find(({ code }) => code === place.pile)?.id ?? null,
          cars_ahead: place.carsAhead,
          estimated_start: isoOfRational(estimate?.start),
          estimated_finish: isoOfRational(estimate?.finish),
          charged_energy: kwhText(energyWh),
          cost: formatYuan(cost),
        },
      };
    },
    "logs.list": async ({ query }, call) => ({
      log: (await charging(call.db).records(callerOf(call).userId, query.num)).map((record) => ({
        record_id: record.id,
        request_id: record.request_id,
        charging_station_id: record.pile_id,
        start_time: isoOf(record.started_at),
        end_time: isoOf(record.stopped_at),
        actual_power: formatQuantity(kilowattHoursFromWh(record.energy_wh)),
        service_fee: formatYuan(fen(record.service_fen)),
        charging_fee: formatYuan(fen(record.energy_fen)),
        total_fee: formatYuan(fen(record.total_fen)),
        periods: JSON.parse(record.lines),
        correlation_id: record.correlation_id,
      })),
    }),
    "traces.get": async ({ params }, call) => {
      const request = await charging(call.db).requestByCorrelation(params.id);
      if (request?.user_id !== callerOf(call).userId) throw new Refusal("trace.not-found", { id: params.id });
      return { data: await traceOf(call.db, request.correlation_id, CHARGING_ZONE, request.number) };
    },
  };
};
