// @ts-check
// A third-party app: it knows the station's API by the client SDK and nothing else. Prints one JSON line for every step.
import { createChargingClient, createFuelClient } from "@waystation/client-sdk";

const POLL_MS = 300;
const PATIENCE_MS = 120_000;

/** @param {Record<string, unknown>} step */
const tell = (step) => process.stdout.write(`${JSON.stringify(step)}\n`);
const pause = () => new Promise((resolve) => setTimeout(resolve, POLL_MS));

/** Asks until the answer is what one waits for. @template T @param {string} what @param {() => Promise<T | undefined>} ask @returns {Promise<T>} */
const until = async (what, ask) => {
  const giveUp = performance.now() + PATIENCE_MS;
  while (performance.now() < giveUp) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause();
  }
  throw new Error(`waited ${PATIENCE_MS / 1000} s for ${what}`);
};

/** The fuel document's walkthrough, §3.1, with its own figures. @param {string} url */
const fill = async (url) => {
  const client = createFuelClient({ baseUrl: `${url}/fuel/api/v1` });
  await client.auth.login({ username: "cashier001", password: "password123", remember: true });
  const oil = await client.oils.get(2);
  tell({ customer: "fill", step: "signed-in", oil: oil.name, price: oil.current_price });
  await until("the pump to be online at its price", async () => {
    const { device } = await client.oilGuns.get(3);
    return device?.online && device.state === "idle" && device.price === oil.current_price ? device : undefined;
  });

  const { order_id, order_no } = await client.orders.create({
    station_id: 1,
    member_id: 5,
    oil_id: 2,
    oil_gun_id: 3,
    service_type: 1,
    amount: 50,
    vehicle_no: "粤B12345",
    attendant_id: 8,
  });
  tell({ customer: "fill", step: "ordered", orderNo: order_no, litres: 50 });
  const { record_id } = await client.refuelRecords.start({ order_id, oil_gun_id: 3, operator_id: 8 });
  tell({ customer: "fill", step: "authorised", recordId: record_id });

  let seen = 0;
  await until("the fill to end", async () => {
    const order = await client.orders.get(order_id);
    const [record] = order.refuel_records;
    if (order.status === 5 && record && record.actual_amount > seen) {
      seen = record.actual_amount;
      tell({ customer: "fill", step: "fuelling", litres: seen, yuan: record.actual_money });
    }
    return order.status === 2 ? order : undefined;
  });
  const ended = await client.refuelRecords.end(record_id, { actual_amount: 50, status: 1 });
  tell({ customer: "fill", step: "filled", litres: ended.actual_amount, yuan: ended.actual_money });

  const { payable_amount } = await client.userCoupons.use(12, { order_id });
  tell({ customer: "fill", step: "coupon", userCoupon: 12, payable: payable_amount });
  await client.orders.pay(order_id, {
    payment_method: "wechat",
    payment_amount: 392.5,
    transaction_id: "wx202503121535001",
    cashier_id: 10,
  });
  const order = await client.orders.get(order_id);
  const { entries } = await client.traces.get(order.order_no);
  tell({
    receipt: "fill",
    orderNo: order.order_no,
    oil: oil.name,
    litres: order.actual_amount,
    unitPrice: order.unit_price,
    total: order.total_amount,
    discount: order.discount_amount,
    paid: order.paid_amount,
    method: order.payments[0]?.payment_method,
    status: order.status,
    statusText: order.status_text,
    fills: order.refuel_records.length,
    correlationId: order.correlation_id,
    traceEntries: entries.length,
  });
};

/** A driver's charge at a fast pile. @param {string} url @param {number} kwh */
const charge = async (url, kwh) => {
  const username = `driver${process.pid}`;
  const client = createChargingClient({
    baseUrl: `${url}/charging`,
    credentials: () => ({ username, password: "a long password" }),
  });
  await client.account.register({
    username,
    password: "a long password",
    email: "driver@example.com",
    license_plate: "粤BD12345",
    battery_capacity: 80,
  });
  const number = await client.charge.apply({ mode: "fast", quantity: kwh });
  tell({ customer: "charge", step: "queued", number, kwh });
  const called = await until("the call to a pile", async () => {
    const info = await client.charge.info();
    return info.state ? info : undefined;
  });
  tell({ customer: "charge", step: "called", pile: called.pile, number });

  let seen = "0.00";
  await until("the charge to end", async () => {
    const info = await client.charge.info();
    if (info.status === "charging" && info.charged_energy !== seen) {
      seen = info.charged_energy;
      tell({ customer: "charge", step: "charging", kwh: seen, yuan: info.cost });
    }
    return info.status === "charged" ? info : undefined;
  });
  tell({ customer: "charge", step: "charged", pile: called.pile });
  const record = await until("the bill", async () => (await client.logs.list({ num: 1 }))[0]);
  tell({
    receipt: "charge",
    number,
    pile: called.pile,
    start: record.start_time,
    stop: record.end_time,
    kwh: record.actual_power,
    energyFee: record.charging_fee,
    serviceFee: record.service_fee,
    total: record.total_fee,
    periods: record.periods,
    correlationId: record.correlation_id,
  });
};

const [url, kwh = "50"] = process.argv.slice(2);
if (!url) {
  process.stderr.write("usage: node app.mjs http://127.0.0.1:8080 [kWh]\n");
  process.exit(2);
}
Promise.all([fill(url), charge(url, Number(kwh))]).catch((error) => {
  process.stderr.write(`app: ${error.message}${error.requestId ? ` (request ${error.requestId})` : ""}\n`);
  process.exit(1);
});
