import type { PumpState } from "@waystation/core/devices";
import { formatRate, litres, parseRate, priceOf, rate } from "@waystation/core/quantity";
import type { Context } from "../../context.js";
import { type Caller, type Commit, callerOf } from "../../contract/call.js";
import { Refusal } from "../../contract/refusal.js";
import { refusalOfOutcome } from "../../devices/refusal-of-outcome.js";
import { everyTenant, forTenant } from "../../storage/confine.js";
import type { Db } from "../../storage/database.js";
import { fuelOrders } from "../../storage/repositories/fuel-orders.js";
import { type RefuelRecordRow, refuelRecords } from "../../storage/repositories/refuel-records.js";
import { type GunRow, stations } from "../../storage/repositories/stations.js";
import { tenantOfGateway } from "../../storage/repositories/tenants.js";
import { completeOrder } from "./measured-sale.js";
import { actorOf, deviceActor, moveOrder, requireOrder, systemActor } from "./move-order.js";

interface PumpAddress {
  readonly gatewayId: string;
  readonly pumpId: string;
  readonly nozzle: number;
}

/** The pump behind a gun; undefined where none is connected. */
export const pumpOf = (gun: GunRow): PumpAddress | undefined =>
  gun.gateway_id && gun.pump_id && gun.nozzle
    ? { gatewayId: gun.gateway_id, pumpId: gun.pump_id, nozzle: gun.nozzle }
    : undefined;

/** The price that the pump itself confirmed for a nozzle, in 1e-5 yuan. */
export const priceAtPump = (state: PumpState | undefined, nozzle: number): number | undefined => {
  const shown = state?.unitPrices.find((price) => price.nozzle === nozzle);
  const parsed = shown && parseRate(shown.unitPrice);
  return parsed?.ok ? parsed.value : undefined;
};

/** The price at a pump that may be released for an order: online, free, at the order's own price. */
const pricedPump = (
  { devices }: Context,
  { gun_no: gunNo }: GunRow,
  { gatewayId, pumpId, nozzle }: PumpAddress,
  orderPrice: number,
): number => {
  const state = devices.live.pump(gatewayId, pumpId);
  if (!state || state.link === "offline") throw new Refusal("device.offline", { device: pumpId });
  if (!["idle", "calling"].includes(state.state)) throw new Refusal("gun.not-free", { gunNo, state: state.state });
  const price = priceAtPump(state, nozzle);
  if (price === undefined) throw new Refusal("gun.price-unconfirmed", { gunNo });
  if (price !== orderPrice) {
    const [pumpText, orderText] = [formatRate(rate(price)), formatRate(rate(orderPrice))];
    throw new Refusal("gun.price-differs", { gunNo, pumpPrice: pumpText, orderPrice: orderText });
  }
  return price;
};

/**
 * Starts a fill. With a pump: preset and authorise it through the daemon, and say so when it is offline, busy or shows another
 * price; the record stands only once the pump has taken it. Without one the attendant just begins.
 */
