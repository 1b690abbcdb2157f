import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ApiClient } from "../station/api-client.js";
import { type Gateway, saleOf } from "../station/gateway.js";
import { type OpenStation, openStation } from "../station/open-station.js";
import { until } from "../station/until.js";
import { authorisationOf, filledOrder, newOrder, orderOf, pumpIs, startFill } from "./forecourt.js";

let station: OpenStation;
let gateway: Gateway;
let cashier: ApiClient;

beforeAll(async () => {
  station = await openStation({ settings: { replyTimeoutMs: 300 } });
  gateway = await station.gateway();
  cashier = await station.signIn("cashier001");
});
afterAll(() => station.close());

beforeEach(async () => {
  gateway.answer = () => ({ status: "done", data: {} });
  await pumpIs(cashier, gateway);
});

const cancel = (orderId: number) => cashier.post(`/orders/${orderId}/cancel`, { reason: "客户取消加油" });

const unattributed = (saleId: string) =>
  station.db.selectFrom("unattributed_sales").selectAll().where("sale_id", "=", saleId).execute();

/** The order can be started after all. */
const isUsable = async (orderId: number) => {
  await pumpIs(cashier, gateway);
  gateway.answer = () => ({ status: "done", data: {} });
  return (await startFill(cashier, orderId)).status === 200;
};

