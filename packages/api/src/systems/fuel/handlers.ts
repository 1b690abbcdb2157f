import { matchesFilter } from "@waystation/core/iam";
import { fen, yuanNumber } from "@waystation/core/money";
import { fuelOrderStatus, statesOfStatus } from "@waystation/core/orders";
import { rateFromFen } from "@waystation/core/quantity";
import type { Context } from "../../context.js";
import { callerOf, type Principal } from "../../contract/call.js";
import { Refusal } from "../../contract/refusal.js";
import type { Handlers } from "../../contract/register-system.js";
import { instantOfLocal, localTimeText } from "../../runtime/local-time.js";
import { traceOf } from "../../services/trace-of.js";
import type { Db } from "../../storage/database.js";
import { accounts } from "../../storage/repositories/accounts.js";
import { auditLog } from "../../storage/repositories/audit-log.js";
import { coupons } from "../../storage/repositories/coupons.js";
import { fuelOrders } from "../../storage/repositories/fuel-orders.js";
import { payments } from "../../storage/repositories/payments.js";
import { type RefuelRecordRow, refuelRecords } from "../../storage/repositories/refuel-records.js";
import { type GunRow, stations } from "../../storage/repositories/stations.js";
import { timeline } from "../../storage/repositories/timeline.js";
import { authHandlers } from "./auth-handlers.js";
import { avatarOf, setAvatar } from "./avatars.js";
import { payOrder, redeemCoupon } from "./checkout.js";
import type { fuelRoutes } from "./contract.js";
import { fuelDialect } from "./dialect.js";
import { requireOrder } from "./move-order.js";
import { exportOrders } from "./order-export.js";
import { cancelOrder, createOrder } from "./ordering.js";
import type { PriceBoard } from "./price-board.js";
import { endRefuel, pumpOf, startRefuel } from "./refuelling.js";
import * as view from "./views.js";

interface PageQuery {
  readonly page: number;
  readonly page_size: number;
}

const sliceOf = ({ page, page_size }: PageQuery) => ({ offset: (page - 1) * page_size, limit: page_size });

const nothing = () => null;

const mayTraceAll = ({ rights, tenantId }: Principal): boolean => {
  const filter = rights.filterOf("fuel:trace:read");
  return filter !== null && matchesFilter(filter, { tenant: tenantId });
};

/** The rows of a slice as the document's page. */
const pageOf = <Row, Item>(
  query: PageQuery,
  { rows, total }: { rows: Row[]; total: number },
  show: (row: Row) => Item,
) => fuelDialect.page({ list: rows.map(show), page: query.page, pageSize: query.page_size, total }) as never;

/** The zone in which this deployment's documents print times; one station's zone in lists over several. */
const DEFAULT_ZONE = "Asia/Shanghai";

const between = ({ start_date, end_date }: { start_date?: string | undefined; end_date?: string | undefined }) => ({
  from: start_date === undefined ? undefined : instantOfLocal(start_date, DEFAULT_ZONE),
  until: end_date === undefined ? undefined : instantOfLocal(end_date, DEFAULT_ZONE, 1),
});

