import type { ChargerStart, ChargerStop, DeviceEventBody } from "@waystation/core/devices";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiClient } from "../station/api-client.js";
import type { Gateway } from "../station/gateway.js";
import { type OpenStation, openStation } from "../station/open-station.js";
import { until } from "../station/until.js";

interface Info {
  readonly status: string;
  readonly queue_num: string;
  readonly pile: string | null;
  readonly charged_energy: string;
  readonly cost: string;
  readonly user_id: string;
}

interface LogEntry {
  readonly actual_power: string;
  readonly charging_fee: string;
  readonly service_fee: string;
  readonly total_fee: string;
  readonly start_time: string;
  readonly end_time: string;
  readonly charging_station_id: number;
  readonly periods: readonly Record<string, string>[];
  readonly correlation_id: string;
}

let station: OpenStation;
let gateway: Gateway;

/** The clock of the server stands there at once and goes on as ours. */
const clockAt = (time: string) => `2025-03-15T${time}+08:00x1@${Date.now()}`;
const at = (time: string) => Date.parse(`2025-03-15T${time}+08:00`);

const info = async (driver: ApiClient) => (await driver.get<Info>("/user/charge/info")).data;
const logOf = async (driver: ApiClient) => (await driver.get("/user/log/get?num=5")).body.log as readonly LogEntry[];
const apply = (driver: ApiClient, mode: string, quantity: number) =>
  driver.post<string>("/user/charge/apply", { mode, quantity });

const session = (change: object) =>
  ({ chargerId: "pile-1", connector: 1, transactionId: "t-1", idTag: null, ...change }) as unknown as DeviceEventBody;
const started = (startedAt: number, change: object) =>
  session({ type: "charger.session-started", meterStartWh: 100_000, startedAt, ...change });
const metered = (readings: readonly [number, number][], change: object = {}) =>
  session({
    type: "charger.meter-values",
    readings: readings.map(([time, energyWh]) => ({ at: time, energyWh })),
    ...change,
  });
const stopped = (stoppedAt: number, meterStopWh: number, change: object = {}) =>
  session({ type: "charger.session-stopped", meterStopWh, stoppedAt, reason: "Local", readings: [], ...change });

const startFor = (idTag: string) =>
  gateway.command((command) => command.type === "charger.start" && command.idTag === idTag);

const isOver = (driver: ApiClient) =>
  until("the request to end", async () => (await driver.get("/user/charge/info")).code === -1);

beforeAll(async () => {
  station = await openStation({ clock: clockAt("06:40:00") });
  const second = {
    code: "P3",
    station_id: 1,
    mode: "fast",
    power_w: 30_000,
    gateway_id: "site-1",
    charger_id: "pile-3",
    connector: 1,
  };
  await station.db
    .insertInto("charging_piles")
    .values({ id: 3, ...second })
    .execute();
  station = await station.restart();
});
afterAll(() => station.close());

