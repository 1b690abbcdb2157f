import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiClient } from "../station/api-client.js";
import type { Gateway } from "../station/gateway.js";
import { type OpenStation, openStation } from "../station/open-station.js";
import {
  authorisationOf,
  fiftyLitres,
  filledOrder,
  newCoupon,
  newOrder,
  orderOf,
  paidAtProvider,
  pumpIs,
  startFill,
} from "./forecourt.js";

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

const wechat = (amountFen: number, transactionId = paidAtProvider(amountFen)) => ({
  payment_method: "wechat",
  payment_amount: amountFen / 100,
  transaction_id: transactionId,
  cashier_id: 10,
});

const pay = (orderId: number, body: unknown, headers?: Record<string, string>) =>
  cashier.post<{ payment_id: number }>(`/orders/${orderId}/pay`, body, headers);

const redeem = (couponId: number, orderId: number) =>
  cashier.post(`/user-coupons/${couponId}/use`, { order_id: orderId });

/** What is wrong with the books: nothing, after every payment. */
const faultsInTheLedger = async () => {
  const { rows: transactions } = await sql`
    select transaction_id, sum(case kind when 'debit' then amount else -amount end) as difference
    from ledger_entries group by transaction_id having difference <> 0`.execute(station.db);
  const { rows: balances } = await sql`
    select a.id from ledger_accounts a join ledger_entries e on e.account_id = a.id
    group by a.id, a.balance, a.side
    having a.balance <> sum(case when e.kind = a.side then e.amount else -e.amount end)`.execute(station.db);
  return [...transactions, ...balances];
};

