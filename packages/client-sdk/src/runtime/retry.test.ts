import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createHandPlatform } from "../../test/hand-platform.js";
import { bad, good, type Reply, serve } from "../../test/loopback.js";
import { createFuelClient } from "../fuel.js";
import { ConnectionError, OverloadedError, ServerError, TooManyRequestsError } from "./errors.js";
import { retryAfterMs, retryDelayMs } from "./retry.js";
import { memoryTokenStore } from "./tokens.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const payment = { payment_method: "wechat", payment_amount: 392.5 };
const paid = good({ payment_id: 1, order_id: 15, paid_amount: 392.5 });

const start = async (answer: (index: number) => Reply) => {
  const platform = createHandPlatform();
  const server = await serve((_, index) => answer(index));
  return { platform, server, client: createFuelClient({ baseUrl: server.baseUrl, platform }) };
};

describe("retries", () => {
  it("pays once more with the same key and the same body when the server was overloaded or the connection broke", async () => {
    const { client, server, platform } = await start((index) =>
      index === 0 ? bad(503, "server.overloaded") : index === 1 ? "reset" : paid,
    );
    expect(await client.orders.pay(15, payment)).toEqual({ payment_id: 1, order_id: 15, paid_amount: 392.5 });
    expect(server.received.map(({ body }) => body)).toEqual(Array(3).fill(JSON.stringify(payment)));
    const keys = new Set(server.received.map(({ headers }) => headers["idempotency-key"]));
    expect([...keys]).toEqual([expect.stringMatching(/^id-\d+$/)]);
    expect(platform.sleeps).toEqual([187.5, 375]);
  });

  it("makes another key for another payment, and takes the caller's", async () => {
    const { client, server } = await start(() => paid);
    await client.orders.pay(15, payment);
    await client.orders.pay(15, payment);
    await client.orders.pay(15, payment, { idempotencyKey: "till-7-receipt-42" });
    const keys = server.received.map(({ headers }) => headers["idempotency-key"]);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe("till-7-receipt-42");
  });

  it("never repeats a plain POST, whatever went wrong", async () => {
    for (const reply of [bad(503, "server.overloaded"), bad(429, "request.too-many"), "reset"] as const) {
      const { client, server, platform } = await start(() => reply);
      await expect(client.auth.login({ username: "admin", password: "wrong" })).rejects.toThrow();
      expect(server.received).toHaveLength(1);
      expect(server.received[0]?.headers["idempotency-key"]).toBeUndefined();
      expect(platform.sleeps).toEqual([]);
    }
  });

  it("repeats a plain POST to which the caller gave a key", async () => {
    const { client, server } = await start((index) => (index === 0 ? "reset" : good(null)));
    await client.auth.logout({ idempotencyKey: "k" });
    expect(server.received.map(({ headers }) => headers["idempotency-key"])).toEqual(["k", "k"]);
  });

  it("repeats a PUT, which HTTP calls idempotent", async () => {
    const { client, server } = await start((index) => (index === 0 ? bad(502, "x") : good({ id: 2 })));
    await client.oils.updatePrice(2, { price: 8.05 });
    expect(server.received.map(({ method }) => method)).toEqual(["PUT", "PUT"]);
  });

  it("waits as long as Retry-After says, in seconds or as a date", async () => {
    const { client, platform } = await start((index) =>
      index === 0
        ? bad(429, "request.too-many", { "retry-after": "7" })
        : index === 1
          ? bad(503, "server.overloaded", { "retry-after": "Wed, 12 Mar 2025 07:36:19 GMT" })
          : good([]),
    );
    await client.users.coupons(1);
    expect(platform.sleeps).toEqual([7_000, 12_000]);
  });

  it("gives up at once when the server asks for more patience than the call has", async () => {
    const { client, server, platform } = await start(() => bad(429, "request.too-many", { "retry-after": "121" }));
    const error = await client.orders.get(15).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TooManyRequestsError);
    expect(error).toMatchObject({ retryAfterMs: 121_000 });
    expect(server.received).toHaveLength(1);
    expect(platform.sleeps).toEqual([]);
  });

  it("gives up after as many retries as were allowed and rejects with the last failure", async () => {
    const { client, server } = await start(() => bad(503, "server.overloaded"));
    await expect(client.orders.get(15, { maxRetries: 2 })).rejects.toBeInstanceOf(OverloadedError);
    expect(server.received).toHaveLength(3);
    await expect(client.orders.get(15, { maxRetries: 0 })).rejects.toBeInstanceOf(OverloadedError);
    expect(server.received).toHaveLength(4);
  });

  it("waits for the first copy of a request that is still running", async () => {
    const { client, platform } = await start((index) =>
      index === 0 ? bad(409, "request.idempotency-running", { "retry-after": "1" }) : paid,
    );
    await client.orders.pay(15, payment);
    expect(platform.sleeps).toEqual([1_000]);
  });

  it("does not repeat what the API has answered: a silent pump, a failure, a conflict", async () => {
    for (const reply of [bad(504, "device.timeout"), bad(500, "server.failed"), bad(409, "gun.not-free")]) {
      const { client, server } = await start(() => reply);
      await expect(client.refuelRecords.start({ order_id: 15, oil_gun_id: 1 })).rejects.toThrow(/refused/);
      expect(server.received).toHaveLength(1);
    }
  });

  it("says that nobody answered when nobody did, with the cause, and without the password and the token", async () => {
    const { server, platform } = await start(() => "reset");
    const tokens = memoryTokenStore({ accessToken: "secret-token" });
    const client = createFuelClient({ ...server, platform, tokens });
    const errors = await Promise.all([
      client.orders.get(15).catch((reason: unknown) => reason),
      client.auth.login({ username: "admin", password: "secret-password" }).catch((reason: unknown) => reason),
    ]);
    for (const error of errors) {
      expect(error).toBeInstanceOf(ConnectionError);
      expect(error).toMatchObject({ requestId: expect.any(String), cause: { code: "ECONNRESET" } });
      expect(inspect(error, { depth: 20, showHidden: true })).not.toContain("secret");
    }
  });
});

describe("the delay before a retry", () => {
  it("doubles up to 8 s and is never under half of that", () => {
    const failure = new ConnectionError("", "");
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
        (attempt, random) => {
          const full = Math.min(8_000, 250 * 2 ** (attempt - 1));
          const delay = retryDelayMs(failure, attempt, random) ?? Number.NaN;
          expect(delay).toBeGreaterThanOrEqual(full / 2);
          expect(delay).toBeLessThanOrEqual(full);
        },
      ),
      { numRuns: runs },
    );
  });

  it("is none for a failure that will not pass", () => {
    expect(retryDelayMs(new TypeError("bug"), 1, 0)).toBeUndefined();
    const refusal = { wireCode: 500, status: 500, message: "", fields: {}, requestId: "", retryAfterMs: undefined };
    expect(retryDelayMs(new ServerError({ ...refusal, code: "server.failed" }), 1, 0)).toBeUndefined();
  });

  it.each([
    ["0", 0],
    [" 120 ", 120_000],
    ["Thu, 01 Jan 1970 00:00:05 GMT", 4_000],
    ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
    ["soon", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("reads Retry-After %j as %j ms", (header, ms) => {
    expect(retryAfterMs(header, 1_000)).toBe(ms);
  });
});