describe("a whole charge, over a restart of the API and a boundary of the tariff", () => {
  let driver: ApiClient;
  let next: ApiClient;
  let idTag: string;

  it("begins with a number and a call to a pile", async () => {
    driver = await station.driver({ battery_capacity: 80 });
    expect((await apply(driver, "fast", 10)).data).toBe("F1");
    expect(await info(driver)).toMatchObject({ queue_num: "F1", pile: "P1", status: "called", state: true });
    idTag = `U${(await info(driver)).user_id}`;
    next = await station.driver();
    expect((await apply(next, "fast", 5)).data).toBe("F2");
  });

  it("keeps numbers and places over a restart", async () => {
    station = await station.restart({ clock: clockAt("07:20:00") });
    driver = station.charging.as(driver.token);
    gateway = await station.gateway();
    expect(await info(driver)).toMatchObject({ queue_num: "F1", pile: "P1", status: "called" });
    next = station.charging.as(next.token);
    expect(await info(next)).toMatchObject({ queue_num: "F2", pile: "P3", status: "called" });
  });

  it("is started by the plug, once", async () => {
    await gateway.charger("pile-1", "preparing");
    expect((await startFor(idTag)).command).toEqual({
      type: "charger.start",
      chargerId: "pile-1",
      connector: 1,
      idTag,
      limitWh: 10_000,
    });
    await gateway.charger("pile-1", "preparing");
    await gateway.report(metered([[at("06:41:00"), 1]], { transactionId: "nobody's" }));
    expect(gateway.commands.filter(({ command }) => command.type === "charger.start")).toHaveLength(1);
  });

  it("shows what has flowed and what it costs", async () => {
    await gateway.report(started(at("06:45:00"), { idTag }));
    await gateway.charger("pile-1", "charging");
    await gateway.report(metered([[at("06:55:00"), 103_000]]));
    expect(await info(driver)).toMatchObject({ status: "charging", charged_energy: "3.00", cost: "3.60" });
  });

  it("is not changed by readings that come twice, late or backwards", async () => {
    await gateway.report(metered([[at("07:05:00"), 108_000]]));
    const before = await info(driver);
    expect(before).toMatchObject({ charged_energy: "8.00" });
    await gateway.report(metered([[at("06:55:00"), 103_000]]));
    await gateway.report(metered([[at("06:50:00"), 101_500]]));
    await gateway.report(metered([[at("07:06:00"), 107_000]]));
    await gateway.report(metered([[at("07:05:00"), 108_000]]));
    expect(await info(driver)).toMatchObject({ charged_energy: before.charged_energy, cost: before.cost });
  });

  it("is billed by time of use to the fen when it ends", async () => {
    const correlation = "c-charge";
    await gateway.report(stopped(at("07:10:00"), 110_000), correlation);
    expect(await info(driver)).toMatchObject({ status: "charged", charged_energy: "10.00", cost: "13.35" });
    const [entry] = await logOf(driver);
    // 3 kWh at 06:55 and 8 kWh at 07:05: 5.5 kWh by seven o'clock.
    expect(entry).toMatchObject({
      charging_station_id: 1,
      start_time: "2025-03-15T06:45:00+08:00",
      end_time: "2025-03-15T07:10:00+08:00",
      charging_fee: "5.35",
      service_fee: "8.00",
      total_fee: "13.35",
    });
    expect(Number(entry?.actual_power)).toBe(10);
    expect(entry?.periods.map(({ period, energy, fee }) => [period, Number(energy), Number(fee)])).toEqual([
      ["valley", 5.5, 2.2],
      ["flat", 4.5, 3.15],
    ]);
  });

  it("is owed in the ledger, debit equal to credit, and traced", async () => {
    const [entry] = await logOf(driver);
    const entries = await station.db
      .selectFrom("ledger_entries")
      .select(["kind", "amount"])
      .where("correlation_id", "=", entry!.correlation_id)
      .orderBy("id")
      .execute();
    expect(entries).toEqual([
      { kind: "debit", amount: 1335 },
      { kind: "credit", amount: 535 },
      { kind: "credit", amount: 800 },
    ]);
    const trace = await driver.get<{ entries: { source: string }[] }>(`/traces/${entry!.correlation_id}`);
    expect(trace.data.entries.map(({ source }) => source)).toEqual(
      expect.arrayContaining(["order", "command", "reply", "ledger"]),
    );
    const stranger = await station.driver();
    expect((await stranger.get(`/traces/${entry!.correlation_id}`)).code).toBe(-1);
  });

  it("is over when the car is unplugged, and is not billed again by a repeated end", async () => {
    await gateway.charger("pile-1", "available");
    await isOver(driver);
    await gateway.report(stopped(at("07:10:00"), 110_000));
    expect(await logOf(driver)).toHaveLength(1);
  });

  it("leaves the numbers of those who come later unbroken", async () => {
    await next.post("/user/charge/cancel");
    const later = await station.driver();
    expect((await apply(later, "fast", 5)).data).toBe("F3");
    await later.post("/user/charge/cancel");
  });
});

