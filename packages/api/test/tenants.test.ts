import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fiftyLitres } from "./fuel/forecourt.js";
import type { ApiClient } from "./station/api-client.js";
import { Gateway } from "./station/gateway.js";
import { type OpenStation, openStation } from "./station/open-station.js";

interface Listed {
  readonly list: readonly { readonly id: number; readonly order_no: string; readonly station_id: number }[];
}

const ours = fiftyLitres;
const theirs = { station_id: 30, oil_id: 30, oil_gun_id: 30, amount: 1 };
const narrowed = (tenant: number | string) => ({ headers: { "x-tenant-id": String(tenant) } });

let station: OpenStation;
let admin: ApiClient;
let other: ApiClient;
let platform: ApiClient;

beforeAll(async () => {
  station = await openStation();
  const { db } = station;
  const tenant_id = 2;
  const times = { created_at: 0, updated_at: 0 };
  await db.insertInto("tenants").values({ id: 2, code: "two", name: "二", status: 1, created_at: 0 }).execute();
  const like = await db.selectFrom("users").selectAll().where("username", "=", "admin").executeTakeFirstOrThrow();
  const platformRole = await db
    .selectFrom("roles")
    .select("id")
    .where("system", "=", "fuel")
    .where("code", "=", "platform")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("users")
    .values([
      { ...like, id: 300, tenant_id, username: "other", mobile: null },
      { ...like, id: 301, username: "platform", mobile: null, role_id: platformRole.id },
    ])
    .execute();
  await db
    .insertInto("stations")
    .values({ id: 30, tenant_id, code: "SZ-001", name: "二站", time_zone: "Asia/Shanghai", status: 1 })
    .execute();
  await db
    .insertInto("oils")
    .values({ id: 30, tenant_id, name: "95#", code: "95#", type: "汽油", unit: "升", status: 1, ...times })
    .execute();
  await db
    .insertInto("oil_prices")
    .values({ oil_id: 30, tenant_id, price: 805_000, effective_at: 0, created_at: 0 })
    .execute();
  await db
    .insertInto("oil_guns")
    .values({ id: 30, tenant_id, gun_no: "A1", station_id: 30, oil_id: 30, status: 1 })
    .execute();
  admin = await station.signIn("admin");
  other = await station.signIn("other");
  platform = await station.signIn("platform");
});
afterAll(() => station.close());

const stationsSeenBy = async (client: ApiClient, options = {}) =>
  (await client.request<Listed>("/orders?page_size=100", options)).data.list
    .map((order) => order.station_id)
    .toSorted();

describe("two tenants of one deployment", () => {
  it("see nothing of each other, and count for themselves", async () => {
    expect((await admin.post("/orders", ours)).status).toBe(200);
    expect((await other.post("/orders", theirs)).status).toBe(200);
    expect((await other.post("/orders", ours)).error).toBe("station.not-found");
    expect(await stationsSeenBy(admin)).toEqual([1]);
    expect(await stationsSeenBy(other)).toEqual([30]);
    const numbers = await station.db.selectFrom("fuel_orders").select("order_no").execute();
    expect(numbers.map(({ order_no }) => order_no.slice(-3))).toEqual(["001", "001"]);
  });

  it("may use the same Idempotency-Key", async () => {
    const key = { "idempotency-key": "same" };
    const first = await admin.post("/orders", ours, key);
    const second = await other.post("/orders", theirs, key);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.headers.get("idempotency-replayed")).toBeNull();
  });

  it("get what a gateway reports into the tenant of its station", async () => {
    const { db, server } = station;
    await db.insertInto("gateways").values({ id: "site-2", station_id: 30, created_at: 0 }).execute();
    const { hash } = await db.selectFrom("gateway_secrets").select("hash").executeTakeFirstOrThrow();
    await db.insertInto("gateway_secrets").values({ gateway_id: "site-2", hash, created_at: 0 }).execute();
    const gateway = await Gateway.connect(server.mqttUrl, "site-2", server.gatewaySecrets["site-1"] ?? "");
    await gateway.sale();
    await gateway.disconnect();
    for (const table of ["device_events", "device_streams", "unattributed_sales"] as const) {
      expect(await db.selectFrom(table).select("tenant_id").execute(), table).toEqual([{ tenant_id: 2 }]);
    }
  });
});

describe("X-Tenant-Id", () => {
  it("is refused to everybody who would get more by it, and written down", async () => {
    for (const tenant of ["2", "0", "1,2", "02", "' or 1=1", "99"]) {
      const answer = await admin.request("/orders", narrowed(tenant));
      expect(answer, tenant).toMatchObject({ status: 403, error: "auth.tenant-refused" });
    }
    expect((await station.fuel.request("/auth/captcha", narrowed(2))).status).toBe(403);
    expect((await admin.request("/orders", narrowed(1))).status).toBe(200);
    const { data } = await admin.get<{ pagination: { total: number } }>("/audit-logs?outcome=auth.tenant-refused");
    expect(data.pagination.total).toBe(6);
  });

  it("narrows what a platform administrator sees, who else sees all and changes his own tenant only", async () => {
    expect(new Set(await stationsSeenBy(platform))).toEqual(new Set([1, 30]));
    expect(new Set(await stationsSeenBy(platform, narrowed(2)))).toEqual(new Set([30]));
    expect((await platform.request("/orders", narrowed(99))).status).toBe(403);
    expect((await platform.post("/orders", theirs)).status).toBe(404);
    expect((await platform.post("/orders", theirs, { "x-tenant-id": "2" })).status).toBe(200);
  });
});
