import { describe, expect, it } from "vitest";
import { createHandPlatform } from "../../test/hand-platform.js";
import { bad, good, type Reply, serve } from "../../test/loopback.js";
import { createChargingClient } from "../charging.js";
import { createFuelClient } from "../fuel.js";
import { ConnectionError, UnauthorisedError } from "./errors.js";
import { memoryTokenStore } from "./tokens.js";

const order = { station_id: 1, oil_id: 2, oil_gun_id: 1, amount: 50 };

/** A fuel API that honours one token at a time; `t1` is handed out at sign-in, each refresh counts up. */
const startFuel = async (onRefresh: (live: string) => Reply | undefined = () => undefined) => {
  const state = { live: "t1" };
  const server = await serve(({ path, token }) => {
    if (path === "/auth/login") return good({ token: state.live, expires_in: 3600, user_info: {} });
    if (path === "/auth/refresh") {
      const refused = onRefresh(state.live);
      if (refused) return refused;
      state.live = `t${Number(state.live.slice(1)) + 1}`;
      return good({ token: state.live, expires_in: 3600 });
    }
    return token === state.live ? good({ order_id: 15, order_no: "GS" }) : bad(401, "auth.token-invalid");
  });
  const count = (path: string): number => server.received.filter((each) => each.path === path).length;
  return { server, state, count, platform: createHandPlatform() };
};

const stale = () => memoryTokenStore({ accessToken: "t0" });

describe("the session of the fuel system", () => {
  it("is kept by login, sent as bearer, forgotten by logout", async () => {
    const { server, platform } = await startFuel();
    const tokens = memoryTokenStore();
    const client = createFuelClient({ baseUrl: server.baseUrl, platform, tokens });
    await client.auth.login({ username: "admin", password: "password123" });
    expect(tokens.get()).toEqual({ accessToken: "t1", renewAtMs: platform.now() + 3_240_000 });
    await client.orders.get(15);
    await client.auth.logout();
    expect(tokens.get()).toBeUndefined();
    expect(server.received.map(({ token }) => token)).toEqual([undefined, "t1", "t1"]);
  });

  it("is refreshed once for 50 requests that are refused together, and each is replayed with its own key", async () => {
    const { server, count, platform } = await startFuel();
    const client = createFuelClient({ baseUrl: server.baseUrl, platform, tokens: stale() });
    await Promise.all(Array.from({ length: 50 }, () => client.orders.create(order)));
    expect(count("/auth/refresh")).toBe(1);
    const copies = new Map<string, (string | undefined)[]>();
    for (const { path, headers, token } of server.received) {
      const key = String(headers["idempotency-key"]);
      if (path === "/orders") copies.set(key, [...(copies.get(key) ?? []), token]);
    }
    expect(copies.size).toBe(50);
    expect([...copies.values()].every((tokens) => tokens.join() === "t0,t2")).toBe(true);
  });

  it("is not refreshed again for a refusal of the old token that arrives late", async () => {
    const { server, count, platform } = await startFuel();
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = await serve(async ({ token }) => {
      if (token === "t0") await held;
      return token === "t0" ? bad(401, "auth.token-invalid") : good({ id: 1 });
    });
    const tokens = stale();
    const late = createFuelClient({ baseUrl: slow.baseUrl, platform, tokens });
    const pending = late.orders.get(1);
    const client = createFuelClient({ baseUrl: server.baseUrl, platform, tokens });
    await client.orders.get(15);
    release();
    expect(await pending).toEqual({ id: 1 });
    expect(count("/auth/refresh")).toBe(1);
    expect(slow.received.map(({ token }) => token)).toEqual(["t0", "t2"]);
  });

  it("ends for all 50 with UnauthorisedError when the refresh is refused, and is forgotten", async () => {
    const { server, count, platform } = await startFuel(() => bad(401, "auth.token-invalid"));
    const tokens = stale();
    const client = createFuelClient({ baseUrl: server.baseUrl, platform, tokens });
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => client.orders.create(order)));
    for (const result of results) {
      expect(result.status === "rejected" && result.reason).toBeInstanceOf(UnauthorisedError);
    }
    expect(count("/auth/refresh")).toBe(1);
    expect(tokens.get()).toBeUndefined();
  });

  it("outlives a refresh that got no answer", async () => {
    const { server, platform } = await startFuel(() => "reset");
    const tokens = stale();
    const client = createFuelClient({ baseUrl: server.baseUrl, platform, tokens });
    const error = await client.orders.get(15).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnauthorisedError);
    expect(error).toMatchObject({ cause: expect.any(ConnectionError) });
    expect(tokens.get()).toEqual({ accessToken: "t0" });
  });

  it("asks for a refresh token, spends it once and keeps the next", async () => {
    const server = await serve(({ path, body }) => {
      if (path === "/auth/login") return good({ token: "t1", expires_in: 900, refresh_token: "r1", user_info: {} });
      if (path !== "/auth/refresh") return good({ order_id: 15 });
      const { refresh_token } = JSON.parse(body) as { refresh_token: string };
      const next = Number(refresh_token.slice(1)) + 1;
      return good({ token: `t${next}`, expires_in: 900, refresh_token: `r${next}` });
    });
    const platform = createHandPlatform();
    const tokens = memoryTokenStore();
    const client = createFuelClient({ baseUrl: server.baseUrl, platform, tokens });
    await client.auth.login({ username: "admin", password: "password123" });
    platform.advance(900_000);
    await Promise.all([client.orders.get(1), client.orders.get(2)]);
    await client.auth.refresh();
    const sent = server.received.filter(({ body }) => body !== "").map(({ body }) => JSON.parse(body));
    expect(sent).toEqual([
      { username: "admin", password: "password123", refresh_token: true },
      { refresh_token: "r1" },
      { refresh_token: "r2" },
    ]);
    expect(tokens.get()).toMatchObject({ accessToken: "t3", refreshToken: "r3" });
  });

  it("sends a refresh again with the same token when its answer was lost", async () => {
    const server = await serve(({ path, token, body }, index) => {
      if (path !== "/auth/refresh") return token === "t2" ? good({ order_id: 15 }) : bad(401, "auth.token-invalid");
      expect(JSON.parse(body)).toEqual({ refresh_token: "r1" });
      return index < 2 ? "reset" : good({ token: "t2", expires_in: 900, refresh_token: "r2" });
    });
    const tokens = memoryTokenStore({ accessToken: "t1", refreshToken: "r1" });
    const client = createFuelClient({ baseUrl: server.baseUrl, platform: createHandPlatform(), tokens });
    await client.orders.get(15);
    expect(tokens.get()).toMatchObject({ accessToken: "t2", refreshToken: "r2" });
  });

  it("is renewed to be ended, so that no refresh token outlives a log-out", async () => {
    const { server, count, platform } = await startFuel();
    const tokens = stale();
    const client = createFuelClient({ baseUrl: server.baseUrl, platform, tokens });
    await client.auth.logout();
    expect([count("/auth/refresh"), count("/auth/logout")]).toEqual([1, 2]);
    expect(tokens.get()).toBeUndefined();
  });

  it("is renewed before it expires, and goes on with its token when that fails", async () => {
    const { server, count, platform } = await startFuel((live) => (live === "t2" ? "reset" : undefined));
    const client = createFuelClient({ baseUrl: server.baseUrl, platform });
    await client.auth.login({ username: "admin", password: "password123" });
    platform.advance(3_239_999);
    await client.orders.get(15);
    expect(count("/auth/refresh")).toBe(0);
    platform.advance(1);
    await client.orders.get(15);
    expect(count("/auth/refresh")).toBe(1);
    platform.advance(3_240_000);
    await client.orders.get(15);
    expect(server.received.at(-1)?.token).toBe("t2");
  });

  it("is opened and reopened by credentials where the application gives them", async () => {
    const { server, state, count, platform } = await startFuel(() => bad(401, "auth.token-invalid"));
    let asked = 0;
    const credentials = () => {
      asked += 1;
      return { username: "admin", password: "password123" };
    };
    const client = createFuelClient({ baseUrl: server.baseUrl, platform, credentials });
    await Promise.all([client.orders.get(1), client.orders.get(2)]);
    expect(asked).toBe(1);
    state.live = "t9";
    await client.orders.get(3);
    expect(asked).toBe(2);
    expect(count("/auth/refresh")).toBe(1);
  });

  it("is not asked for where there is none to be had: the refusal is the answer", async () => {
    const { server, platform } = await startFuel();
    const client = createFuelClient({ baseUrl: server.baseUrl, platform });
    await expect(client.orders.get(15)).rejects.toMatchObject({ code: "auth.token-invalid", status: 401 });
    expect(server.received).toHaveLength(1);
  });
});

