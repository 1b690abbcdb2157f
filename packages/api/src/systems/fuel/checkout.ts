import { type Candidate, type Coupon, type CouponRefusal, quoteChosen } from "@waystation/core/coupons";
import { type Fen, fen, formatYuan, subtractFen } from "@waystation/core/money";
import { litresFromMl } from "@waystation/core/quantity";
import type { Context } from "../../context.js";
import { type Caller, type Commit, callerOf } from "../../contract/call.js";
import { Refusal } from "../../contract/refusal.js";
import { postToLedger } from "../../services/post-to-ledger.js";
import type { Db } from "../../storage/database.js";
import { coupons, type HeldCouponRow } from "../../storage/repositories/coupons.js";
import { type FuelOrderRow, fuelOrders } from "../../storage/repositories/fuel-orders.js";
import { ledger } from "../../storage/repositories/ledger.js";
import { type PaymentRow, payments } from "../../storage/repositories/payments.js";
import { stations } from "../../storage/repositories/stations.js";
import { timeline } from "../../storage/repositories/timeline.js";
import { actorOf, moveOrder, requireOrder } from "./move-order.js";

const onlineMethods = new Set(["wechat", "alipay"]);
const counterMethods = new Set(["cash", "card"]);

const couponOf = (held: HeldCouponRow): Coupon => ({
  id: String(held.coupon_id),
  name: held.name,
  stage: "coupon",
  benefit: { kind: "amount-off", offFen: fen(held.discount_fen) },
  validity: { kind: "fixed", from: held.starts_at, until: held.ends_at },
  minimumFen: fen(held.min_fen),
  ...(held.oil_ids ? { scope: { goodsIds: held.oil_ids.split(",").map((id) => id.trim()) } } : {}),
});

const candidateOf = (held: HeldCouponRow): Candidate => ({
  id: String(held.id),
  coupon: couponOf(held),
  validFrom: held.starts_at,
  validUntil: held.ends_at,
  state: held.status === 1 ? "unused" : "used",
});

const explain = (refusal: CouponRefusal): string =>
  refusal.code === "coupon.below-minimum" ? `还差${formatYuan(refusal.missingFen)}元` : refusal.code;

/** Uses a held coupon on a measured, unpaid order; the discount is computed here. */
export const redeemCoupon = async (
  { clock }: Context,
  db: Db,
  userCouponId: number,
  orderId: number,
  call: Caller,
): Promise<FuelOrderRow> => {
  const held = await coupons(db).heldById(userCouponId);
  if (!held) throw new Refusal("coupon.not-found", { id: userCouponId });
  const order = await requireOrder(db, orderId);
  if (order.state !== "completed" || order.discount_fen > 0) {
    throw new Refusal("order.not-allowed", { event: "use-coupon", reason: order.state });
  }
  const member = order.member_id === null ? undefined : await stations(db).memberById(order.member_id);
  if (member?.user_id !== held.user_id) throw new Refusal("coupon.not-applicable", { reason: "不属于该订单的会员" });
  const station = await stations(db).byId(order.station_id);
  const at = clock.now();
  const quote = quoteChosen(
    [
      {
        id: "fuel",
        kind: "goods",
        goodsId: String(order.oil_id),
        amountFen: fen(order.total_fen),
        quantity: litresFromMl(order.measured_ml ?? 0),
      },
    ],
    [candidateOf(held)],
    { at, zone: station?.time_zone ?? "Asia/Shanghai", stationId: String(order.station_id) },
  );
  if (!quote.ok) throw new Refusal("coupon.not-applicable", { reason: explain(quote.error) });
  if (!(await coupons(db).markUsed(held.id, order.id, at)))
    throw new Refusal("coupon.not-applicable", { reason: "coupon.used" });
  const { discountFen } = quote.value;
  const { correlation_id: correlationId } = order;
  call.note({ correlationId, before: { discountFen: 0 }, after: { orderId, discountFen } });
  const changed = { discount_fen: discountFen, version: order.version + 1 };
  if (!(await fuelOrders(db).change(order.id, order.version, changed))) throw new Refusal("order.changed");
  await timeline(db).add({
    correlation_id: order.correlation_id,
    at,
    event: "use-coupon",
    from_state: order.state,
    to_state: order.state,
    actor: actorOf(callerOf(call)).id,
    reason: `${held.name}: ${formatYuan(discountFen)}`,
  });
  return { ...order, ...changed };
};

