import { describe, expect, it } from "vitest";
import { createHandPlatform, type HandPlatform } from "../../test/hand-platform.js";
import { bad, good, type Reply, serve } from "../../test/loopback.js";
import { createFuelClient } from "../fuel.js";
import { AbortedError, TimeoutError } from "./errors.js";
import { memoryTokenStore } from "./tokens.js";

const ring = ({ alarms }: HandPlatform, delayMs: number): void => {
  const alarm = [...alarms].find(([, each]) => each === delayMs);
  if (!alarm) throw new Error(`no alarm of ${delayMs} ms among ${[...alarms.values()].join()}`);
  alarm[0]();
};

/** A server that calls back for each request before it answers. */
const start = async (answer: (index: number, platform: HandPlatform) => Reply) => {
  const platform = createHandPlatform();
  const server = await serve((_, index) => answer(index, platform));
  return { platform, server, client: createFuelClient({ baseUrl: server.baseUrl, platform }) };
};

describe("an aborted call", () => {
  it("rejects in flight with AbortedError, which carries the caller's reason, and is not repeated", async () => {
    const controller = new AbortController();
    const reason = new Error("the driver left");
    const { client, server, platform } = await start(() => {
      controller.abort(reason);
      return "silence";
    });
    const error = await client.orders.get(15, { signal: controller.signal }).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AbortedError);
    expect(error).toMatchObject({ cause: reason, requestId: "id-1" });
    expect(server.received).toHaveLength(1);
    expect(platform.alarms.size).toBe(0);
  });

  it("sends nothing when it was aborted before", async () => {
    const { client, server } = await start(() => good({}));
    await expect(client.orders.get(15, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(AbortedError);
    expect(server.received).toHaveLength(0);
  });

  it("ends while it waits for its next attempt", async () => {
    const { client, server, platform } = await start(() => bad(503, "server.overloaded"));
    const controller = new AbortController();
    platform.sleep = () => {
      controller.abort();
      return new Promise(() => {});
    };
    await expect(client.orders.get(15, { signal: controller.signal })).rejects.toBeInstanceOf(AbortedError);
    expect(server.received).toHaveLength(1);
  });

  it("leaves the shared renewal of the session to those who still want it", async () => {
    const controller = new AbortController();
    const platform = createHandPlatform();
    const server = await serve(({ path, token }) => {
      if (path === "/auth/refresh") {
        controller.abort();
        return good({ token: "t1", expires_in: 3600 });
      }
      return token === "t1" ? good({ id: 15 }) : bad(401, "auth.token-invalid");
    });
    const tokens = memoryTokenStore({ accessToken: "t0" });
    const client = createFuelClient({ baseUrl: server.baseUrl, platform, tokens });
    const [gone, stayed] = await Promise.allSettled([
      client.orders.get(15, { signal: controller.signal }),
      client.orders.get(15),
    ]);
    expect(gone.status === "rejected" && gone.reason).toBeInstanceOf(AbortedError);
    expect(stayed).toEqual({ status: "fulfilled", value: { id: 15 } });
  });
});

describe("a call without an answer", () => {
  it("tries again when an attempt has taken its time, where it may", async () => {
    const { client, server } = await start((index, platform) => {
      if (index > 0) return good({ id: 15 });
      queueMicrotask(() => ring(platform, 30_000));
      return "silence";
    });
    expect(await client.orders.get(15)).toEqual({ id: 15 });
    expect(server.received).toHaveLength(2);
  });

  it("rejects with TimeoutError where it may not be repeated", async () => {
    const { client, server, platform } = await start((_, hand) => {
      ring(hand, 5_000);
      return "silence";
    });
    const login = client.auth.login({ username: "admin", password: "password123" }, { timeoutMs: 5_000 });
    await expect(login).rejects.toMatchObject({ name: "TimeoutError", timeoutMs: 5_000 });
    expect(server.received).toHaveLength(1);
    expect(platform.alarms.size).toBe(0);
  });

  it("ends as a whole after its overall time, whatever attempts are left", async () => {
    const { client, server } = await start((_, platform) => {
      ring(platform, 120_000);
      return "silence";
    });
    const error = await client.orders.get(15).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ timeoutMs: 120_000 });
    expect(server.received).toHaveLength(1);
  });

  it("sets no time-out where none is wanted", async () => {
    let alarms = -1;
    const { client } = await start((_, platform) => {
      alarms = platform.alarms.size;
      return good({ id: 15 });
    });
    await client.orders.get(15, { timeoutMs: 0, overallTimeoutMs: 0 });
    expect(alarms).toBe(0);
  });
});