describe("the session of the charging system", () => {
  const refused = { body: { code: -1, msg: "访问令牌无效或已过期", error: "auth.token-invalid" } };

  it("is opened by registration, and by signing in again when a token is refused with HTTP 200", async () => {
    const server = await serve(({ path, token }) => {
      if (path === "/u/register") return { body: { code: 200, msg: "注册成功", token: "old" } };
      if (path === "/u/login") return { body: { code: 200, msg: "登录成功", token: "new" } };
      return token === "new" ? { body: { code: 200, msg: "申请成功", data: "F1" } } : refused;
    });
    const who = { username: "wyc2002", password: "123456wyc" };
    const client = createChargingClient({ ...server, platform: createHandPlatform(), credentials: async () => who });
    await client.account.register({ ...who, email: "driver@example.com" });
    const numbers = await Promise.all([1, 2, 3].map(() => client.charge.apply({ mode: "fast", quantity: 30 })));
    expect(numbers).toEqual(["F1", "F1", "F1"]);
    expect(server.received.filter(({ path }) => path === "/u/login")).toHaveLength(1);
    expect(server.received.every(({ query }) => !query.has("token"))).toBe(true);
  });

  it("ends with UnauthorisedError where nobody can sign in again", async () => {
    const server = await serve(() => refused);
    const tokens = memoryTokenStore({ accessToken: "old" });
    const client = createChargingClient({ ...server, platform: createHandPlatform(), tokens });
    await expect(client.charge.info()).rejects.toBeInstanceOf(UnauthorisedError);
    expect(tokens.get()).toBeUndefined();
  });
});
