import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newCoupon, newOrder } from "./fuel/forecourt.js";
import type { ApiClient } from "./station/api-client.js";
import { type OpenStation, openStation } from "./station/open-station.js";

interface Listed {
  readonly list: readonly { readonly id: number; readonly station_id: number; readonly member_id: number | null }[];
  readonly pagination: { readonly total: number };
}

let station: OpenStation;
let admin: ApiClient;
let cashier: ApiClient;
let member: ApiClient;
const ids = { own: 0, atOther: 0, ofOther: 0 };

beforeAll(async () => {
  station = await openStation();
  const { db } = station;
  await db
    .insertInto("stations")
    .values({ id: 2, code: "S2", name: "二站", time_zone: "Asia/Shanghai", status: 1 })
    .execute();
  await db.insertInto("oil_guns").values({ id: 20, gun_no: "B1", station_id: 2, oil_id: 2, status: 1 }).execute();
  await db.insertInto("members").values({ id: 6, user_id: 8, member_no: "M6", status: 1, created_at: 0 }).execute();
  admin = await station.signIn("admin");
  cashier = await station.signIn("cashier001");
  member = await station.signIn("user001");
  ids.own = await newOrder(admin);
  ids.ofOther = await newOrder(admin, { member_id: 6 });
  ids.atOther = await newOrder(admin, { member_id: 6, station_id: 2, oil_gun_id: 20 });
});
afterAll(() => station.close());

/** An export is a file: not for the client that reads JSON. */
const exportOf = (client: ApiClient) =>
  fetch(`${client.base}/orders/export`, { headers: { authorization: `Bearer ${client.token}` } });

const ordersOf = async (client: ApiClient) => (await client.get<Listed>("/orders?page_size=100")).data;

describe("what lies outside of a caller's scope", () => {
  it("is not found, whatever is done with it", async () => {
    for (const [client, id] of [
      [cashier, ids.atOther],
      [member, ids.ofOther],
      [member, ids.atOther],
    ] as const) {
      expect(await client.get(`/orders/${id}`)).toMatchObject({ status: 404, error: "order.not-found" });
      expect((await client.post(`/orders/${id}/cancel`, { reason: "nosy" })).status).toBe(404);
      const tender = { payment_method: "wechat", payment_amount: 402.5, transaction_id: "test-40250-x" };
      expect((await client.post(`/orders/${id}/pay`, tender)).status).toBe(404);
    }
    expect((await cashier.post("/refuel-records", { order_id: ids.atOther, oil_gun_id: 20 })).status).toBe(404);
    expect((await cashier.get("/stations/2/oil-guns")).status).toBe(404);
    expect((await cashier.get("/oil-guns/20")).status).toBe(404);
    const { data } = await admin.get<{ correlation_id: string }>(`/orders/${ids.atOther}`);
    expect((await cashier.get(`/traces/${data.correlation_id}`)).status).toBe(404);
    expect((await admin.get(`/traces/${data.correlation_id}`)).status).toBe(200);
  });

  it("stands in no list, no total and no export", async () => {
    expect((await ordersOf(admin)).pagination.total).toBe(3);
    const atStation = await ordersOf(cashier);
    expect(atStation.list.map(({ station_id }) => station_id)).toEqual([1, 1]);
    expect(atStation.pagination.total).toBe(2);
    const own = await ordersOf(member);
    expect(own.list.map(({ id }) => id)).toEqual([ids.own]);
    expect(own.pagination.total).toBe(1);
    expect((await cashier.get<Listed>("/orders?station_id=2")).data.list).toEqual([]);
    expect((await (await exportOf(cashier)).text()).trim().split("\n")).toHaveLength(3);
  });

  it("is nobody's to make an order for", async () => {
    const body = { station_id: 1, oil_id: 2, oil_gun_id: 3, amount: 1 };
    expect(await member.post("/orders", { ...body, member_id: 6 })).toMatchObject({ error: "member.not-found" });
    expect(await member.post("/orders", body)).toMatchObject({ status: 403 });
    expect((await member.post("/orders", { ...body, member_id: 5 })).status).toBe(200);
    expect((await cashier.post("/orders", { ...body, station_id: 2, oil_gun_id: 20 })).status).toBe(404);
  });

  it("is not shown where another's coupons are asked for", async () => {
    const coupon = await newCoupon(station, { user_id: 8 });
    expect((await member.get("/users/8/coupons")).status).toBe(404);
    expect((await member.get<unknown[]>("/users/5/coupons")).data).toHaveLength(1);
    expect((await member.post(`/user-coupons/${coupon}/use`, { order_id: ids.own })).status).toBe(404);
  });
});

describe("a change of rights", () => {
  it("acts on the next request: a grant taken away, a grant given, a denial, another station", async () => {
    const { db } = station;
    const { id: role_id } = await db
      .selectFrom("roles")
      .select("id")
      .where("system", "=", "fuel")
      .where("code", "=", "cashier")
      .executeTakeFirstOrThrow();
    const exportIt = async () => (await exportOf(cashier)).status;
    expect(await exportIt()).toBe(200);
    await db.insertInto("role_grants").values({ role_id, permission: "fuel:order:export", scope: "never" }).execute();
    expect(await exportIt()).toBe(403);
    await db.deleteFrom("role_grants").where("role_id", "=", role_id).where("scope", "=", "never").execute();
    expect(await exportIt()).toBe(200);
    await db
      .deleteFrom("role_grants")
      .where("role_id", "=", role_id)
      .where("permission", "=", "fuel:order:*")
      .execute();
    expect((await cashier.get("/orders")).status).toBe(403);
    await db.insertInto("role_grants").values({ role_id, permission: "fuel:order:read", scope: "tenant" }).execute();
    expect((await ordersOf(cashier)).pagination.total).toBeGreaterThanOrEqual(3);
    await db
      .updateTable("role_grants")
      .set({ scope: "station" })
      .where("role_id", "=", role_id)
      .where("permission", "=", "fuel:order:read")
      .execute();
    await db.updateTable("user_scopes").set({ entity_id: 2 }).where("user_id", "=", 10).execute();
    expect((await ordersOf(cashier)).list.map(({ id }) => id)).toEqual([ids.atOther]);
  });
});
