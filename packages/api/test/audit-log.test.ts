import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fiftyLitres, newOrder } from "./fuel/forecourt.js";
import type { ApiClient } from "./station/api-client.js";
import { type OpenStation, openStation } from "./station/open-station.js";

interface Entries {
  readonly list: readonly Record<string, unknown>[];
  readonly pagination: { readonly total: number };
}

let station: OpenStation;
let admin: ApiClient;
let cashier: ApiClient;

beforeAll(async () => {
  station = await openStation();
  admin = await station.signIn("admin");
  cashier = await station.signIn("cashier001");
});
afterAll(() => station.close());

const entries = async (filter: Record<string, string | number>) => {
  const query = new URLSearchParams(filter as Record<string, string>);
  return (await admin.get<Entries>(`/audit-logs?${query}`)).data;
};

describe("the audit log", () => {
  it("says who changed what, in which request, from where, and which values", async () => {
    const id = await newOrder(cashier);
    const { headers } = await cashier.post(`/orders/${id}/cancel`, { reason: "错单" });
    const { list } = await entries({ object: `orders:${id}` });
    expect(list.map(({ operation }) => operation)).toEqual(["orders.cancel", "orders.create"]);
    expect(list[0]).toMatchObject({
      user_id: 10,
      username: "cashier001",
      outcome: "done",
      before: { state: "created" },
      after: { state: "cancelled", reason: "错单" },
      address: "127.0.0.1",
      request_id: headers.get("x-request-id"),
      correlation_id: expect.any(String),
    });
  });

  it("holds a sign-in and a price, and no secret", async () => {
    await admin.put("/oils/1/price", { price: 7.9 });
    const { list } = await entries({ operation: "oils.updatePrice" });
    expect(list[0]).toMatchObject({ object: "oils:1", before: { price: 785_000 }, after: { price: 790_000 } });
    expect((await entries({ operation: "auth.login" })).list[0]).toMatchObject({ object: "users:10", outcome: "done" });
    const all = JSON.stringify(await station.db.selectFrom("audit_log").selectAll().execute());
    expect(all).not.toMatch(/password123|eyJ/);
  });

  it("holds what was refused for want of rights, and nothing that failed otherwise or only read", async () => {
    const before = (await entries({ user_id: 10 })).pagination.total;
    expect((await cashier.put("/oils/1/price", { price: 1 })).status).toBe(403);
    await cashier.get("/orders");
    expect((await cashier.post("/orders", { ...fiftyLitres, oil_id: 1 })).status).toBe(409);
    const after = await entries({ user_id: 10 });
    expect(after.pagination.total).toBe(before + 1);
    expect(after.list[0]).toMatchObject({ operation: "oils.updatePrice", object: "oils:1", outcome: "auth.forbidden" });
  });

  it("holds a repeated request once", async () => {
    const headers = { "idempotency-key": "one-wish" };
    const first = await cashier.post<{ order_id: number }>("/orders", fiftyLitres, headers);
    const again = await cashier.post<{ order_id: number }>("/orders", fiftyLitres, headers);
    expect(again.data).toEqual(first.data);
    expect((await entries({ object: `orders:${first.data.order_id}` })).list).toHaveLength(1);
  });

  it("is open to nobody else, and to no change", async () => {
    expect((await cashier.get("/audit-logs")).status).toBe(403);
    const { db } = station;
    await expect(db.updateTable("audit_log").set({ outcome: "none" }).execute()).rejects.toThrow("only be appended");
    await expect(db.deleteFrom("audit_log").execute()).rejects.toThrow("only be appended");
    const row = await db.selectFrom("audit_log").selectAll().limit(1).executeTakeFirstOrThrow();
    await expect(db.replaceInto("audit_log").values(row).execute()).rejects.toThrow("only be appended");
  });
});
