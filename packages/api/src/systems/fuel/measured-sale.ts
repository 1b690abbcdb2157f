import type { PumpSale } from "@waystation/core/devices";
import { fen } from "@waystation/core/money";
import { amendToMeasured } from "@waystation/core/orders";
import { litresFromMl, rate } from "@waystation/core/quantity";
import type { Context } from "../../context.js";
import type { Effect } from "../../devices/ingest.js";
import type { Db } from "../../storage/database.js";
import { type FuelOrderRow, fuelOrders } from "../../storage/repositories/fuel-orders.js";
import { type RefuelRecordRow, refuelRecords } from "../../storage/repositories/refuel-records.js";
import { stations } from "../../storage/repositories/stations.js";
import { type Actor, deviceActor, moveOrder, systemActor } from "./move-order.js";

interface Measured {
  readonly volumeMl: number;
  readonly displayFen: number | null;
  /** Who says so. */
  readonly actor: Actor;
}

/** The order is measured: what the display says is the sale; a difference to price × litres is written down and alarmed. */
export const completeOrder = async (
  { clock, log }: Pick<Context, "clock" | "log">,
  db: Db,
  order: FuelOrderRow,
  { volumeMl, displayFen, actor }: Measured,
): Promise<FuelOrderRow> => {
  const totals = amendToMeasured({
    unitPrice: rate(order.unit_price),
    quantity: litresFromMl(volumeMl),
    displayFen: displayFen === null ? null : fen(displayFen),
  });
  const differs = totals.displayDifferenceFen !== 0;
  if (differs) {
    log.warn(
      { orderNo: order.order_no, differenceFen: totals.displayDifferenceFen },
      "a pump's amount is not price × litres",
    );
  }
  const at = clock.now();
  const completed = await moveOrder(db, order, {
    event: order.state === "created" ? "attach-sale" : "complete",
    actor: order.state === "created" ? systemActor : actor,
    at,
    patch: { measured_ml: volumeMl, total_fen: totals.goodsFen },
    ...(differs ? { reason: `display differs from price × litres by ${totals.displayDifferenceFen} fen` } : {}),
  });
  const nothing = volumeMl === 0 && totals.goodsFen === 0;
  return nothing
    ? moveOrder(db, completed, { event: "cancel", actor: systemActor, at, reason: "nothing was dispensed" })
    : completed;
};

/** The record that the sale's authorisation made, if it was made for the very pump that reports. */
const recordOf = async (db: Db, gatewayId: string, sale: PumpSale): Promise<RefuelRecordRow | undefined> => {
  const record = sale.authorisationId ? await refuelRecords(db).byAuthorisation(sale.authorisationId) : undefined;
  const gun = record && (await stations(db).gunById(record.oil_gun_id));
  return gun?.gateway_id === gatewayId && gun.pump_id === sale.pumpId ? record : undefined;
};

/** Is the sale known by its id? Known with other figures is a conflict and throws, so that it is kept apart. */
const isRepeated = async (db: Db, { saleId, volumeMl, amountFen }: PumpSale): Promise<boolean> => {
  const known = (await refuelRecords(db).bySale(saleId)) ?? (await refuelRecords(db).unattributed(saleId));
  if (known && (known.volume_ml !== volumeMl || known.amount_fen !== amountFen)) {
    throw new Error(`sale ${saleId} is known with other figures`);
  }
  return known !== undefined;
};

/** A sale of a pump becomes the amount of its order, or an unattributed sale where no order fits. Never dropped. */
export const pumpSaleEffect =
  (context: Pick<Context, "clock" | "log">): Effect<PumpSale> =>
  async (db, { gatewayId, correlationId, body }) => {
    if (await isRepeated(db, body)) return;
    const records = refuelRecords(db);
    const record = await recordOf(db, gatewayId, body);
    const order = record && (await fuelOrders(db).byId(record.order_id));
    const fits =
      record && order && record.sale_id === null && ["created", "authorised", "fuelling"].includes(order.state);
    if (!fits) {
      context.log.warn({ saleId: body.saleId, gatewayId, pumpId: body.pumpId }, "a sale without an order was recorded");
      await records.addUnattributed({
        sale_id: body.saleId,
        correlation_id: correlationId,
        gateway_id: gatewayId,
        pump_id: body.pumpId,
        nozzle: body.nozzle,
        volume_ml: body.volumeMl,
        amount_fen: body.amountFen,
        ended_at: body.endedAt,
        body: JSON.stringify(body),
      });
      return;
    }
    const { volumeMl, amountFen: displayFen } = body;
    await completeOrder(context, db, order, { volumeMl, displayFen, actor: deviceActor });
    await records.change(record.id, {
      state: "completed",
      volume_ml: body.volumeMl,
      amount_fen: body.amountFen,
      sale_id: body.saleId,
      started_at: Math.min(body.startedAt, body.endedAt),
      ended_at: body.endedAt,
    });
  };
