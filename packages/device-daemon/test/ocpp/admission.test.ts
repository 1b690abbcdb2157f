import { request } from "node:http";
import * as fc from "fast-check";
import { RPCClient } from "ocpp-rpc";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOcppDriver, type OcppDriver, ocppConfig } from "../../src/drivers/ocpp/index.js";
import { createManualTime } from "./manual-time.js";
import { createMemoryHost, type MemoryHost } from "./memory-host.js";

const password = "a-password-of-its-own";
let driver: OcppDriver;
let host: MemoryHost;

const port = () => driver.address?.port ?? 0;
const newDriver = () => {
  host = createMemoryHost(createManualTime(0));
  const chargers = [{ id: "guarded", password }, { id: "open" }];
  return createOcppDriver(ocppConfig.parse({ driver: "ocpp", listen: "127.0.0.1:0", chargers }), host);
};

const newClient = (identity: string): RPCClient => {
  const options = { endpoint: `ws://127.0.0.1:${port()}/ocpp`, identity, protocols: ["ocpp1.6"], reconnect: false };
  return new RPCClient(options as unknown as ConstructorParameters<typeof RPCClient>[0]);
};

/** The HTTP status of a refused connection; 101 when it is taken. */
const statusOf = (path: string, protocol = "ocpp1.6", credentials?: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const upgrade = request({
      port: port(),
      path,
      headers: {
        Connection: "Upgrade",
        Upgrade: "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol": protocol,
        ...(credentials && { Authorization: `Basic ${Buffer.from(credentials).toString("base64")}` }),
      },
    });
    upgrade.on("response", (response) => resolve(response.statusCode ?? 0));
    upgrade.on("upgrade", (_response, socket) => {
      socket.destroy();
      resolve(101);
    });
    upgrade.on("error", reject);
    upgrade.end();
  });

beforeEach(async () => {
  driver = newDriver();
  await driver.start();
});
afterEach(() => driver.stop());

describe("who may connect", () => {
  it.each([
    ["a listed charger without a password", "/ocpp/open", undefined, 101],
    ["its password", "/ocpp/guarded", `guarded:${password}`, 101],
    ["a wrong password", "/ocpp/guarded", "guarded:another-password-here", 401],
    ["the password under another name", "/ocpp/guarded", `open:${password}`, 401],
    ["no password where one is needed", "/ocpp/guarded", undefined, 401],
    ["a charger that is not listed", "/ocpp/stranger", undefined, 404],
    ["another path", "/open", undefined, 404],
    ["a path that is no valid encoding", "/ocpp/%E0%A4%A", undefined, 404],
  ])("%s: %s", async (_case, path, credentials, status) => {
    expect(await statusOf(path, "ocpp1.6", credentials)).toBe(status);
    expect(await statusOf("/ocpp/open")).toBe(101);
  });

  it("refuses a charger that does not offer ocpp1.6", async () => {
    expect(await statusOf("/ocpp/open", "ocpp2.0.1")).toBe(400);
  });

  it("tells a charger what is wrong with its message, and goes on serving it", async () => {
    const client = newClient("open");
    await client.connect();
    await expect(client.call("StartTransaction", { connectorId: 1 })).rejects.toMatchObject({
      rpcErrorCode: "OccurrenceConstraintViolation",
    });
    await expect(client.call("Unheard", {})).rejects.toMatchObject({ rpcErrorCode: "NotImplemented" });
    const answers = new Promise<string>((resolve) =>
      client.on("message", ({ message, outbound }) => !outbound && resolve(String(message))),
    );
    client.sendRaw("this is not JSON");
    expect(await answers).toContain("RpcFrameworkError");
    expect(await client.call("Heartbeat", {})).toEqual({ currentTime: "1970-01-01T00:00:00.000Z" });
    await client.close();
  });
});

describe("random messages", () => {
  it("are answered or passed over, and the charger is served after each", async () => {
    const client = newClient("open");
    await client.connect();
    const words = fc.constantFrom<fc.JsonValue>(
      2,
      3,
      4,
      "StartTransaction",
      "MeterValues",
      "StopTransaction",
      "id",
      {},
      [],
    );
    const payload = fc.record(
      {
        connectorId: fc.integer(),
        transactionId: fc.integer(),
        idTag: fc.string({ maxLength: 20 }),
        meterStart: fc.integer(),
        meterStop: fc.integer(),
        timestamp: fc.constantFrom("2026-11-20T02:00:00Z", "0000-01-01T00:00:00Z", "2016-12-31T23:59:60Z", "now"),
      },
      { requiredKeys: ["timestamp"] },
    );
    const request = fc.tuple(
      fc.constant(2),
      fc.uuid(),
      fc.constantFrom("StartTransaction", "StopTransaction"),
      payload,
    );
    const message = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(words).map((each) => JSON.stringify(each)),
      request.map((each) => JSON.stringify(each)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 10 }), async (messages) => {
        for (const each of messages) client.sendRaw(each);
        expect(await client.call("Heartbeat", {})).toHaveProperty("currentTime");
      }),
      { numRuns: Math.min(Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 200), 5_000) },
    );
    expect(host.violations).toEqual([]);
    const before = host.store.events.length;
    const start = { connectorId: 1, idTag: "TAG", meterStart: 1, timestamp: "2026-11-20T02:00:00Z" };
    expect(await client.call("StartTransaction", start)).toMatchObject({ idTagInfo: { status: "Accepted" } });
    expect(host.store.events.length).toBeGreaterThan(before);
    await client.close();
  });
});

describe("a port that is taken", () => {
  it("is tried again until it is free", async () => {
    const time = createManualTime(0);
    const taken = `127.0.0.1:${port()}`;
    const second = createOcppDriver(
      ocppConfig.parse({ driver: "ocpp", listen: taken, chargers: [{ id: "open" }] }),
      createMemoryHost(time),
    );
    await second.start();
    expect(second.address).toBeUndefined();
    await driver.stop();
    time.advance(1_000);
    while (!second.address) await new Promise((resolve) => setImmediate(resolve));
    await second.stop();
    driver = newDriver();
    await driver.start();
  });
});
