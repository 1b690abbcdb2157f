import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiClient } from "../station/api-client.js";
import { type OpenStation, openStation } from "../station/open-station.js";

let station: OpenStation;

beforeAll(async () => {
  station = await openStation();
});
afterAll(() => station.close());

const account = (username: string) => ({ username, password: "123456wyc", email: "driver@example.com" });

const multipart = (fields: Record<string, string>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

const forms: Record<string, (fields: Record<string, string>) => unknown> = {
  urlencoded: (fields) => new URLSearchParams(fields),
  multipart,
  JSON: (fields) => fields,
};

const leave = (driver: ApiClient) => driver.post("/user/charge/cancel");

describe.each(Object.keys(forms))("a driver who sends %s", (kind) => {
  const send = forms[kind]!;

  it("registers, signs in, applies, asks, changes, gives up and looks at the past", async () => {
    const fields = account(`forms-${kind}`);
    const registered = await station.charging.post("/u/register", send({ ...fields, battery_capcity: "80.5" }));
    expect(registered.body).toEqual({ code: 200, msg: "注册成功", token: expect.any(String) });
    const { username, password } = fields;
    const signedIn = await station.charging.post("/u/login", send({ username, password }));
    expect(signedIn.body).toEqual({ code: 200, msg: "登录成功", token: expect.any(String) });
    const driver = station.charging.as(String(signedIn.body.token));
    expect((await driver.get("/user/detail")).data).toMatchObject({ username, battery_capacity: 80.5 });

    const applied = await driver.post("/user/charge/apply", send({ mode: "slow", quantity: "20.5" }));
    expect(applied.body).toEqual({ code: 200, msg: "申请成功", data: expect.stringMatching(/^T\d+$/) });
    const info = await driver.get("/user/charge/info");
    expect(info.body).toMatchObject({ code: 200, msg: "查询成功" });
    expect(info.data).toMatchObject({ charging_type: "slow", request_power: 20.5, queue_num: applied.data });
    const cancelled = await driver.post("/user/charge/cancel", send({ reason: "-" }));
    expect(cancelled.body).toEqual({ code: 200, msg: "取消成功" });
    expect((await driver.get("/user/log/get")).body).toEqual({ code: 200, msg: "查询成功", log: [] });
  });
});

describe("a charging request", () => {
  it("takes its quantity as a number or as text", async () => {
    for (const quantity of [15, 15.25, "15", "15.250"]) {
      const driver = await station.driver();
      expect((await driver.post("/user/charge/apply", { mode: "fast", quantity })).code).toBe(200);
      expect((await driver.get("/user/charge/info")).data).toMatchObject({ request_power: Number(quantity) });
      await leave(driver);
    }
  });

  it("takes the token in the query and as bearer", async () => {
    const driver = await station.driver();
    const byQuery = station.charging;
    expect((await byQuery.get(`/user/detail?token=${driver.token}`)).code).toBe(200);
    const body = { mode: "fast", quantity: 10 };
    expect((await byQuery.post(`/user/charge/apply?token=${driver.token}`, body)).code).toBe(200);
    expect((await driver.get("/user/charge/info")).code).toBe(200);
    await leave(driver);
  });

  it.each(["", "?token=", "?token=nonsense", "?token=a&token=b"])(
    "without a good token (%s) is HTTP 200 with code -1",
    async (query) => {
      const answer = await station.charging.get(`/user/charge/info${query}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ code: -1, msg: expect.any(String) });
    },
  );

  it("is bounded by the battery only where one is known", async () => {
    const known = await station.driver({ battery_capacity: 60 });
    expect((await known.post("/user/charge/apply", { mode: "fast", quantity: 60.001 })).body).toMatchObject({
      code: -1,
      msg: expect.stringContaining("电池容量"),
    });
    const unknown = await station.driver({ battery_capacity: 0 });
    expect((await unknown.post("/user/charge/apply", { mode: "fast", quantity: "1023.4" })).code).toBe(200);
    await leave(unknown);
  });

  it("stands once for each driver, however often it is asked at the same time", async () => {
    const driver = await station.driver();
    const apply = () => driver.post("/user/charge/apply", { mode: "fast", quantity: 10 });
    const answers = await Promise.all([apply(), apply(), apply()]);
    expect(answers.map(({ code }) => code).toSorted()).toEqual([-1, -1, 200]);
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    await leave(driver);
    expect((await leave(driver)).code).toBe(-1);
  });

  it("keeps its number with another quantity and gets a new one with another mode", async () => {
    const inFront = await Promise.all([station.driver(), station.driver(), station.driver(), station.driver()]);
    for (const each of inFront) await each.post("/user/charge/apply", { mode: "slow", quantity: 5 });
    for (const each of inFront.slice(0, 2))
      expect((await each.get("/user/charge/info")).data).toMatchObject({ state: true });
    const driver = inFront[3]!;
    const before = await driver.get<{ queue_num: string }>("/user/charge/info");
    expect(before.data).toMatchObject({ state: false, cars_ahead: 1 });
    const more = await driver.post("/user/charge/modify", { quantity: "30.5" });
    expect(more.body).toEqual({ code: 200, msg: "修改成功", data: before.data.queue_num });
    const other = await driver.post("/user/charge/modify", { mode: "fast", quantity: 30 });
    expect(other.data).toMatch(/^F\d+$/);
    const called = await inFront[0]!.post("/user/charge/modify", { quantity: 6 });
    expect(called.body).toMatchObject({ code: -1, msg: expect.stringContaining("充电区") });
    for (const each of inFront) await leave(each);
  });

  it("gives one name to one driver when two want it at the same time", async () => {
    const register = () => station.charging.post("/u/register", account("the-same-name"));
    const answers = await Promise.all([register(), register(), register()]);
    expect(answers.map(({ code }) => code).toSorted()).toEqual([-1, -1, 200]);
  });

  it("with an Idempotency-Key gets the same number again", async () => {
    const driver = await station.driver();
    const key = { "idempotency-key": "apply-1" };
    const first = await driver.post("/user/charge/apply", { mode: "fast", quantity: 10 }, key);
    const again = await driver.post("/user/charge/apply", { mode: "fast", quantity: 10 }, key);
    expect(again.text).toBe(first.text);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const other = await driver.post("/user/charge/apply", { mode: "fast", quantity: 11 }, key);
    expect(other.body).toMatchObject({ code: -1, error: "request.idempotency-conflict" });
    const elsewhere = await driver.post("/user/charge/apply?station_id=1", { mode: "fast", quantity: 10 }, key);
    expect(elsewhere.body).toMatchObject({ code: -1, error: "request.idempotency-conflict" });
    await leave(driver);
  });
});
