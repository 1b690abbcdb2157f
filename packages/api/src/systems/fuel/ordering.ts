import { matchesFilter } from "@waystation/core/iam";
import { type Fen, fen } from "@waystation/core/money";
import { litres, priceOf, rate } from "@waystation/core/quantity";
import type { Context } from "../../context.js";
import { type Caller, type Commit, callerOf } from "../../contract/call.js";
import { Refusal } from "../../contract/refusal.js";
import { refusalOfOutcome } from "../../devices/refusal-of-outcome.js";
import { localTimeText } from "../../runtime/local-time.js";
import { forTenant } from "../../storage/confine.js";
import type { Db } from "../../storage/database.js";
import { nextNumber } from "../../storage/repositories/counters.js";
import { type FuelOrderRow, fuelOrders } from "../../storage/repositories/fuel-orders.js";
import { refuelRecords } from "../../storage/repositories/refuel-records.js";
import { stations } from "../../storage/repositories/stations.js";
import { timeline } from "../../storage/repositories/timeline.js";
import { actorOf, moveOrder, requireOrder } from "./move-order.js";

export interface OrderRequest {
  readonly station_id: number;
  readonly member_id?: number | undefined;
  readonly oil_id: number;
  readonly oil_gun_id: number;
  readonly service_type?: number | undefined;
  /** Litres as decimal text. */
  readonly amount?: string | undefined;
  readonly preset_money?: Fen | undefined;
  readonly vehicle_no?: string | undefined;
  readonly attendant_id?: number | undefined;
  readonly remark?: string | undefined;
}

/** `GSyyyymmddHHMM` and a number within that minute: unique, since one statement counts. */
const nextOrderNo = async (db: Db, at: number, zone: string): Promise<string> => {
  const minute = localTimeText(at, zone).replace(/\D/g, "").slice(0, 12);
  return `GS${minute}${String(await nextNumber(db, `fuel-order:${minute}`)).padStart(3, "0")}`;
};

/** Nobody makes an order that lies outside of the scope in which he may make orders. */
const requireScope = (call: Caller, { own = null, station }: { own?: number | null | undefined; station: number }) => {
  const permission = "fuel:order:create";
  const { rights, tenantId } = callerOf(call);
  const filter = rights.filterOf(permission);
  if (!filter || !matchesFilter(filter, { own, station, tenant: tenantId })) {
    throw new Refusal("auth.forbidden", { permission });
  }
};

/** Makes an order: the gun must stand at that station and sell that oil; the price is frozen now. */
export const createOrder = async (
  { clock, ids }: Context,
  db: Db,
  request: OrderRequest,
  call: Caller,
): Promise<FuelOrderRow> => {
  const repository = stations(db);
  const at = clock.now();
  const station = await repository.byId(request.station_id);
  if (!station) throw new Refusal("station.not-found", { id: request.station_id });
  const gun = await repository.gunById(request.oil_gun_id);
  if (!gun) throw new Refusal("gun.not-found", { id: request.oil_gun_id });
  const oil = await repository.oilById(request.oil_id);
  if (!oil) throw new Refusal("oil.not-found", { id: request.oil_id });
  if (station.status !== 1) throw new Refusal("station.closed", { id: station.id });
  if (oil.status !== 1) throw new Refusal("oil.disabled", { id: oil.id });
  if (gun.station_id !== station.id) throw new Refusal("gun.wrong-station", { gunNo: gun.gun_no });
  if (gun.oil_id !== request.oil_id) throw new Refusal("gun.wrong-oil", { gunNo: gun.gun_no });
  if (gun.status !== 1) throw new Refusal("gun.not-free", { gunNo: gun.gun_no, state: gun.status });
  const member = request.member_id === undefined ? undefined : await repository.memberById(request.member_id);
  if (request.member_id !== undefined && !member) throw new Refusal("member.not-found", { id: request.member_id });
  requireScope(call, { own: member?.user_id, station: station.id });
  const price = await repository.priceAt(request.oil_id, at);
  if (price === undefined) throw new Refusal("oil.no-price", { id: request.oil_id });

  const preset = request.amount === undefined ? undefined : litres(request.amount);
  const estimate = preset ? priceOf(rate(price), preset, "half-up") : request.preset_money!;
  if (estimate <= 0) throw new Refusal("request.invalid", {}, { amount: ["必须大于0"] });
  const order = await fuelOrders(db).insert({
    order_no: await nextOrderNo(db, at, station.time_zone),
    correlation_id: ids.next(),
    station_id: station.id,
    member_id: request.member_id ?? null,
    oil_id: request.oil_id,
    oil_gun_id: gun.id,
    service_type: request.service_type ?? null,
    preset_ml: preset?.steps ?? null,
    preset_fen: request.preset_money ?? null,
    unit_price: price,
    measured_ml: null,
    total_fen: estimate,
    discount_fen: fen(0),
    paid_fen: fen(0),
    vehicle_no: request.vehicle_no ?? null,
    attendant_id: request.attendant_id ?? null,
    remark: request.remark ?? null,
    state: "created",
    version: 0,
    created_at: at,
  });
  const { id, correlation_id: correlationId, total_fen: totalFen } = order;
  call.note({ object: `orders:${id}`, correlationId, after: { state: order.state, totalFen, stationId: station.id } });
  await timeline(db).add({
    correlation_id: order.correlation_id,
    at,
    event: "create",
    from_state: "",
    to_state: "created",
    actor: actorOf(callerOf(call)).id,
    reason: null,
  });
  return order;
};

/** Cancels an order. A pump that was released for it is called back first; while fuel flows it is refused. */
export const cancelOrder = async (
  context: Context,
  orderId: number,
  reason: string,
  call: Caller,
  commit: Commit<null, null>,
): Promise<null> => {
  const actor = actorOf(callerOf(call));
  const order = await requireOrder(call.db, orderId);
  if (order.state === "authorised") await callPumpBack(context, forTenant(call.db, callerOf(call).tenantId), order);
  return commit(async (db) => {
    const current = await requireOrder(db, orderId);
    call.note({
      correlationId: current.correlation_id,
      before: { state: current.state },
      after: { state: "cancelled", reason },
    });
    const at = context.clock.now();
    const free =
      current.state === "authorised" ? await moveOrder(db, current, { event: "release", actor, at, reason }) : current;
    await moveOrder(db, free, { event: "cancel", actor, at, reason });
    const records = refuelRecords(forTenant(db, callerOf(call).tenantId));
    for (const record of await records.ofOrder(orderId)) {
      if (record.state === "running") await records.change(record.id, { state: "cancelled", ended_at: at });
    }
    return null;
  });
};

const callPumpBack = async ({ devices }: Context, db: Db, order: FuelOrderRow): Promise<void> => {
  const record = (await refuelRecords(db).ofOrder(order.id)).find(({ state }) => state === "running");
  const gun = await stations(db).gunById(order.oil_gun_id);
  if (!record || !gun?.gateway_id || !gun.pump_id) return;
  const { gateway_id: gatewayId, pump_id: pumpId } = gun;
  const { authorisation_id: authorisationId } = record;
  const outcome = await devices.send(gatewayId, order.correlation_id, { type: "pump.cancel", pumpId, authorisationId });
  if (outcome.status === "done") return;
  // The command may never have reached the daemon: a pump that is idle without it was not released.
  const state = devices.live.pump(gatewayId, pumpId);
  const isFree = state?.link === "online" && state.state === "idle" && state.authorisationId !== authorisationId;
  if (outcome.code === "device.refused" && isFree) return;
  throw refusalOfOutcome(outcome, pumpId);
};
