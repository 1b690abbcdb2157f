import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiClient } from "../station/api-client.js";
import type { Gateway } from "../station/gateway.js";
import { type OpenStation, openStation } from "../station/open-station.js";
import { until } from "../station/until.js";
import { authorisationOf, fiftyLitres, type OrderView, orderOf, pumpIs } from "./forecourt.js";

interface Trace {
  readonly order_no: string;
  readonly entries: readonly { readonly at: string; readonly source: string; readonly what: string }[];
}

let station: OpenStation;
let gateway: Gateway;
let cashier: ApiClient;

beforeAll(async () => {
  station = await openStation();
  gateway = await station.gateway();
  cashier = await station.signIn("cashier001");
  await pumpIs(cashier, gateway);
});
afterAll(() => station.close());

describe("the document's walkthrough (3.1), one step after another", () => {
  let order: OrderView;
  let recordId: number;

  it("creates the order at 402.50 with the price of oil 2 frozen", async () => {
    const created = await cashier.post<{ order_id: number; order_no: string }>("/orders", fiftyLitres);
    expect(created.body).toEqual({
      code: 200,
      message: "订单创建成功",
      data: { order_id: expect.any(Number), order_no: expect.stringMatching(/^GS\d{12}001$/) },
    });
    order = await orderOf(cashier, created.data.order_id);
    expect(order).toMatchObject({ status: 1, amount: 50, unit_price: 8.05, total_amount: 402.5, paid_amount: 0 });
  });

  it("presets and authorises the pump through the gateway", async () => {
    const body = { order_id: order.id, oil_gun_id: 3, operator_id: 8 };
    const started = await cashier.post<{ record_id: number }>("/refuel-records", body);
    expect(started.body).toEqual({
      code: 200,
      message: "开始加油",
      data: { record_id: expect.any(Number), start_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/) },
    });
    recordId = started.data.record_id;
    expect(await authorisationOf(gateway, order)).toEqual({
      type: "pump.authorise",
      pumpId: "pump-1",
      nozzle: 1,
      authorisationId: expect.any(String),
      orderNo: order.order_no,
      unitPrice: "8.05",
      preset: { kind: "volume", volumeMl: 50_000 },
    });
  });

  it("shows live litres while fuel flows, and ends nothing before the pump says so", async () => {
    const { authorisationId } = await authorisationOf(gateway, order);
    await gateway.pump({ state: "filling", authorisationId, volumeMl: 12_340, amountFen: 9_934, nozzle: 1 });
    await until("the order to be fuelling", async () => (await orderOf(cashier, order.id)).status === 5);
    expect((await orderOf(cashier, order.id)).refuel_records).toMatchObject([
      { record_id: recordId, status: 0, actual_amount: 12.34, actual_money: 99.34 },
    ]);
    const early = await cashier.put(`/refuel-records/${recordId}/end`, { actual_amount: 50.0, status: 1 });
    expect(early).toMatchObject({ status: 409, error: "refuel.still-running" });
  });

  it("takes what the pump's display says as the sale", async () => {
    const { authorisationId } = await authorisationOf(gateway, order);
    const ack = await gateway.sale({ authorisationId, orderNo: order.order_no }, order.correlation_id);
    expect(ack).toMatchObject({ upTo: 1, gaps: [], quarantined: [] });
    expect(await orderOf(cashier, order.id)).toMatchObject({ status: 2, actual_amount: 50, total_amount: 402.5 });
    const ended = await cashier.put(`/refuel-records/${recordId}/end`, { actual_amount: 50.0, status: 1 });
    expect(ended.data).toMatchObject({ status: 1, actual_amount: 50, actual_money: 402.5 });
  });

  it("takes 10.00 off by coupon 12", async () => {
    const used = await cashier.post("/user-coupons/12/use", { order_id: order.id });
    expect(used.data).toEqual({ order_id: order.id, discount_amount: 10, payable_amount: 392.5 });
  });

  it("is paid with 392.50 by the printed transaction", async () => {
    const paid = await cashier.post(`/orders/${order.id}/pay`, {
      payment_method: "wechat",
      payment_amount: 392.5,
      transaction_id: "wx202503121535001",
      cashier_id: 10,
    });
    expect(paid).toMatchObject({ status: 200, data: { order_id: order.id, paid_amount: 392.5 } });
    expect(await orderOf(cashier, order.id)).toMatchObject({
      status: 3,
      total_amount: 402.5,
      discount_amount: 10,
      payable_amount: 392.5,
      paid_amount: 392.5,
      payments: [{ payment_method: "wechat", payment_amount: 392.5, transaction_id: "wx202503121535001", status: 1 }],
      coupons: [{ user_coupon_id: 12, discount: 10 }],
    });
  });

  it("stands in the ledger with debits equal to credits", async () => {
    const entries = await station.db
      .selectFrom("ledger_entries")
      .select(["account_id", "kind", "amount"])
      .where("correlation_id", "=", order.correlation_id)
      .orderBy("id")
      .execute();
    expect(entries).toEqual([
      { account_id: "tender:wechat", kind: "debit", amount: 39_250 },
      { account_id: "discounts:coupon", kind: "debit", amount: 1_000 },
      { account_id: "sales:station-1", kind: "credit", amount: 40_250 },
    ]);
  });

  it("is traced from order to ledger in the order of time, by its number and by its correlation id", async () => {
    const byNumber = (await cashier.get<Trace>(`/traces/${order.order_no}`)).data;
    expect((await cashier.get<Trace>(`/traces/${order.correlation_id}`)).data).toEqual(byNumber);
    expect(byNumber.order_no).toBe(order.order_no);
    const sources = byNumber.entries.map(({ source }) => source);
    const expected = [
      "order",
      "command",
      "reply",
      "frame",
      "device-event",
      "acknowledgement",
      "coupon",
      "payment",
      "ledger",
    ];
    expect([...new Set(sources)].toSorted()).toEqual(expected.toSorted());
    const first = (source: string) => sources.indexOf(source);
    expect(first("command")).toBeLessThan(first("reply"));
    expect(first("device-event")).toBeLessThanOrEqual(first("acknowledgement"));
    expect(first("acknowledgement")).toBeLessThan(first("ledger"));
    const times = byNumber.entries.map(({ at }) => Date.parse(at));
    expect(times).toEqual(times.toSorted((left, right) => left - right));
  });
});
