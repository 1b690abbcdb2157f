import { describe, expect, it } from "vitest";
import { createHandPlatform } from "../../test/hand-platform.js";
import { type Reply, serve } from "../../test/loopback.js";
import { createChargingClient } from "../charging.js";
import { createFuelClient } from "../fuel.js";
import {
  ApiError,
  BadRequestError,
  ConflictError,
  ForbiddenError,
  NotFoundError,
  OverloadedError,
  ServerError,
  TooManyRequestsError,
  UnauthorisedError,
} from "./errors.js";
import type { RequestEvent, ResponseEvent } from "./options.js";

const fuelFailure = async (reply: Reply): Promise<unknown> => {
  const client = createFuelClient({ ...(await serve(() => reply)), platform: createHandPlatform(), maxRetries: 0 });
  return client.orders.get(15).catch((error: unknown) => error);
};

const chargingFailure = async (reply: Reply): Promise<unknown> => {
  const client = createChargingClient({ ...(await serve(() => reply)), platform: createHandPlatform(), maxRetries: 0 });
  return client.charge.apply({ mode: "fast", quantity: 30 }).catch((error: unknown) => error);
};

describe("a refusal of the fuel system", () => {
  it.each([
    [400, BadRequestError],
    [401, UnauthorisedError],
    [403, ForbiddenError],
    [404, NotFoundError],
    [409, ConflictError],
    [422, BadRequestError],
    [429, TooManyRequestsError],
    [500, ServerError],
    [503, OverloadedError],
    [504, ServerError],
    [418, ApiError],
  ])("with HTTP %i is its own class", async (status, Class) => {
    const error = await fuelFailure({ status, body: { code: status, message: "no", error: "x.y" } });
    expect(error).toBeInstanceOf(Class);
    expect((error as Error).name).toBe(Class.name);
  });

  it("carries the stable name, the fields that are wrong and the server's request id", async () => {
    const errors = { "items.0.amount": ["必须大于0"] };
    const body = { code: 400, message: "参数错误", errors, error: "request.invalid" };
    expect(await fuelFailure({ status: 400, headers: { "x-request-id": "srv-1" }, body })).toMatchObject({
      code: "request.invalid",
      wireCode: 400,
      status: 400,
      message: "参数错误",
      fields: errors,
      requestId: "srv-1",
    });
  });

  it("has the request id that was sent when the server names none", async () => {
    expect(
      await fuelFailure({ status: 404, body: { code: 404, message: "no", error: "order.not-found" } }),
    ).toMatchObject({
      requestId: "id-1",
    });
  });
});

describe("a refusal of the charging system, HTTP 200 with code −1", () => {
  it.each([
    ["charging.no-request", ConflictError],
    ["charging.refused", ConflictError],
    ["charging.quantity-invalid", BadRequestError],
    ["charging.quantity-over-battery", BadRequestError],
    ["request.invalid", BadRequestError],
    ["auth.token-missing", UnauthorisedError],
    ["auth.credentials-wrong", UnauthorisedError],
    ["auth.account-disabled", ForbiddenError],
    ["auth.forbidden", ForbiddenError],
    ["user.name-taken", ConflictError],
    ["trace.not-found", NotFoundError],
    ["request.not-found", NotFoundError],
    ["request.idempotency-conflict", BadRequestError],
    ["server.failed", ServerError],
    ["device.timeout", ServerError],
    ["device.offline", ConflictError],
  ])("is classed by its name: %s", async (code, Class) => {
    const error = await chargingFailure({ body: { code: -1, msg: "失败", error: code } });
    expect(error).toBeInstanceOf(Class);
    expect(error).toMatchObject({ code, wireCode: -1, status: 200, message: "失败", fields: {} });
  });

  it("is classed by its HTTP status where that is real", async () => {
    expect(
      await chargingFailure({ status: 429, body: { code: -1, msg: "慢", error: "request.too-many" } }),
    ).toBeInstanceOf(TooManyRequestsError);
  });
});

describe("an answer that is no envelope", () => {
  it("from a proxy is a failure with the proxy's status", async () => {
    const error = await fuelFailure({
      status: 502,
      headers: { "content-type": "text/html" },
      body: "<h1>Bad Gateway</h1>",
    });
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ code: "http.502", wireCode: undefined, status: 502 });
  });

  it("but a redirect is not followed, since the body would go with it", async () => {
    const elsewhere = await serve(() => ({ body: {} }));
    const error = await fuelFailure({ status: 307, headers: { location: elsewhere.baseUrl }, body: "" });
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ code: "http.307" });
    expect(elsewhere.received).toEqual([]);
  });

  it("with HTTP 200 is a failure all the same", async () => {
    const error = await fuelFailure({
      headers: { "content-type": "text/html" },
      body: "<h1>Welcome to the hotel</h1>",
    });
    expect(error).toBeInstanceOf(ServerError);
    expect(error).toMatchObject({ code: "response.unreadable", status: 200 });
  });
});

describe("a good answer", () => {
  it("is what the document names, or the envelope without code and message", async () => {
    const server = await serve(({ path }) => ({
      body: path.endsWith("cancel")
        ? { code: 200, msg: "取消成功", at: "10:00" }
        : { code: 200, msg: "成功", log: [1, 2] },
    }));
    const client = createChargingClient({ ...server, platform: createHandPlatform() });
    expect(await client.logs.list({ num: 2 })).toEqual([1, 2]);
    expect(await client.charge.cancel({ query: { station_id: 3 } })).toEqual({ at: "10:00" });
    expect(server.received.map(({ query }) => query.toString())).toEqual(["num=2", "station_id=3"]);
  });

  it("comes from a request with JSON and headers, and without a content type where there is no body", async () => {
    const server = await serve(() => ({ body: { code: 200, message: "success", data: null } }));
    const client = createFuelClient({
      ...server,
      platform: createHandPlatform(),
      headers: { "X-App": "till", "Accept-Language": "zh" },
    });
    await client.auth.logout({ headers: { "X-App": "kiosk" } });
    await client.orders.cancel(15, { reason: "超时" });
    const [logout, cancel] = server.received;
    expect(logout?.headers).toMatchObject({ "x-app": "kiosk", "accept-language": "zh", "x-request-id": "id-1" });
    expect(logout?.headers["content-type"]).toBeUndefined();
    expect(cancel?.headers["content-type"]).toBe("application/json");
    expect(cancel?.path).toBe("/orders/15/cancel");
    expect(JSON.parse(cancel?.body ?? "")).toEqual({ reason: "超时" });
  });

  it("is told to the hooks with its attempts, without tokens or bodies", async () => {
    const events: (RequestEvent | ResponseEvent)[] = [];
    const server = await serve((_, index) =>
      index === 0 ? "reset" : { body: { code: 200, message: "success", data: {} } },
    );
    const log = (event: RequestEvent) => void events.push(event);
    const platform = createHandPlatform();
    await createFuelClient({ ...server, platform, onRequest: log, onResponse: log }).orders.get(15);
    const call = { operation: "orders.get", method: "GET", url: `${server.baseUrl}/orders/15`, requestId: "id-1" };
    expect(events).toEqual([
      { ...call, attempt: 1, idempotencyKey: undefined },
      expect.objectContaining({ ...call, attempt: 1, status: undefined, error: expect.any(Error) }),
      { ...call, attempt: 2, idempotencyKey: undefined },
      expect.objectContaining({ ...call, attempt: 2, status: 200, error: undefined }),
    ]);
  });
});
