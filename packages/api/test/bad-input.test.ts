import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiClient, RequestOptions } from "./station/api-client.js";
import { type OpenStation, openStation } from "./station/open-station.js";

let station: OpenStation;
let cashier: ApiClient;
let driver: ApiClient;

beforeAll(async () => {
  station = await openStation();
  cashier = await station.signIn("cashier001");
  driver = await station.driver();
});
afterAll(() => station.close());

const json = { "content-type": "application/json" };
const order = { station_id: 1, oil_id: 2, oil_gun_id: 3, amount: 50 };

interface BadRequest extends RequestOptions {
  readonly path: string;
  readonly status: number;
  readonly field?: string;
}

const post = (path: string, body: unknown, status: number, field?: string, headers?: Record<string, string>) => ({
  path,
  method: "POST",
  body,
  status,
  ...(field ? { field } : {}),
  ...(headers ? { headers } : {}),
});
const get = (path: string, status: number, field?: string) => ({ path, status, ...(field ? { field } : {}) });

const bad: Record<string, BadRequest> = {
  "malformed JSON": post("/orders", '{"station_id":', 400, "body", json),
  "JSON that is a list": post("/orders", [], 400, "body"),
  "JSON that is null": post("/orders", "null", 400, "body", json),
  "a poisoned prototype": post("/orders", '{"__proto__":{"x":1},"station_id":1}', 400, "body", json),
  "another content type": post("/orders", "station_id=1", 415, undefined, { "content-type": "text/plain" }),
  "a form where JSON is wanted": post("/orders", new URLSearchParams({ station_id: "1" }), 415),
  "a body beyond 256 kB": post("/orders", { ...order, remark: "x".repeat(300_000) }, 413),
  "no body": { path: "/orders", method: "POST", status: 400, field: "station_id" },
  "a missing field": post("/orders", { ...order, oil_id: undefined }, 400, "oil_id"),
  "text for a number": post("/orders", { ...order, oil_id: "two" }, 400, "oil_id"),
  "a numeric text for a number": post("/orders", { ...order, oil_id: "2" }, 400, "oil_id"),
  "true for a number": post("/orders", { ...order, station_id: true }, 400, "station_id"),
  "a list for a number": post("/orders", { ...order, oil_gun_id: [3] }, 400, "oil_gun_id"),
  "a negative amount": post("/orders", { ...order, amount: -50 }, 400, "amount"),
  "no litres at all": post("/orders", { ...order, amount: 0 }, 400, "amount"),
  "a millilitre's tenth": post("/orders", { ...order, amount: 1.2345 }, 400, "amount"),
  "litres beyond reason": post("/orders", { ...order, amount: 1e21 }, 400, "amount"),
  "both litres and money": post("/orders", { ...order, preset_money: 100 }, 400, "amount"),
  "neither litres nor money": post("/orders", { ...order, amount: undefined }, 400, "amount"),
  "money beyond reason": post("/orders", { ...order, amount: undefined, preset_money: 1e300 }, 400, "preset_money"),
  "a remark that is an object": post("/orders", { ...order, remark: {} }, 400, "remark"),
  "a remark of 201 characters": post("/orders", { ...order, remark: "x".repeat(201) }, 400, "remark"),
  "a station that does not exist": post("/orders", { ...order, station_id: 99 }, 404),
  "an oil that the gun does not sell": post("/orders", { ...order, oil_id: 1 }, 409),
  "page 0": get("/orders?page=0", 400, "page"),
  "page -1": get("/orders?page=-1", 400, "page"),
  "page one": get("/orders?page=one", 400, "page"),
  "page 1.5": get("/orders?page=1.5", 400, "page"),
  "two pages": get("/orders?page=1&page=2", 400, "page"),
  "page_size 1000": get("/orders?page_size=1000", 400, "page_size"),
  "a page beyond all numbers": get("/orders?page=1e300", 400, "page"),
  "a day that does not exist": get("/orders?start_date=2025-02-30", 400, "start_date"),
  "a date in another form": get("/orders?end_date=12.03.2025", 400, "end_date"),
  "an id that is no number": get("/orders/abc", 400, "id"),
  "an id beyond all numbers": get("/orders/99999999999999999999", 400, "id"),
  "an unknown id": get("/orders/424242", 404),
  "an unknown route": get("/pumps", 404),
  "an unknown method": { path: "/orders/1", method: "DELETE", status: 404 },
  "a broken percent escape": get("/orders/%zz", 400),
  "an unknown trace": get("/traces/nothing", 404),
};

