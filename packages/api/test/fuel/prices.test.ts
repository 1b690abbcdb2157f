import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiClient } from "../station/api-client.js";
import { Gateway } from "../station/gateway.js";
import { handClock } from "../station/hand-clock.js";
import { type OpenStation, openStation } from "../station/open-station.js";
import { newOrder, orderOf, pumpIs, startFill } from "./forecourt.js";

const clock = handClock();

let station: OpenStation;
let gateway: Gateway;
let admin: ApiClient;

beforeAll(async () => {
  station = await openStation({ parts: { clock } });
  gateway = await station.gateway();
  admin = await station.signIn("admin");
});
afterAll(() => station.close());

const priceIs = (unitPrice: string) => gateway.settings(({ prices }) => prices[0]?.unitPrice === unitPrice);

const currentPrice = async () => (await admin.get<{ current_price: number }>("/oils/2")).data.current_price;

describe("a new price", () => {
  it("reaches the pumps at once when it has no time, and an order keeps the price it was made at", async () => {
    expect(await priceIs("8.05")).toMatchObject({ prices: [{ pumpId: "pump-1", nozzle: 1, unitPrice: "8.05" }] });
    const order = await newOrder(admin);
    expect((await admin.put("/oils/2/price", { price: 8.15, remark: "调价" })).status).toBe(200);
    await priceIs("8.15");
    expect(await currentPrice()).toBe(8.15);
    expect(await orderOf(admin, order)).toMatchObject({ unit_price: 8.05, total_amount: 402.5 });
    await pumpIs(admin, gateway, { unitPrices: [{ nozzle: 1, unitPrice: "8.15" }] });
    expect(await startFill(admin, order)).toMatchObject({ status: 409, error: "gun.price-differs" });
    expect(await orderOf(admin, await newOrder(admin))).toMatchObject({ unit_price: 8.15 });
  });

  it("is retained for a gateway that comes later", async () => {
    await gateway.disconnect();
    gateway = await Gateway.connect(station.server.mqttUrl, "site-1", station.server.gatewaySecrets["site-1"] ?? "");
    await priceIs("8.15");
  });

  it("waits for the time it comes into force", async () => {
    const body = { price: 8.25, effective_time: "2025-03-12T15:40:00", remark: "调价通知[2025]第12号" };
    expect((await admin.put("/oils/2/price", body)).status).toBe(200);
    expect(await currentPrice()).toBe(8.15);
    clock.advance(4 * 60_000);
    await priceIs("8.25");
    expect(await currentPrice()).toBe(8.25);
    await gateway.disconnect();
  });

  it.each([0, -1, 8.055, 1_000_000, 90_071_992_547_409.91])("of %s is refused", async (price) => {
    expect(await admin.put("/oils/2/price", { price })).toMatchObject({
      status: 400,
      errors: { price: [expect.any(String)] },
    });
  });

  it.each(["2025-02-30T00:00:00", "2025-13-01T00:00:00", "2025-03-15T25:00:00", "2025-03-15", "soon"])(
    "is refused for the time %s",
    async (effective_time) => {
      expect(await admin.put("/oils/2/price", { price: 8, effective_time })).toMatchObject({
        status: 400,
        errors: { effective_time: [expect.any(String)] },
      });
    },
  );
});