/** One handler for each operation of the fuel contract. */
export const fuelHandlers = (context: Context, prices: PriceBoard): Handlers<typeof fuelRoutes> => {
  const { clock, devices } = context;
  const zone = DEFAULT_ZONE;
  const liveOf = (gun: GunRow | undefined) => {
    const pump = gun && pumpOf(gun);
    return pump && devices.live.pump(pump.gatewayId, pump.pumpId);
  };
  const recordView = async (from: Db, record: RefuelRecordRow) =>
    view.refuelRecordView(record, liveOf(await stations(from).gunById(record.oil_gun_id)), zone);
  const requireGun = async (db: Db, id: number) => {
    const gun = await stations(db).gunById(id);
    if (!gun) throw new Refusal("gun.not-found", { id });
    return gun;
  };

  return {
    ...authHandlers(context),
    "users.current": async (_input, call) =>
      view.userView((await accounts(call.db, "fuel").byId(callerOf(call).userId))!, zone, context.config.fuelPrefix),
    "users.setAvatar": async ({ body }, call) => ({ avatar: await setAvatar(context, callerOf(call), body) }),
    "users.avatar": ({ params }, call) => avatarOf(context, call, params.id),
    "users.coupons": async ({ params, query }, { db }) => {
      if (!(await accounts(db, "fuel").byId(params.id))) throw new Refusal("user.not-found");
      const held = (await coupons(db).heldBy(params.id)).map((row) => view.userCouponView(row, clock.now(), zone));
      return query.status === undefined ? held : held.filter(({ status }) => status === query.status);
    },
    "userCoupons.use": ({ params, body }, call) =>
      call.commit(
        (tx) => redeemCoupon(context, tx, params.id, body.order_id, call),
        (order) => {
          const { discount_amount, payable_amount } = view.orderView(order, zone);
          return { order_id: order.id, discount_amount, payable_amount };
        },
      ),
    "oils.list": async ({ query }, { db }) => {
      const found = await stations(db).listOils(query, sliceOf(query));
      const shown = await Promise.all(
        found.rows.map(async (row) => view.oilView(row, await stations(db).priceAt(row.id, clock.now()))),
      );
      return pageOf(query, { rows: shown, total: found.total }, (row) => row);
    },
    "oils.get": async ({ params }, { db }) => {
      const row = await stations(db).oilById(params.id);
      if (!row) throw new Refusal("oil.not-found", { id: params.id });
      return view.oilDetailView(row, await stations(db).priceAt(row.id, clock.now()), zone);
    },
    "oils.updatePrice": async ({ params, body }, call) => {
      const { userId } = callerOf(call);
      const answer = await call.commit(async (tx) => {
        if (!(await stations(tx).oilById(params.id))) throw new Refusal("oil.not-found", { id: params.id });
        const now = clock.now();
        const before = (await stations(tx).priceAt(params.id, now)) ?? null;
        call.note({ before: { price: before }, after: { price: rateFromFen(body.price) } });
        await stations(tx).addPrice({
          oil_id: params.id,
          price: rateFromFen(body.price),
          effective_at: body.effective_time === undefined ? now : instantOfLocal(body.effective_time, zone),
          remark: body.remark ?? null,
          created_by: userId,
          created_at: now,
        });
      }, nothing);
      await prices.publish();
      return answer;
    },
    "stations.list": async ({ query }, { db }) =>
      pageOf(query, await stations(db).list(query, sliceOf(query)), (row) => row),
    "stations.oilGuns": async ({ params }, { db }) => {
      if (!(await stations(db).byId(params.id))) throw new Refusal("station.not-found", { id: params.id });
      return (await stations(db).gunsOf(params.id)).map((gun) => view.gunView(gun, liveOf(gun)));
    },
    "oilGuns.get": async ({ params }, { db }) => {
      const gun = await requireGun(db, params.id);
      return view.gunView(gun, liveOf(gun));
    },
    "orders.create": ({ body }, call) =>
      call.commit(
        (tx) => createOrder(context, tx, body, call),
        ({ id, order_no }) => ({ order_id: id, order_no }),
      ),
    "orders.list": async ({ query }, { db }) => {
      const { station_id: stationId, member_id: memberId, status } = query;
      const states = status === undefined ? undefined : statesOfStatus(fuelOrderStatus, status);
      const found = await fuelOrders(db).list({ stationId, memberId, states, ...between(query) }, sliceOf(query));
      return pageOf(query, found, (row) => view.orderView(row, zone));
    },
    "orders.export": ({ query }, call) => {
      const { station_id: stationId, member_id: memberId, status, format } = query;
      const states = status === undefined ? undefined : statesOfStatus(fuelOrderStatus, status);
      const filter = { stationId, memberId, states, ...between(query) };
      return exportOrders(context, filter, call, { format, zone });
    },
    "orders.get": async ({ params }, { db }) => {
      const order = await requireOrder(db, params.id);
      const records = await refuelRecords(db).ofOrder(order.id);
      return {
        ...view.orderView(order, zone),
        refuel_records: await Promise.all(records.map((record) => recordView(db, record))),
        payments: (await payments(db).ofOrder(order.id)).map((payment) => view.paymentView(payment, zone)),
        coupons: (await coupons(db).usedOn(order.id)).map(({ id, name }) => ({
          user_coupon_id: id,
          name,
          discount: yuanNumber(fen(order.discount_fen)),
        })),
        timeline: (await timeline(db).of(order.correlation_id)).map(
          ({ at, event, from_state, to_state, actor, reason }) => ({
            at: localTimeText(at, zone),
            event,
            from: from_state,
            to: to_state,
            actor,
            reason,
          }),
        ),
      };
    },
    "orders.cancel": ({ params, body }, call) =>
      cancelOrder(context, params.id, body.reason, call, (work) => call.commit(work, nothing)),
    "orders.pay": ({ params, body }, call) =>
      payOrder(context, params.id, body, call, (work) =>
        call.commit(work, ({ id, order_id, amount_fen }) => ({
          payment_id: id,
          order_id,
          paid_amount: yuanNumber(fen(amount_fen)),
        })),
      ),
    "refuelRecords.start": ({ body }, call) =>
      startRefuel(context, body, call, (work) =>
        call.commit(work, ({ id, started_at }) => ({ record_id: id, start_time: localTimeText(started_at, zone) })),
      ),
    "refuelRecords.end": ({ params, body }, call) =>
      endRefuel(context, params.id, body.actual_amount, call, (work) =>
        call.commit(work, (record, tx) => recordView(tx, record)),
      ),
    "refuelRecords.list": async ({ query }, { db }) => {
      const { order_id: orderId, oil_gun_id: gunId, status } = query;
      const filter = { orderId, gunId, state: view.stateOfRecordStatus(status), ...between(query) };
      const { rows, total } = await refuelRecords(db).list(filter, sliceOf(query));
      const shown = await Promise.all(rows.map((record) => recordView(db, record)));
      return pageOf(query, { rows: shown, total }, (row) => row);
    },
    "payments.list": async ({ query }, { db }) => {
      const { order_id: orderId, payment_method: method, status } = query;
      const filter = { orderId, method, state: view.stateOfPaymentStatus(status), ...between(query) };
      return pageOf(query, await payments(db).list(filter, sliceOf(query)), (row) => view.paymentView(row, zone));
    },
    "auditLogs.list": async ({ query }, { db }) => {
      const { user_id: userId, operation, object, outcome, request_id: requestId } = query;
      const { correlation_id: correlationId } = query;
      const filter = {
        system: "fuel",
        userId,
        operation,
        object,
        outcome,
        requestId,
        correlationId,
        ...between(query),
      };
      const found = await auditLog(db).list(filter, sliceOf(query));
      return pageOf(query, found, (row) => view.auditEntryView(row, zone));
    },
    "traces.get": async ({ params }, call) => {
      const { db } = call;
      const order = await fuelOrders(db).byNumberOrCorrelation(params.id);
      // What belongs to no order, as a sale without one, belongs to the tenant.
      if (!order && !mayTraceAll(callerOf(call))) throw new Refusal("trace.not-found", { id: params.id });
      const trace = await traceOf(db, order?.correlation_id ?? params.id, zone, order?.order_no ?? null);
      if (trace.entries.length === 0) throw new Refusal("trace.not-found", { id: params.id });
      return trace;
    },
  };
};