export interface Tender {
  readonly payment_method: string;
  readonly payment_amount: Fen;
  readonly transaction_id?: string | undefined;
  readonly cashier_id?: number | undefined;
}

/** The tender is real: a provider confirms an online payment, a cashier's right vouches for cash and card. */
const verifyTender = async ({ payments: provider }: Context, tender: Tender, call: Caller): Promise<void> => {
  const { payment_method: method, transaction_id: transactionId } = tender;
  if (counterMethods.has(method)) {
    const permission = "fuel:payment:counter";
    if (!callerOf(call).rights.may(permission)) throw new Refusal("auth.forbidden", { permission });
    return;
  }
  if (!onlineMethods.has(method)) throw new Refusal("payment.method-unknown", { method });
  if (!transactionId) throw new Refusal("request.invalid", {}, { transaction_id: ["线上支付必须填写支付流水号"] });
  const transaction = await provider.query(method, transactionId);
  if (!transaction) throw new Refusal("payment.transaction-unknown", { transactionId });
  if (transaction.state !== "paid" || transaction.amountFen !== tender.payment_amount) {
    throw new Refusal("payment.transaction-differs");
  }
};

const post = async (
  db: Db,
  order: FuelOrderRow,
  payment: PaymentRow,
  actor: string,
  requestId: string,
): Promise<void> => {
  const books = ledger(db);
  const accounts = [
    await books.account(`tender:${payment.method}`, "CNY", { side: "debit", mayBeNegative: true }),
    await books.account("discounts:coupon", "CNY", { side: "debit" }),
    await books.account(`sales:station-${order.station_id}`, "CNY", { side: "credit" }),
  ];
  const discount = order.discount_fen;
  await postToLedger(
    db,
    `payment-${payment.id}`,
    accounts,
    [
      { kind: "debit", accountId: accounts[0]!.id, amount: payment.amount_fen },
      ...(discount > 0 ? [{ kind: "debit" as const, accountId: accounts[1]!.id, amount: discount }] : []),
      { kind: "credit", accountId: accounts[2]!.id, amount: payment.amount_fen + discount },
    ],
    { cause: `payment:${payment.id}`, correlationId: order.correlation_id, actor, requestId, at: payment.paid_at },
  );
};

/** Takes the payment of a measured order: exactly what is due, verified, once, into the ledger in the same transaction. */
export const payOrder = async <Answer>(
  context: Context,
  orderId: number,
  tender: Tender,
  call: Caller,
  commit: Commit<PaymentRow, Answer>,
): Promise<Answer> => {
  await requireOrder(call.db, orderId);
  await verifyTender(context, tender, call);
  return commit(async (db) => {
    const order = await requireOrder(db, orderId);
    const at = context.clock.now();
    const actor = actorOf(callerOf(call));
    const due = subtractFen(fen(order.total_fen), fen(order.discount_fen));
    if (order.state === "completed" && tender.payment_amount !== due) {
      throw new Refusal("payment.amount-differs", { due: formatYuan(due) });
    }
    await moveOrder(db, order, { event: "pay", actor, at, patch: { paid_fen: tender.payment_amount } });
    const payment = await payments(db).insert({
      order_id: order.id,
      correlation_id: order.correlation_id,
      method: tender.payment_method,
      amount_fen: tender.payment_amount,
      transaction_id: tender.transaction_id ?? null,
      cashier_id: tender.cashier_id ?? null,
      state: "captured",
      paid_at: at,
    });
    if (!payment) throw new Refusal("payment.transaction-used");
    const { method, amount_fen: paidFen, correlation_id: correlationId } = payment;
    call.note({ correlationId, before: { state: order.state }, after: { state: "paid", paidFen, method } });
    await post(db, order, payment, actor.id, call.requestId);
    return payment;
  });
};