describe("starting a fill", () => {
  it("is refused while the pump's line is down, and the order stays usable", async () => {
    const id = await newOrder(cashier);
    await pumpIs(cashier, gateway, { link: "offline" });
    expect(await startFill(cashier, id)).toMatchObject({
      status: 409,
      error: "device.offline",
      message: expect.stringContaining("pump-1"),
    });
    expect((await orderOf(cashier, id)).status).toBe(1);
    expect(await isUsable(id)).toBe(true);
  });

  it("is refused while the gateway is away", async () => {
    const id = await newOrder(cashier);
    await gateway.status(false);
    await until("the pump to be offline", async () => (await startFill(cashier, id)).error === "device.offline");
    await gateway.status(true);
    expect(await isUsable(id)).toBe(true);
  });

  it.each(["filling", "authorised", "completed", "suspended", "switched-off", "not-programmed", "unknown"] as const)(
    "is refused while the pump is %s",
    async (state) => {
      const id = await newOrder(cashier);
      await pumpIs(cashier, gateway, { state });
      expect(await startFill(cashier, id)).toMatchObject({
        status: 409,
        error: "gun.not-free",
        message: expect.stringContaining(state),
      });
      expect(await isUsable(id)).toBe(true);
    },
  );

  it("is refused when the pump shows another price, and says both prices", async () => {
    const id = await newOrder(cashier);
    await pumpIs(cashier, gateway, { unitPrices: [{ nozzle: 1, unitPrice: "8.45" }] });
    const refused = await startFill(cashier, id);
    expect(refused).toMatchObject({ status: 409, error: "gun.price-differs" });
    expect(refused.message).toContain("8.45");
    expect(refused.message).toContain("8.05");
    expect(await isUsable(id)).toBe(true);
  });

  it("is refused when the pump has confirmed no price", async () => {
    const id = await newOrder(cashier);
    await pumpIs(cashier, gateway, { unitPrices: [] });
    expect(await startFill(cashier, id)).toMatchObject({ status: 409, error: "gun.price-unconfirmed" });
    expect(await isUsable(id)).toBe(true);
  });

  it("passes on why the daemon refuses, and the order stays usable", async () => {
    const id = await newOrder(cashier);
    gateway.answer = () => ({ status: "failed", code: "device.price-mismatch", message: "the pump shows 8.10" });
    expect(await startFill(cashier, id)).toMatchObject({
      status: 409,
      error: "device.refused",
      message: expect.stringContaining("the pump shows 8.10"),
    });
    expect((await orderOf(cashier, id)).refuel_records).toMatchObject([{ status: 2 }]);
    expect(await isUsable(id)).toBe(true);
  });

  it("happens once when it is asked for twice at the same time", async () => {
    const id = await newOrder(cashier);
    const answers = await Promise.all([startFill(cashier, id), startFill(cashier, id), startFill(cashier, id)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    const { correlation_id } = await orderOf(cashier, id);
    const sent = gateway.commands.filter(({ correlationId }) => correlationId === correlation_id);
    expect(sent.map(({ command }) => command.type)).toEqual(["pump.authorise"]);
  });

  it("is taken back at the pump when no answer came in time, and the order stays usable", async () => {
    const id = await newOrder(cashier);
    const { correlation_id } = await orderOf(cashier, id);
    gateway.answer = () => undefined;
    expect(await startFill(cashier, id)).toMatchObject({ status: 504, error: "device.timeout" });
    await gateway.command(({ type }, envelope) => type === "pump.cancel" && envelope.correlationId === correlation_id);
    expect((await orderOf(cashier, id)).status).toBe(1);
    expect(await isUsable(id)).toBe(true);
  });
});

describe("the sale of a pump", () => {
  it("is attached to its order even when it comes after the command timed out", async () => {
    const id = await newOrder(cashier);
    gateway.answer = () => undefined;
    await startFill(cashier, id);
    const order = await orderOf(cashier, id);
    const { authorisationId } = await authorisationOf(gateway, order);
    await gateway.sale({ authorisationId, volumeMl: 10_000, amountFen: 8_050 }, order.correlation_id);
    expect(await orderOf(cashier, id)).toMatchObject({ status: 2, actual_amount: 10, total_amount: 80.5 });
  });

  it("is unattributed without an authorisation, and reported twice still one", async () => {
    const sale = saleOf({ volumeMl: 3_000, amountFen: 2_415 });
    await gateway.report(sale);
    await gateway.report(sale);
    expect(await unattributed(sale.saleId)).toMatchObject([{ volume_ml: 3_000, amount_fen: 2_415 }]);
  });

  it("is kept apart when the same sale comes again with other figures", async () => {
    const sale = saleOf();
    await gateway.report(sale);
    const { quarantined, upTo } = await gateway.report({ ...sale, amountFen: 1 });
    expect(quarantined).toEqual([upTo]);
    expect(await unattributed(sale.saleId)).toMatchObject([{ amount_fen: 40_250 }]);

    const order = await filledOrder(cashier, gateway);
    const { authorisationId } = await authorisationOf(gateway, order);
    const [record] = await station.db
      .selectFrom("refuel_records")
      .selectAll()
      .where("order_id", "=", order.id)
      .execute();
    const again = saleOf({ authorisationId, saleId: record?.sale_id ?? "", amountFen: 1 });
    expect((await gateway.report(again)).quarantined).toHaveLength(1);
    expect((await orderOf(cashier, order.id)).total_amount).toBe(402.5);
  });

  it("never enters an order through another pump's report", async () => {
    const id = await newOrder(cashier);
    await startFill(cashier, id);
    const order = await orderOf(cashier, id);
    const { authorisationId } = await authorisationOf(gateway, order);
    const sale = saleOf({ authorisationId, pumpId: "pump-2" });
    await gateway.report(sale, order.correlation_id);
    expect(await unattributed(sale.saleId)).toHaveLength(1);
    expect(await orderOf(cashier, id)).toMatchObject({ status: 5, actual_amount: null });
    await gateway.sale({ authorisationId }, order.correlation_id);
    expect((await orderOf(cashier, id)).status).toBe(2);
  });

  it("of nothing cancels the order", async () => {
    const order = await filledOrder(cashier, gateway, { volumeMl: 0, amountFen: 0 });
    expect(order).toMatchObject({ status: 4, actual_amount: 0, total_amount: 0 });
  });

  it("stands as the display shows it; a difference to price × litres is noted", async () => {
    const order = await filledOrder(cashier, gateway, { volumeMl: 50_000, amountFen: 40_251 });
    expect(order).toMatchObject({ status: 2, actual_amount: 50, total_amount: 402.51 });
    expect(order.timeline.find(({ event }) => event === "complete")?.reason).toContain(
      "differs from price × litres by 1",
    );
  });

  it("of a second fill on a completed order is unattributed", async () => {
    const order = await filledOrder(cashier, gateway);
    const { authorisationId } = await authorisationOf(gateway, order);
    const second = saleOf({ authorisationId });
    await gateway.report(second, order.correlation_id);
    expect(await unattributed(second.saleId)).toHaveLength(1);
    expect((await orderOf(cashier, order.id)).total_amount).toBe(402.5);
  });
});

describe("cancelling an order", () => {
  it("calls the pump back when it was authorised", async () => {
    const id = await newOrder(cashier);
    await startFill(cashier, id);
    const order = await orderOf(cashier, id);
    const { authorisationId } = await authorisationOf(gateway, order);
    expect((await cancel(id)).status).toBe(200);
    const { command } = await gateway.command(
      ({ type }, envelope) => type === "pump.cancel" && envelope.correlationId === order.correlation_id,
    );
    expect(command).toEqual({ type: "pump.cancel", pumpId: "pump-1", authorisationId });
    expect(await orderOf(cashier, id)).toMatchObject({ status: 4, refuel_records: [{ status: 2 }] });
  });

  it("is refused while fuel flows, without stopping the pump", async () => {
    const id = await newOrder(cashier);
    await startFill(cashier, id);
    const order = await orderOf(cashier, id);
    const { authorisationId } = await authorisationOf(gateway, order);
    await gateway.pump({ state: "filling", authorisationId });
    await until("the order to be fuelling", async () => (await orderOf(cashier, id)).status === 5);
    expect(await cancel(id)).toMatchObject({ status: 409, error: "order.not-allowed" });
    expect(
      gateway.commands.filter(
        ({ command, correlationId }) => command.type === "pump.cancel" && correlationId === order.correlation_id,
      ),
    ).toEqual([]);
    await gateway.sale({ authorisationId }, order.correlation_id);
  });

  it("is refused when the pump gives no answer: fuel might flow", async () => {
    const id = await newOrder(cashier);
    await startFill(cashier, id);
    gateway.answer = () => undefined;
    expect(await cancel(id)).toMatchObject({ status: 504, error: "device.timeout" });
    gateway.answer = () => ({ status: "done", data: {} });
    expect((await cancel(id)).status).toBe(200);
  });

  it("works when the daemon does not know the authorisation and the pump is idle", async () => {
    const id = await newOrder(cashier);
    await startFill(cashier, id);
    gateway.answer = () => ({ status: "failed", code: "device.refused", message: "pump-1 has no such authorisation" });
    expect((await cancel(id)).status).toBe(200);
  });

  it("is refused after fuel has flowed, and once is enough", async () => {
    const filled = await filledOrder(cashier, gateway);
    expect(await cancel(filled.id)).toMatchObject({ status: 409, error: "order.not-allowed" });
    const id = await newOrder(cashier);
    const answers = await Promise.all([cancel(id), cancel(id)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });
});

describe("a gun without a connected pump", () => {
  const byHand = { oil_id: 1, oil_gun_id: 1, amount: 10 };

  it.each(["attendant001", "cashier001", "admin"])("is started and ended by hand by %s", async (username) => {
    const person = await station.signIn(username);
    const id = await newOrder(person, byHand);
    const started = await person.post<{ record_id: number }>("/refuel-records", { order_id: id, oil_gun_id: 1 });
    expect(started.status).toBe(200);
    const ended = await person.put(`/refuel-records/${started.data.record_id}/end`, { actual_amount: 9.5, status: 1 });
    expect(ended).toMatchObject({ status: 200, data: { status: 1, actual_amount: 9.5, actual_money: 74.58 } });
    expect(await orderOf(cashier, id)).toMatchObject({ status: 2, total_amount: 74.58 });
  });

  it("is ended once when two hands do it at the same time", async () => {
    const id = await newOrder(cashier, byHand);
    const { data } = await cashier.post<{ record_id: number }>("/refuel-records", { order_id: id, oil_gun_id: 1 });
    const end = (litres: number) => cashier.put(`/refuel-records/${data.record_id}/end`, { actual_amount: litres });
    const answers = await Promise.all([end(5), end(6)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
