import type { PumpState } from "@waystation/core/devices";
import { fen, subtractFen, yuanNumber } from "@waystation/core/money";
import { type FuelOrderState, fuelOrderStatus, gunStatus, userCouponStatus } from "@waystation/core/orders";
import { formatRate, litresFromMl, quantityNumber, rate } from "@waystation/core/quantity";
import type { Selectable } from "kysely";
import type { z } from "zod";
import { localTimeText } from "../../runtime/local-time.js";
import type { Database } from "../../storage/database.js";
import type { AccountRow } from "../../storage/repositories/accounts.js";
import type { HeldCouponRow } from "../../storage/repositories/coupons.js";
import type { FuelOrderRow } from "../../storage/repositories/fuel-orders.js";
import type { PaymentRow } from "../../storage/repositories/payments.js";
import type { RefuelRecordRow } from "../../storage/repositories/refuel-records.js";
import type { GunRow } from "../../storage/repositories/stations.js";
import { avatarUrl } from "./avatars.js";
import { priceAtPump } from "./refuelling.js";
import type { auditEntry, gun, oil, oilDetail, order, payment, refuelRecord, user, userCoupon } from "./schemas.js";

const yuanOf = (amountFen: number): number => yuanNumber(fen(amountFen));
const litresOf = (volumeMl: number): number => quantityNumber(litresFromMl(volumeMl));
const priceOf = (price: number): number => Number(formatRate(rate(price)));

const orderTexts: Readonly<Record<number, string>> = {
  1: "已创建",
  2: "加油完成",
  3: "已支付",
  4: "已取消",
  5: "加油中",
  6: "已退款",
  7: "部分退款",
};
const gunTexts: Readonly<Record<number, string>> = { 1: "正常", 2: "故障", 3: "已预约", 4: "加油中", 5: "关闭" };
const recordStatus: Readonly<Record<string, number>> = { running: 0, completed: 1, cancelled: 2 };
const paymentStatus: Readonly<Record<string, number>> = { captured: 1, refunded: 2, "partly-refunded": 3 };

/** The states behind a wire number, for filters. */
export const stateOfRecordStatus = (status: number | undefined): string | undefined =>
  status === undefined
    ? undefined
    : (Object.keys(recordStatus).find((state) => recordStatus[state] === status) ?? "none");
export const stateOfPaymentStatus = (status: number | undefined): string | undefined =>
  status === undefined
    ? undefined
    : (Object.keys(paymentStatus).find((state) => paymentStatus[state] === status) ?? "none");

export const roleView = (account: AccountRow) => ({
  id: account.role_id,
  name: account.role_name,
  code: account.role_code,
});

export const userView = (account: AccountRow, zone: string, prefix: string): z.input<typeof user> => ({
  id: account.id,
  username: account.username,
  real_name: account.real_name,
  mobile: account.mobile,
  email: account.email,
  role: roleView(account),
  avatar: avatarUrl(prefix, account.id, account.avatar),
  last_login_time: account.last_login_at === null ? null : localTimeText(account.last_login_at, zone),
});

export const oilView = (row: Selectable<Database["oils"]>, price: number | undefined): z.input<typeof oil> => ({
  id: row.id,
  name: row.name,
  code: row.code,
  type: row.type,
  unit: row.unit,
  current_price: price === undefined ? null : priceOf(price),
  status: row.status,
  status_text: row.status === 1 ? "正常" : "停用",
});

export const oilDetailView = (
  row: Selectable<Database["oils"]>,
  price: number | undefined,
  zone: string,
): z.input<typeof oilDetail> => ({
  ...oilView(row, price),
  cost_price: row.cost_price === null ? null : priceOf(row.cost_price),
  created_at: localTimeText(row.created_at, zone),
  updated_at: localTimeText(row.updated_at, zone),
});

/** A gun's own status, unless its pump is busy just now. */
const liveGunStatus = (row: GunRow, state: PumpState | undefined): number => {
  if (row.status !== gunStatus.normal || !state) return row.status;
  if (["filling", "suspended", "completed"].includes(state.state)) return gunStatus.fuelling;
  return state.state === "authorised" ? gunStatus.reserved : row.status;
};

