// Every method of the SDK, as an application of this release calls it. Compiled by every check, run by none: when a
// change stops it from compiling, the change breaks the applications of the last release.
import {
  type Charging,
  createChargingClient,
  createFuelClient,
  type Fuel,
  NotFoundError,
} from "@waystation/client-sdk";

const fuel = createFuelClient({
  baseUrl: "http://127.0.0.1:8080/fuel/api/v1",
  credentials: () => ({ username: "admin", password: "password123" }),
  timeoutMs: 10_000,
  overallTimeoutMs: 60_000,
  maxRetries: 2,
  onResponse: ({ operation, status, durationMs }) => console.log(operation, status, durationMs),
});

const charging = createChargingClient({ baseUrl: "http://127.0.0.1:8080/charging" });

/** Signing in and out. */
export const session = async (): Promise<string> => {
  const { token, expires_in, user_info } = await fuel.auth.login({
    username: "admin",
    password: "password123",
    remember: true,
  });
  await fuel.auth.refresh();
  const user: Fuel.User = await fuel.users.current();
  await fuel.auth.logout();
  return `${token} ${expires_in} ${user_info.username} ${user.username}`;
};

/** A password that was forgotten, a code by SMS, a password that changes. */
export const recover = async (mobile: string, code: string): Promise<void> => {
  const { captcha_key } = await fuel.auth.captcha();
  await fuel.auth.sendCode({ mobile, type: "login", captcha: "ABCD", captcha_key });
  await fuel.auth.loginByCode({ mobile, code, remember: true });
  await fuel.auth.changePassword({ old_password: "password123", new_password: "a longer password" });
  await fuel.auth.sendCode({ mobile, type: "reset_password" });
  await fuel.auth.resetPassword({ mobile, code, password: "a longer password" });
  await charging.account.captcha();
  await charging.account.sendCode({ mobile, type: "login" });
  await charging.account.loginByCode({ mobile, code });
  await charging.account.changePassword({ old_password: "123456wyc", new_password: "a longer password" });
  await charging.account.resetPassword({ mobile, code, password: "a longer password" });
  await charging.account.logout();
};

/** Who changed what. */
export const audit = async (): Promise<number> => {
  let lines = 0;
  for await (const line of fuel.auditLogs.list({ page_size: 100 })) if (line.id) lines++;
  return lines;
};

/** What a station sells, and where. */
export const catalogue = async (): Promise<readonly string[]> => {
  const names: string[] = [];
  for await (const station of fuel.stations.list({ city: "北京", status: 1 })) {
    const guns: readonly Fuel.OilGun[] = await fuel.stations.oilGuns(station.id);
    names.push(station.name, ...guns.map((gun) => gun.gun_no));
  }
  const { list, pagination } = await fuel.oils.list({ keyword: "95", page: 1, page_size: 20 });
  const oil = await fuel.oils.get(2);
  await fuel.oils.updatePrice(oil.id, { price: 8.05 });
  const gun = await fuel.oilGuns.get(1);
  return [...names, ...list.map(({ name }) => name), String(pagination.total), gun.gun_no];
};

/** One fill, from the order to the receipt. */
export const fill = async (signal: AbortSignal): Promise<Fuel.OrderDetail> => {
  const { order_id, order_no } = await fuel.orders.create(
    { station_id: 1, member_id: 1, oil_id: 2, oil_gun_id: 1, amount: 50, vehicle_no: "京A12345" },
    { idempotencyKey: "the-till-remembers-this", signal },
  );
  await fuel.refuelRecords.start({ order_id, oil_gun_id: 1 });
  const { list } = await fuel.refuelRecords.list({ order_id });
  await fuel.refuelRecords.end(list[0]?.record_id ?? 0, { actual_amount: "50.00" });
  for (const coupon of await fuel.users.coupons(1, { status: 1 })) {
    await fuel.userCoupons.use(coupon.id, { order_id });
  }
  await fuel.orders.pay(order_id, { payment_method: "wechat", payment_amount: 392.5, transaction_id: "wx-1" });
  for await (const payment of fuel.payments.list({ order_id })) console.log(payment.id);
  const trace = await fuel.traces.get(order_no);
  console.log(trace.entries.length);
  return fuel.orders.get(order_id);
};

/** Orders that nobody came for. */
export const cancelStale = async (): Promise<void> => {
  for await (const page of fuel.orders.list({ status: 1, end_date: "2025-03-12" }).pages()) {
    for (const order of page.list) {
      await fuel.orders.cancel(order.id, { reason: "超时未加油" }).catch((error: unknown) => {
        if (!(error instanceof NotFoundError)) throw error;
      });
    }
  }
};

/** One charge, from the queue to the bill. */
export const charge = async (): Promise<string> => {
  await charging.account.register({
    username: "wyc2002",
    password: "123456wyc",
    email: "driver@example.com",
    license_plate: "京A12345",
    battery_capacity: 60,
  });
  await charging.account.login({ username: "wyc2002", password: "123456wyc" });
  const { battery_capacity } = await charging.account.detail();
  const queueNumber = await charging.charge.apply({ mode: "fast", quantity: battery_capacity / 2 });
  await charging.charge.modify({ mode: "slow", quantity: 10 }, { query: { station_id: 1 } });
  const info = await charging.charge.info({ station_id: 1 });
  await charging.charge.cancel();
  const [bill] = await charging.logs.list({ num: 1 });
  const trace: Charging.Trace = await charging.traces.get(bill?.correlation_id ?? "");
  return `${queueNumber} ${info.status} ${bill?.total_fee} ${trace.entries.length}`;
};
