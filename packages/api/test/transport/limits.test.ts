import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type OpenStation, openStation } from "../station/open-station.js";
import { until } from "../station/until.js";

let station: OpenStation;
const open = async (settings: Record<string, unknown> = {}): Promise<OpenStation> => {
  station = await openStation({ settings });
  return station;
};
afterEach(() => station.close());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(station.server.url + path, { headers });

describe("limits by the minute", () => {
  it("count an address over all routes, and say how much is left", async () => {
    await open({ ratePerAddress: 3 });
    const first = await get("/livez");
    expect(Object.fromEntries(first.headers)).toMatchObject({
      "ratelimit-limit": "3",
      "ratelimit-remaining": "2",
      "ratelimit-policy": "3;w=60",
    });
    await get("/fuel/api/v1/oils");
    await get("/nowhere");
    const refused = await get("/fuel/api/v1/oils");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 429, error: "request.too-many" });
    const charging = await get("/charging/user/detail");
    expect(charging.status).toBe(429);
    expect(await charging.json()).toMatchObject({ code: -1, error: "request.too-many" });
  });

  it("count every route apart that may be written to without a sign-in", async () => {
    await open({ rateOpenWrites: 2 });
    const guess = (path: string) => station.fuel.post(path, {});
    expect((await guess("/auth/login")).status).toBe(400);
    expect((await guess("/auth/login")).status).toBe(400);
    expect((await guess("/auth/login")).status).toBe(429);
    expect((await station.charging.post("/u/login", {})).status).toBe(200);
    expect((await get("/livez")).status).toBe(200);
  });

  it("count a user apart from all others at the same address", async () => {
    await open({ ratePerUser: 2 });
    const [admin, cashier] = [await station.signIn("admin"), await station.signIn("cashier001")];
    await admin.get("/oils");
    await admin.get("/oils");
    expect((await admin.get("/oils")).status).toBe(429);
    expect((await cashier.get("/oils")).status).toBe(200);
  });

  it("believe a forwarded address only from a proxy that is trusted", async () => {
    await open({ ratePerAddress: 1 });
    expect((await get("/livez", { "x-forwarded-for": "203.0.113.1" })).status).toBe(200);
    expect((await get("/livez", { "x-forwarded-for": "203.0.113.2" })).status).toBe(429);
    await station.close();
    await open({ ratePerAddress: 1, trustProxy: "loopback" });
    expect((await get("/livez", { "x-forwarded-for": "203.0.113.1" })).status).toBe(200);
    expect((await get("/livez", { "x-forwarded-for": "203.0.113.2" })).status).toBe(200);
    expect((await get("/livez", { "x-forwarded-for": "203.0.113.2" })).status).toBe(429);
  });
});

describe("more requests at once than allowed", () => {
  it("are refused in each system's envelope while health and metrics answer, and no longer than that", async () => {
    await open({ maxInFlight: 1 });
    const { hostname, port } = new URL(station.server.url);
    const slow = connect(Number(port), hostname);
    slow.write(
      "POST /fuel/api/v1/auth/login HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{",
    );
    const refused = await until("a refusal", async () => {
      const answer = await get("/fuel/api/v1/oils");
      return answer.status === 503 && answer;
    });
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(await refused.json()).toMatchObject({ code: 503, error: "server.overloaded" });
    const charging = await get("/charging/user/detail");
    expect(charging.status).toBe(503);
    expect(await charging.json()).toMatchObject({ code: -1, error: "server.overloaded" });
    expect((await get("/livez")).status).toBe(200);
    expect(await (await get("/metrics")).text()).toContain(
      'waystation_security_events_total{event="server.overloaded"}',
    );
    slow.destroy();
    await until("a free place", async () => (await get("/fuel/api/v1/oils")).status === 401);
  });
});

describe("what is too large or too strange", () => {
  it("is refused: headers over 16 KiB, bodies over 256 KiB, pages over 100", async () => {
    await open();
    expect((await get("/livez", { x: "a".repeat(20_000) })).status).toBe(431);
    const admin = await station.signIn("admin");
    const big = await admin.post("/orders", { remark: "a".repeat(300_000) });
    expect([big.status, big.error]).toEqual([413, "request.too-large"]);
    expect((await admin.get("/orders?page_size=101")).status).toBe(400);
  });

  it("never becomes the id of a request in the log", async () => {
    await open();
    expect((await get("/livez", { "x-request-id": "order-7:1" })).headers.get("x-request-id")).toBe("order-7:1");
    expect((await get("/livez", { "x-request-id": "a b" })).headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("metrics", () => {
  it("are shown to this machine, but not through a proxy on it", async () => {
    await open();
    expect((await get("/metrics")).status).toBe(200);
    expect((await get("/metrics", { "x-forwarded-for": "203.0.113.1" })).status).toBe(403);
  });

  it("ask for their token where there is one, and count denials by reason", async () => {
    const metricsToken = "a token of more than thirty-two characters";
    await open({ metricsToken });
    await station.fuel.get("/oils");
    expect((await get("/metrics")).status).toBe(403);
    const shown = await get("/metrics", { authorization: `Bearer ${metricsToken}`, "x-forwarded-for": "203.0.113.1" });
    const text = await shown.text();
    expect(text).toContain('waystation_security_events_total{event="auth.token-missing"} 1');
    expect(text).toContain('waystation_http_request_duration_seconds_count{operation="fuel:oils.list",status="401"} 1');
  });
});

describe("a server that is told to stop", () => {
  it("takes no new connection, and answers what comes on those that are open", async () => {
    await open({ drainMs: 5_000 });
    const { hostname, port } = new URL(station.server.url);
    const socket = connect(Number(port), hostname);
    await once(socket, "connect");
    const answers: Buffer[] = [];
    socket.on("data", (piece) => answers.push(piece));
    socket.write("GET /livez HTTP/1.1\r\nhost: a\r\n\r\n");
    await once(socket, "data");
    const closing = station.server.close();
    await until("the end of listening", async () => {
      const stranger = connect(Number(port), hostname);
      const event = await new Promise((resolve) => {
        for (const each of ["connect", "error"]) stranger.once(each, () => resolve(each));
      });
      stranger.destroy();
      return event === "error";
    });
    socket.write("GET /livez HTTP/1.1\r\nhost: a\r\n\r\n");
    await once(socket, "close");
    const [, second] = Buffer.concat(answers)
      .toString()
      .split(/(?=HTTP\/1\.1)/);
    expect(second).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(second).toMatch(/\r\nconnection: close\r\n/i);
    await closing;
  });
});