export const gunView = (row: GunRow, state: PumpState | undefined): z.input<typeof gun> => {
  const price = row.nozzle === null ? undefined : priceAtPump(state, row.nozzle);
  const status = liveGunStatus(row, state);
  return {
    id: row.id,
    gun_no: row.gun_no,
    station_id: row.station_id,
    oil_id: row.oil_id,
    oil_name: row.oil_name,
    status,
    status_text: gunTexts[status] ?? "未知",
    remark: row.remark,
    device:
      row.pump_id === null
        ? null
        : {
            online: state?.link === "online",
            state: state?.state ?? "unknown",
            price: price === undefined ? null : priceOf(price),
            volume: litresOf(state?.volumeMl ?? 0),
            amount: yuanOf(state?.amountFen ?? 0),
          },
  };
};

/** A record; while it runs its figures are the pump's live ones. */
export const refuelRecordView = (
  row: RefuelRecordRow,
  live: PumpState | undefined,
  zone: string,
): z.input<typeof refuelRecord> => {
  const running = row.state === "running" && live?.authorisationId === row.authorisation_id ? live : undefined;
  return {
    record_id: row.id,
    order_id: row.order_id,
    oil_gun_id: row.oil_gun_id,
    operator_id: row.operator_id,
    status: recordStatus[row.state] ?? 0,
    actual_amount: litresOf(row.volume_ml ?? running?.volumeMl ?? 0),
    actual_money: yuanOf(row.amount_fen ?? running?.amountFen ?? 0),
    start_time: localTimeText(row.started_at, zone),
    end_time: row.ended_at === null ? null : localTimeText(row.ended_at, zone),
  };
};

export const paymentView = (row: PaymentRow, zone: string): z.input<typeof payment> => ({
  id: row.id,
  order_id: row.order_id,
  payment_method: row.method,
  payment_amount: yuanOf(row.amount_fen),
  transaction_id: row.transaction_id,
  cashier_id: row.cashier_id,
  status: paymentStatus[row.state] ?? 1,
  paid_at: localTimeText(row.paid_at, zone),
});

export const orderView = (row: FuelOrderRow, zone: string): z.input<typeof order> => {
  const status = fuelOrderStatus[row.state as FuelOrderState];
  return {
    id: row.id,
    order_no: row.order_no,
    station_id: row.station_id,
    member_id: row.member_id,
    oil_id: row.oil_id,
    oil_gun_id: row.oil_gun_id,
    service_type: row.service_type,
    amount: row.preset_ml === null ? null : litresOf(row.preset_ml),
    preset_money: row.preset_fen === null ? null : yuanOf(row.preset_fen),
    unit_price: priceOf(row.unit_price),
    actual_amount: row.measured_ml === null ? null : litresOf(row.measured_ml),
    total_amount: yuanOf(row.total_fen),
    discount_amount: yuanOf(row.discount_fen),
    payable_amount: yuanNumber(subtractFen(fen(row.total_fen), fen(row.discount_fen))),
    paid_amount: yuanOf(row.paid_fen),
    vehicle_no: row.vehicle_no,
    attendant_id: row.attendant_id,
    remark: row.remark,
    status,
    status_text: orderTexts[status] ?? "未知",
    correlation_id: row.correlation_id,
    created_at: localTimeText(row.created_at, zone),
  };
};

export const auditEntryView = (row: Selectable<Database["audit_log"]>, zone: string): z.input<typeof auditEntry> => ({
  id: row.id,
  at: localTimeText(row.at, zone),
  user_id: row.user_id,
  username: row.username,
  operation: row.operation,
  outcome: row.outcome,
  object: row.object,
  before: row.before === null ? null : JSON.parse(row.before),
  after: row.after === null ? null : JSON.parse(row.after),
  address: row.address,
  request_id: row.request_id,
  correlation_id: row.correlation_id,
});

export const userCouponView = (row: HeldCouponRow, now: number, zone: string): z.input<typeof userCoupon> => ({
  id: row.id,
  coupon_id: row.coupon_id,
  name: row.name,
  type: row.type,
  discount_value: yuanOf(row.discount_fen),
  min_amount: yuanOf(row.min_fen),
  start_time: localTimeText(row.starts_at, zone),
  end_time: localTimeText(row.ends_at, zone),
  applicable_oil_ids: row.oil_ids,
  status: row.status === userCouponStatus.unused && row.ends_at <= now ? userCouponStatus.expired : row.status,
  order_id: row.order_id,
});