export const startRefuel = async <Answer>(
  context: Context,
  request: { readonly order_id: number; readonly oil_gun_id: number; readonly operator_id?: number | undefined },
  call: Caller,
  commit: Commit<RefuelRecordRow, Answer>,
): Promise<Answer> => {
  const { clock, ids, devices, log } = context;
  const { db } = call;
  const actor = actorOf(callerOf(call));
  const order = await requireOrder(db, request.order_id);
  if (order.oil_gun_id !== request.oil_gun_id) throw new Refusal("order.gun-differs");
  const gun = await stations(db).gunById(order.oil_gun_id);
  if (!gun) throw new Refusal("gun.not-found", { id: order.oil_gun_id });
  const pump = pumpOf(gun);
  const pumpUnitPrice = pump && order.state === "created" ? pricedPump(context, gun, pump, order.unit_price) : null;
  const row = {
    order_id: order.id,
    oil_gun_id: gun.id,
    operator_id: request.operator_id ?? null,
    authorisation_id: ids.next(),
    state: "running",
    started_at: clock.now(),
  };
  const begin = async (tx: Db) => {
    await moveOrder(tx, order, { event: "authorise", actor, at: row.started_at, pumpUnitPrice });
    const record = await refuelRecords(tx).insert(row);
    const { correlation_id: correlationId } = order;
    call.note({ object: `refuelRecords:${record.id}`, correlationId, after: { orderId: order.id, gunId: gun.id } });
    return record;
  };
  if (!pump) return commit(begin);

  const record = await db.transaction().execute(begin);
  const outcome = await devices.send(pump.gatewayId, order.correlation_id, {
    type: "pump.authorise",
    pumpId: pump.pumpId,
    nozzle: pump.nozzle,
    authorisationId: record.authorisation_id,
    orderNo: order.order_no,
    unitPrice: formatRate(rate(order.unit_price)),
    preset:
      order.preset_ml === null
        ? { kind: "amount", amountFen: order.preset_fen! }
        : { kind: "volume", volumeMl: order.preset_ml },
  });
  if (outcome.status === "done") return commit(async () => record);
  if (outcome.code === "protocol.timeout") {
    // It may have been carried out: take it back. A sale that comes all the same finds its record by the authorisation.
    const { pumpId } = pump;
    const takeBack = { type: "pump.cancel", pumpId, authorisationId: record.authorisation_id } as const;
    devices.send(pump.gatewayId, order.correlation_id, takeBack).catch((error: unknown) => {
      log.warn({ err: error, pumpId }, "an authorisation without an answer could not be taken back");
    });
  }
  await db.transaction().execute(async (tx) => {
    await refuelRecords(tx).change(record.id, { state: "cancelled", ended_at: clock.now() });
    const current = await requireOrder(tx, order.id);
    if (current.state === "authorised") {
      await moveOrder(tx, current, { event: "release", actor: systemActor, at: clock.now(), reason: outcome.code });
    }
  });
  throw refusalOfOutcome(outcome, pump.pumpId);
};

/** Fuel flows for an authorisation: the order shows it. Lost news of this kind does no harm. */
export const followPump =
  ({ db, clock, log }: Context) =>
  (gatewayId: string, state: { readonly kind: string }): void => {
    const pump = state as PumpState;
    if (pump.kind !== "pump" || pump.state !== "filling" || !pump.authorisationId) return;
    const { authorisationId } = pump;
    const note = async (): Promise<void> => {
      const tenantId = await tenantOfGateway(everyTenant(db), gatewayId);
      await forTenant(db, tenantId)
        .transaction()
        .execute(async (tx) => {
          const record = await refuelRecords(tx).byAuthorisation(authorisationId);
          const gun = record && (await stations(tx).gunById(record.oil_gun_id));
          if (gun?.gateway_id !== gatewayId) return;
          const order = record && (await fuelOrders(tx).byId(record.order_id));
          if (order?.state === "authorised")
            await moveOrder(tx, order, { event: "start", actor: deviceActor, at: clock.now() });
        });
    };
    note().catch((error: unknown) => log.warn({ err: error }, "the start of a fill could not be noted"));
  };

/**
 * Ends a fill. With a pump its own measurement stands and this only reads it; the attendant's figure counts only where no
 * device is connected, and needs its own permission.
 */
export const endRefuel = async <Answer>(
  context: Context,
  recordId: number,
  litresText: string,
  call: Caller,
  commit: Commit<RefuelRecordRow, Answer>,
): Promise<Answer> => {
  const record = await refuelRecords(call.db).byId(recordId);
  if (!record) throw new Refusal("refuel.not-found", { id: recordId });
  if (record.state !== "running") return commit(async () => record);
  const gun = await stations(call.db).gunById(record.oil_gun_id);
  if (!gun || pumpOf(gun)) throw new Refusal("refuel.still-running");
  const permission = "fuel:refuel:by-hand";
  if (!callerOf(call).rights.may(permission)) throw new Refusal("auth.forbidden", { permission });
  const at = context.clock.now();
  return commit(async (db) => {
    const order = await requireOrder(db, record.order_id);
    const volume = litres(litresText);
    const amount = priceOf(rate(order.unit_price), volume, "half-up");
    // The right to end it by hand was checked: whoever has it stands in for the attendant at the nozzle.
    const actor = { role: "attendant", id: actorOf(callerOf(call)).id } as const;
    await completeOrder(context, db, order, { volumeMl: volume.steps, displayFen: null, actor });
    const { correlation_id: correlationId } = order;
    const measured = { volumeMl: volume.steps, amountFen: amount };
    call.note({ correlationId, before: { state: record.state }, after: { state: "completed", ...measured } });
    const patch = { state: "completed", volume_ml: volume.steps, amount_fen: amount, ended_at: at };
    await refuelRecords(db).change(record.id, patch);
    return { ...record, ...patch };
  });
};
