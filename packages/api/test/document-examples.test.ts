import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chargingRoutes } from "../src/systems/charging/contract.js";
import { fuelRoutes } from "../src/systems/fuel/contract.js";
import printed from "./fixtures/document-examples.json" with { type: "json" };
import { filledOrder, newOrder, pumpIs, startFill } from "./fuel/forecourt.js";
import type { Answer, ApiClient } from "./station/api-client.js";
import type { Gateway } from "./station/gateway.js";
import { type OpenStation, openStation } from "./station/open-station.js";

interface Example {
  readonly system: string;
  readonly method: string;
  readonly path: string;
  readonly kind: string;
  readonly form?: boolean;
  readonly example: Readonly<Record<string, unknown>>;
}

const examples = printed.examples as readonly Example[];

let station: OpenStation;
let gateway: Gateway;
let admin: ApiClient;
let driver: ApiClient;

beforeAll(async () => {
  station = await openStation();
  gateway = await station.gateway();
  await station.db.updateTable("users").set({ avatar: "https://example.com/avatar.jpg" }).where("id", "=", 1).execute();
  admin = await station.signIn("admin");
  await pumpIs(admin, gateway);
});
afterAll(() => station.close());

const bodyOf = (system: string, method: string, path: string) =>
  examples.find(
    (each) => each.system === system && each.method === method && each.path === path && each.kind === "request",
  )?.example ?? {};

/** What an example says of an answer: its keys, and the type of each value. */
const shapeOf = (value: unknown): unknown => {
  if (value === null) return null;
  if (Array.isArray(value)) return expect.arrayContaining(value.map(shapeOf));
  if (typeof value !== "object") return expect.any(Object(value).constructor);
  return expect.objectContaining(Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each)])));
};

type Send = (body: Readonly<Record<string, unknown>>) => Promise<Answer>;

/** How each endpoint is called with the printed body; its ids are replaced by ones that exist. */
const fuel: Record<string, Send> = {
  "POST /auth/login": (body) => station.fuel.post("/auth/login", body),
  "POST /auth/logout": async () => (await station.signIn("attendant001")).post("/auth/logout"),
  "POST /auth/refresh": async () => (await station.signIn("attendant001")).post("/auth/refresh"),
  "GET /users/current": () => admin.get("/users/current"),
  "GET /oils": () => admin.get("/oils"),
  "GET /oils/{id}": () => admin.get("/oils/1"),
  "PUT /oils/{id}/price": (body) => admin.put("/oils/2/price", body),
  "POST /orders": (body) => admin.post("/orders", body),
  "POST /orders/{id}/cancel": async (body) => admin.post(`/orders/${await newOrder(admin)}/cancel`, body),
  "POST /orders/{id}/pay": async (body) => {
    const { id } = await filledOrder(admin, gateway);
    expect((await admin.post("/user-coupons/12/use", { order_id: id })).status).toBe(200);
    return admin.post(`/orders/${id}/pay`, body);
  },
  "POST /refuel-records": async (body) => admin.post("/refuel-records", { ...body, order_id: await newOrder(admin) }),
  "PUT /refuel-records/{id}/end": async (body) => {
    const { refuel_records } = await filledOrder(admin, gateway);
    return admin.put(`/refuel-records/${refuel_records[0]?.record_id}/end`, body);
  },
  "POST /user-coupons/{id}/use": async () => {
    const { id } = await filledOrder(admin, gateway);
    await station.db.updateTable("user_coupons").set({ status: 1, order_id: null }).where("id", "=", 12).execute();
    return admin.post("/user-coupons/12/use", { order_id: id });
  },
};

const form = (body: Readonly<Record<string, unknown>>) => new URLSearchParams(body as Record<string, string>);

const charging: Record<string, Send> = {
  "POST /u/register": async (body) => {
    const answer = await station.charging.post("/u/register", form(body));
    driver = station.charging.as(String(answer.body.token));
    return answer;
  },
  "POST /u/login": (body) => station.charging.post("/u/login", form(body)),
  "GET /user/detail": () => driver.get(`/user/detail?token=${driver.token}`),
  "POST /user/charge/apply": async (body) => {
    await station.db.updateTable("users").set({ battery_wh: null }).where("system", "=", "charging").execute();
    return station.charging.post(`/user/charge/apply?token=${driver.token}`, form(body));
  },
  "GET /user/charge/info": () => driver.get("/user/charge/info"),
  "POST /user/charge/modify": async (body) => {
    // The first two of a mode are called at once; who waits may change.
    for (const _ of [1, 2]) {
      const other = await station.driver();
      await other.post("/user/charge/apply", { mode: "slow", quantity: 5 });
    }
    const waiting = await station.driver();
    await waiting.post("/user/charge/apply", { mode: "slow", quantity: 5 });
    return waiting.post("/user/charge/modify", form(body));
  },
  "POST /user/charge/cancel": () => driver.post("/user/charge/cancel"),
  "GET /user/log/get": async () => {
    const { body } = await driver.get("/user/detail");
    const user_id = Number((body.data as { user_id: string }).user_id);
    const request = await station.db
      .selectFrom("charging_requests")
      .select("id as request_id")
      .where("user_id", "=", user_id)
      .executeTakeFirstOrThrow();
    const nothing = {
      energy_wh: 1000,
      energy_fen: 100,
      service_fen: 80,
      total_fen: 180,
      lines: "[]",
      transaction_id: "t",
    };
    const row = { ...request, ...nothing, user_id, pile_id: 1, started_at: 0, stopped_at: 1 };
    await station.db.insertInto("charging_records").values(row).execute();
    return driver.get("/user/log/get");
  },
};

const nameOf = ({ method, path }: Pick<Example, "method" | "path">) => `${method} ${path}`;

describe.each([
  ["fuel", fuel, fuelRoutes],
  ["charging", charging, chargingRoutes],
])("the examples of the %s document", (system, calls, routes) => {
  const own = examples.filter((each) => each.system === system);

  it("are all called here, as far as their endpoints are served", () => {
    const served = new Set(Object.values(routes).map(nameOf));
    expect(own.filter((each) => !served.has(nameOf(each)))).toEqual([]);
    expect(new Set(own.map(nameOf))).toEqual(new Set(Object.keys(calls)));
  });

  it.each(Object.keys(calls))("%s takes the printed request and gives the printed answer", async (name) => {
    const [method = "", path = ""] = name.split(" ");
    const answer = await calls[name]!(bodyOf(system, method, path));
    expect(answer.text).not.toContain('"error"');
    expect(answer).toMatchObject({ status: 200, code: 200 });
    const response = own.find((each) => nameOf(each) === name && each.kind === "response")?.example;
    if (!response) return;
    expect(answer.body).toEqual(shapeOf(response));
    // The charging document prints types in place of values.
    if (system === "fuel") expect(answer.message).toBe(response.message);
  });
});

describe("the printed figures of oils", () => {
  it("are those of the seed", async () => {
    expect((await admin.get("/oils/1")).data).toMatchObject({
      id: 1,
      name: "92#汽油",
      code: "92#",
      type: "汽油",
      unit: "升",
      current_price: 7.85,
      cost_price: 7.25,
      status: 1,
      status_text: "正常",
    });
    const order = await newOrder(admin);
    expect((await startFill(admin, order)).status).toBe(200);
  });
});