describe("paying an order", () => {
  it("is refused with another amount, saying what is due", async () => {
    const { id } = await filledOrder(cashier, gateway);
    for (const amountFen of [40_249, 40_251, 1]) {
      expect(await pay(id, wechat(amountFen))).toMatchObject({
        status: 409,
        error: "payment.amount-differs",
        message: expect.stringContaining("402.50"),
      });
    }
    expect((await orderOf(cashier, id)).paid_amount).toBe(0);
  });

  it.each([
    ["an unknown transaction", { transaction_id: "wx-nobody-knows" }, 409, "payment.transaction-unknown"],
    ["the transaction of another amount", { transaction_id: "test-40249-x" }, 409, "payment.transaction-differs"],
    ["no transaction at all", { transaction_id: undefined }, 400, "request.invalid"],
    ["an unknown method", { payment_method: "shells" }, 400, "payment.method-unknown"],
    ["half a fen", { payment_amount: 402.505 }, 400, "request.invalid"],
  ])("is refused with %s", async (_, change, status, error) => {
    const { id } = await filledOrder(cashier, gateway);
    expect(await pay(id, { ...wechat(40_250), ...change })).toMatchObject({ status, error });
  });

  it("uses a transaction once, whatever the order", async () => {
    const first = await filledOrder(cashier, gateway);
    const second = await filledOrder(cashier, gateway);
    const tender = wechat(40_250);
    expect((await pay(first.id, tender)).status).toBe(200);
    expect(await pay(second.id, tender)).toMatchObject({ status: 409, error: "payment.transaction-used" });
    expect(await orderOf(cashier, second.id)).toMatchObject({ status: 2, paid_amount: 0, payments: [] });
  });

  it("happens once when two tenders come at the same time", async () => {
    const { id } = await filledOrder(cashier, gateway);
    const answers = await Promise.all([pay(id, wechat(40_250)), pay(id, wechat(40_250)), pay(id, wechat(40_250))]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect((await orderOf(cashier, id)).payments).toHaveLength(1);
  });

  it("takes cash and card from a cashier only", async () => {
    const { id } = await filledOrder(cashier, gateway);
    const cash = { payment_method: "cash", payment_amount: 402.5 };
    const member = await station.signIn("user001");
    expect(await member.post(`/orders/${id}/pay`, cash)).toMatchObject({ status: 403, error: "auth.forbidden" });
    const attendant = await station.signIn("attendant001");
    expect(await attendant.post(`/orders/${id}/pay`, cash)).toMatchObject({ status: 403, error: "auth.forbidden" });
    expect((await pay(id, cash)).status).toBe(200);
  });

  it("is refused before the fill and after the payment", async () => {
    const id = await newOrder(cashier);
    expect(await pay(id, wechat(40_250))).toMatchObject({ status: 409, error: "order.not-allowed" });
    const filled = await filledOrder(cashier, gateway);
    await pay(filled.id, wechat(40_250));
    expect(await pay(filled.id, wechat(40_250))).toMatchObject({ status: 409, error: "order.not-allowed" });
    expect(await pay(999_999, wechat(40_250))).toMatchObject({ status: 404, error: "order.not-found" });
  });

  it("leaves the ledger balanced after every payment", async () => {
    for (const amountFen of [40_250, 8_050, 1]) {
      const { id } = await filledOrder(cashier, gateway, { volumeMl: 1, amountFen });
      await pay(id, wechat(amountFen));
      expect(await faultsInTheLedger()).toEqual([]);
    }
    const discounted = await filledOrder(cashier, gateway);
    await redeem(await newCoupon(station), discounted.id);
    expect((await pay(discounted.id, wechat(39_250))).status).toBe(200);
    expect(await faultsInTheLedger()).toEqual([]);
  });
});

describe("using a coupon", () => {
  it("is refused for another member's order", async () => {
    const { id } = await filledOrder(cashier, gateway);
    expect(await redeem(await newCoupon(station, { user_id: 8 }), id)).toMatchObject({
      status: 409,
      error: "coupon.not-applicable",
    });
    const anonymous = await filledOrder(cashier, gateway, { member_id: undefined });
    expect(await redeem(await newCoupon(station), anonymous.id)).toMatchObject({ error: "coupon.not-applicable" });
  });

  it("says what is missing to its minimum", async () => {
    const { id } = await filledOrder(cashier, gateway, { volumeMl: 9_503, amountFen: 7_650 });
    const refused = await redeem(await newCoupon(station), id);
    expect(refused).toMatchObject({ status: 409, error: "coupon.not-applicable" });
    expect(refused.message).toContain("23.50");
  });

  it("is refused when it has expired, is used already, or does not exist", async () => {
    const { id } = await filledOrder(cashier, gateway);
    const other = await filledOrder(cashier, gateway);
    expect(await redeem(await newCoupon(station, { ends_at: 1 }), id)).toMatchObject({
      error: "coupon.not-applicable",
    });
    expect(await redeem(987_654, id)).toMatchObject({ status: 404, error: "coupon.not-found" });
    const coupon = await newCoupon(station);
    expect((await redeem(coupon, id)).status).toBe(200);
    expect(await redeem(coupon, other.id)).toMatchObject({ status: 409, error: "coupon.not-applicable" });
    expect(await redeem(await newCoupon(station), id)).toMatchObject({ status: 409, error: "order.not-allowed" });
  });

  it("discounts one order when two want it at the same time", async () => {
    const coupon = await newCoupon(station);
    const orders = [await filledOrder(cashier, gateway), await filledOrder(cashier, gateway)];
    const answers = await Promise.all(orders.map(({ id }) => redeem(coupon, id)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  it("is refused before the fill is measured", async () => {
    expect(await redeem(await newCoupon(station), await newOrder(cashier))).toMatchObject({
      status: 409,
      error: "order.not-allowed",
    });
  });
});

describe("an Idempotency-Key", () => {
  let keys = 0;
  const newKey = () => `key-${++keys}`;

  /** Every POST that moves money or goods: how it is asked, and with what other body. */
  const wishes: Record<string, () => Promise<{ path: string; body: object; other: object }>> = {
    "creating an order": async () => ({
      path: "/orders",
      body: fiftyLitres,
      other: { ...fiftyLitres, amount: 40 },
    }),
    "starting a fill": async () => {
      const order_id = await newOrder(cashier);
      return { path: "/refuel-records", body: { order_id, oil_gun_id: 3 }, other: { order_id, oil_gun_id: 1 } };
    },
    "cancelling an order": async () => ({
      path: `/orders/${await newOrder(cashier)}/cancel`,
      body: { reason: "客户取消加油" },
      other: { reason: "另一个原因" },
    }),
    "using a coupon": async () => {
      const [coupon, { id }] = [await newCoupon(station), await filledOrder(cashier, gateway)];
      return { path: `/user-coupons/${coupon}/use`, body: { order_id: id }, other: { order_id: id + 1 } };
    },
    "paying an order": async () => ({
      path: `/orders/${(await filledOrder(cashier, gateway)).id}/pay`,
      body: wechat(40_250),
      other: wechat(40_251),
    }),
  };

  it.each(Object.keys(wishes))("gives %s the same bytes again, and refuses another body", async (wish) => {
    const { path, body, other } = await wishes[wish]!();
    const key = { "idempotency-key": newKey() };
    const first = await cashier.post(path, body, key);
    expect(first.status).toBe(200);
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    const again = await cashier.post(path, body, { "idempotency-key": `"${key["idempotency-key"]}"` });
    expect(again.text).toBe(first.text);
    expect(again.headers.get("content-type")).toBe(first.headers.get("content-type"));
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(await cashier.post(path, other, key)).toMatchObject({ status: 422, error: "request.idempotency-conflict" });
  });

  it.each(Object.keys(wishes))("gives %s one effect under concurrent copies", async (wish) => {
    const { path, body } = await wishes[wish]!();
    const key = { "idempotency-key": newKey() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => cashier.post(path, body, key)));
    const good = answers.filter(({ status }) => status === 200);
    expect(new Set(good.map(({ text }) => text)).size).toBe(1);
    for (const answer of answers) {
      if (answer.status === 200) continue;
      expect(answer).toMatchObject({ status: 409, error: "request.idempotency-running" });
      expect(answer.headers.get("retry-after")).toBe("1");
    }
    expect((await cashier.post(path, body, key)).text).toBe(good[0]?.text);
    expect(await faultsInTheLedger()).toEqual([]);
  });

  it("does not keep a refusal: the same key may succeed later", async () => {
    const id = await newOrder(cashier);
    const key = { "idempotency-key": newKey() };
    const body = wechat(40_250);
    expect((await pay(id, body, key)).status).toBe(409);
    await startFill(cashier, id);
    const { authorisation_id } = await station.db
      .selectFrom("refuel_records")
      .selectAll()
      .where("order_id", "=", id)
      .executeTakeFirstOrThrow();
    await gateway.sale({ authorisationId: authorisation_id });
    const paid = await pay(id, body, key);
    expect(paid.status).toBe(200);
    expect(paid.headers.get("idempotency-replayed")).toBeNull();
  });

  it("belongs to one person and one route", async () => {
    const key = { "idempotency-key": newKey() };
    const attendant = await station.signIn("attendant001");
    const mine = await cashier.post("/orders", fiftyLitres, key);
    const theirs = await attendant.post("/orders", fiftyLitres, key);
    expect(theirs.status).toBe(200);
    expect(theirs.text).not.toBe(mine.text);
  });

  it("has at most 128 characters", async () => {
    const refused = await cashier.post("/orders", fiftyLitres, { "idempotency-key": "k".repeat(129) });
    expect(refused).toMatchObject({ status: 400, errors: { "Idempotency-Key": [expect.any(String)] } });
  });
});

describe("an order", () => {
  it("is refused for a closed station, an oil that is not sold and a gun out of order", async () => {
    const order = async () => (await cashier.post("/orders", fiftyLitres)).error;
    const { db } = station;
    await db.updateTable("stations").set({ status: 0 }).where("id", "=", 1).execute();
    expect(await order()).toBe("station.closed");
    await db.updateTable("stations").set({ status: 1 }).where("id", "=", 1).execute();
    await db.updateTable("oils").set({ status: 0 }).where("id", "=", 2).execute();
    expect(await order()).toBe("oil.disabled");
    await db.updateTable("oils").set({ status: 1 }).where("id", "=", 2).execute();
    await db.updateTable("oil_guns").set({ status: 2 }).where("id", "=", 3).execute();
    expect(await order()).toBe("gun.not-free");
    await db.updateTable("oil_guns").set({ status: 1 }).where("id", "=", 3).execute();
    expect(await order()).toBeUndefined();
  });

  it("takes the sale of a fill during which the API was started anew", async () => {
    const id = await newOrder(cashier);
    await startFill(cashier, id);
    const order = await orderOf(cashier, id);
    const { authorisationId } = await authorisationOf(gateway, order);
    station = await station.restart();
    gateway = await station.gateway();
    cashier = station.fuel.as(cashier.token);
    await gateway.sale({ authorisationId }, order.correlation_id);
    expect(await orderOf(cashier, id)).toMatchObject({ status: 2, actual_amount: 50, total_amount: 402.5 });
  });
});

describe("order numbers", () => {
  it("are unique under 100 concurrent creations", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => cashier.post<{ order_id: number; order_no: string }>("/orders", fiftyLitres)),
    );
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(new Set(answers.map(({ data }) => data.order_no)).size).toBe(100);
  });
});
