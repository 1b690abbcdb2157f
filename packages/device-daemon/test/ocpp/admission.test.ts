import { request } from "node:http";
import { RPCClient } from "ocpp-rpc";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createOcppDriver, type OcppDriver, ocppConfig } from "../../src/drivers/ocpp/index.js";
import { createManualTime } from "./manual-time.js";
import { createMemoryHost } from "./memory-host.js";

const password = "a-password-of-its-own";
let driver: OcppDriver;

const port = () => driver.address?.port ?? 0;
const newDriver = (listen = "127.0.0.1:0") =>
  createOcppDriver(
    ocppConfig.parse({ driver: "ocpp", listen, chargers: [{ id: "guarded", password }, { id: "open" }] }),
    createMemoryHost(createManualTime(0)),
  );

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
    const options = {
      endpoint: `ws://127.0.0.1:${port()}/ocpp`,
      identity: "open",
      protocols: ["ocpp1.6"],
      reconnect: false,
    };
    const client = new RPCClient(options as unknown as ConstructorParameters<typeof RPCClient>[0]);
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