describe("the fuel system", () => {
  it.each(Object.keys(bad))("answers %s in its own envelope and names the field", async (what) => {
    const { path, status, field, ...options } = bad[what]!;
    const answer = await cashier.request(path, options);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code: status, message: expect.any(String), error: expect.any(String) });
    if (field) expect(answer.errors[field]?.[0]).toEqual(expect.any(String));
    expect(answer.text).not.toMatch(/node_modules|\.ts:|SQLITE|at Object/);
    expect(answer.headers.get("x-request-id")).toBeTruthy();
  });

  it("answers a page beyond the last with an empty list", async () => {
    const { data } = await cashier.get("/orders?page=9007199254740991&page_size=100");
    expect(data).toMatchObject({ list: [] });
  });

  it("takes % and _ in a keyword for themselves", async () => {
    const found = async (keyword: string) =>
      (await cashier.get<{ list: unknown[] }>(`/oils?keyword=${encodeURIComponent(keyword)}`)).data.list.length;
    expect(await found("#")).toBe(3);
    for (const keyword of ["%", "_", "9_#", "\\", "' or 1=1 --", "95%"]) expect(await found(keyword)).toBe(0);
    expect(await found("95#")).toBe(1);
  });

  it("takes a POST without a body that says it is JSON", async () => {
    const person = await station.signIn("attendant001");
    const answer = await person.request("/auth/logout", { method: "POST", headers: json });
    expect(answer.body).toEqual({ code: 200, message: "登出成功", data: null });
  });

  it.each([undefined, "", "Basic x", "Bearer", "Bearer nonsense", "Bearer a.b.c"])(
    "refuses the authorization %s",
    async (authorization) => {
      const headers = authorization === undefined ? {} : { authorization };
      const answer = await station.fuel.request("/users/current", { headers });
      expect(answer.body).toMatchObject({ code: 401, error: expect.stringMatching(/^auth\.token-/) });
      expect(answer.status).toBe(401);
    },
  );
});

describe("the charging system", () => {
  const wrong: Record<string, RequestOptions & { path: string; says: string }> = {
    "malformed JSON": { ...post("/user/charge/apply", "{", 200, undefined, json), says: "body" },
    "an unknown mode": { ...post("/user/charge/apply", { mode: "quick", quantity: 1 }, 200), says: "mode" },
    "a quantity that is no number": {
      ...post("/user/charge/apply", { mode: "fast", quantity: "much" }, 200),
      says: "quantity",
    },
    "a quantity of 0": { ...post("/user/charge/apply", { mode: "fast", quantity: 0 }, 200), says: "充电量" },
    "a negative quantity": { ...post("/user/charge/apply", { mode: "fast", quantity: -1 }, 200), says: "quantity" },
    "an unknown route": { path: "/user/charge", says: "接口不存在" },
    "another content type": {
      ...post("/user/charge/apply", "x", 200, undefined, { "content-type": "text/plain" }),
      says: "text/plain",
    },
    "too many log entries": { path: "/user/log/get?num=101", says: "num" },
    "an unknown station": { path: "/user/charge/info?station_id=77", says: "77" },
    "a broken percent escape": { path: "/user/%zz", says: "" },
  };

  it.each(Object.keys(wrong))("answers %s with HTTP 200 and code -1, saying what is wrong", async (what) => {
    const { path, says, ...options } = wrong[what]!;
    const answer = await driver.request(path, options);
    expect(answer.body).toMatchObject({ code: -1, msg: expect.stringContaining(says), error: expect.any(String) });
    expect(answer.status).toBe(200);
  });

  it("answers a body that is too large with a real 413", async () => {
    const answer = await driver.post("/user/charge/apply", { mode: "fast", quantity: "1".repeat(300_000) });
    expect(answer).toMatchObject({ status: 413, body: { code: -1 } });
  });
});

describe("outside the systems", () => {
  it("an unknown route is a 404 that says what is served", async () => {
    const answer = await fetch(`${station.server.url}/nowhere?token=secret`);
    expect(answer.status).toBe(404);
    const text = await answer.text();
    expect(text).toContain("/fuel/api/v1");
    expect(text).not.toContain("secret");
  });
});