describe("cancelling", () => {
  it("while the charge runs stops the charger, and bills what flowed", async () => {
    const driver = await station.driver();
    await apply(driver, "slow", 20);
    const { user_id } = await info(driver);
    const own = { chargerId: "pile-2", transactionId: "t-slow", idTag: `U${user_id}` };
    await gateway.charger("pile-2", "preparing");
    await startFor(own.idTag);
    await gateway.report(started(at("07:25:00"), own));
    await gateway.charger("pile-2", "charging");
    expect((await driver.post("/user/charge/cancel")).body).toEqual({ code: 200, msg: "取消成功" });
    const { command } = await gateway.command(({ type }) => type === "charger.stop");
    expect(command as ChargerStop).toEqual({ type: "charger.stop", chargerId: "pile-2", transactionId: "t-slow" });
    await gateway.report(stopped(Date.now(), 102_000, own));
    expect(await logOf(driver)).toMatchObject([{ total_fee: "3.00" }]);
    await gateway.charger("pile-2", "available");
    await isOver(driver);
  });

  it("is refused while the charger gives a reason not to stop", async () => {
    const driver = await station.driver();
    await apply(driver, "slow", 20);
    const { user_id } = await info(driver);
    const own = { chargerId: "pile-2", transactionId: "t-stuck", idTag: `U${user_id}` };
    await gateway.charger("pile-2", "preparing");
    await startFor(own.idTag);
    await gateway.report(started(at("07:25:00"), own));
    gateway.answer = () => ({ status: "failed", code: "device.offline", message: "the charger is away" });
    expect((await driver.post("/user/charge/cancel")).body).toMatchObject({ code: -1, error: "device.offline" });
    gateway.answer = () => ({ status: "done", data: {} });
    await gateway.report(stopped(Date.now(), 101_000, own));
    await gateway.charger("pile-2", "available");
    await isOver(driver);
  });

  it("while the charger is being started stops the charge that begins all the same", async () => {
    const driver = await station.driver();
    await apply(driver, "slow", 20);
    const { user_id } = await info(driver);
    const own = { chargerId: "pile-2", transactionId: "t-unasked", idTag: `U${user_id}` };
    await gateway.charger("pile-2", "preparing");
    await startFor(own.idTag);
    await driver.post("/user/charge/cancel");
    await gateway.report(started(at("07:25:00"), own));
    const { command } = await gateway.command(
      (each) => each.type === "charger.stop" && each.transactionId === "t-unasked",
    );
    expect(command).toMatchObject({ chargerId: "pile-2" });
    await gateway.charger("pile-2", "available");
  });
});

describe("a clock that is ahead", () => {
  it("of one charger does not carry the station into the future", async () => {
    const driver = await station.driver();
    await apply(driver, "fast", 20);
    const { user_id } = await info(driver);
    const own = { transactionId: "t-ahead", idTag: `U${user_id}` };
    const tomorrow = Date.now() + 86_400_000;
    await gateway.charger("pile-1", "preparing");
    await startFor(own.idTag);
    await gateway.report(started(tomorrow, own));
    await gateway.report(metered([[tomorrow, 101_000]], own));
    await gateway.report(metered([[tomorrow + 1000, 100_500]], own));
    const other = await station.driver();
    expect((await apply(other, "slow", 1)).code).toBe(200);
    await other.post("/user/charge/cancel");
    await gateway.report(stopped(tomorrow + 2000, 102_000, own));
    const [entry] = await logOf(driver);
    expect(entry?.end_time).toMatch(/^2025-03-15T07:2/);
    expect(entry?.total_fee).toBe("3.00");
    await gateway.charger("pile-1", "available");
    await isOver(driver);
  });
});

describe("a faulty connector", () => {
  it("moves the charging car to the other pile with what is left, and both parts are billed", async () => {
    const driver = await station.driver();
    await apply(driver, "fast", 10);
    const { user_id, queue_num } = await info(driver);
    const idTag = `U${user_id}`;
    gateway.forget();
    await gateway.charger("pile-1", "preparing");
    await startFor(idTag);
    await gateway.report(started(at("07:25:00"), { idTag, transactionId: "t-broken" }));
    await gateway.charger("pile-1", "charging");
    await gateway.report(metered([[Date.now(), 104_000]], { transactionId: "t-broken" }));
    await gateway.charger("pile-1", "faulted");
    await until("the car to be moved", async () => (await info(driver)).pile === "P3");
    expect(await info(driver)).toMatchObject({ queue_num, status: "called" });
    expect(await logOf(driver)).toMatchObject([{ charging_station_id: 1, total_fee: "6.00" }]);

    const moved = { chargerId: "pile-3", transactionId: "t-whole", idTag };
    await gateway.charger("pile-3", "preparing");
    const { command } = await gateway.command((each) => each.type === "charger.start" && each.chargerId === "pile-3");
    expect((command as ChargerStart).limitWh).toBe(6_000);
    await gateway.report(started(Date.now(), moved));
    await gateway.report(stopped(Date.now(), 106_000, moved));
    expect((await logOf(driver)).map(({ total_fee }) => total_fee)).toEqual(["9.00", "6.00"]);
    await gateway.charger("pile-3", "available");
    await isOver(driver);
    await gateway.charger("pile-1", "available");
  });
});
