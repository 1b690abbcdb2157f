import { once } from "node:events";
import { connect as connectSocket } from "node:net";
import mqtt, { type IClientOptions, type MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashOfSecret } from "../../src/devices/secret-hash.js";
import { type OpenStation, openStation } from "../station/open-station.js";

let station: OpenStation;
let secret: string;

const connect = (username: string, password: string, options: IClientOptions = {}): Promise<MqttClient> =>
  mqtt.connectAsync(station.server.mqttUrl, { clientId: username, username, password, reconnectPeriod: 0, ...options });

/** Resolves when the broker has cut the connection. */
const isCut = async (client: MqttClient) => {
  client.on("error", () => {});
  if (client.connected) await new Promise<void>((resolve) => client.once("close", () => resolve()));
  return !client.connected;
};

beforeAll(async () => {
  station = await openStation();
  secret = station.server.gatewaySecrets["site-1"] ?? "";
  await station.db.insertInto("gateways").values({ id: "site-2", station_id: 1, created_at: 0 }).execute();
  await station.db
    .insertInto("gateway_secrets")
    .values({ gateway_id: "site-2", hash: await hashOfSecret("the other one's secret"), created_at: 0 })
    .execute();
});
afterAll(() => station.close());

describe("signing in at the broker", () => {
  it.each<[string, IClientOptions]>([
    ["nobody", {}],
    ["a gateway without a secret", { username: "site-1", clientId: "site-1" }],
    ["a wrong secret", { username: "site-1", clientId: "site-1", password: "wrong" }],
    ["another gateway's secret", { username: "site-2", clientId: "site-2", password: "mine" }],
    ["an unknown gateway", { username: "site-9", clientId: "site-9", password: "mine" }],
    ["the API's name", { username: "waystation-api", clientId: "waystation-api", password: "mine" }],
    ["another client id", { username: "site-1", clientId: "site-2", password: "mine" }],
    ["a client id of the broker's choice", { username: "site-1", clientId: "", clean: true, password: "mine" }],
  ])("is refused to %s", async (_, options) => {
    const password = options.password === "mine" ? secret : options.password;
    const attempt = mqtt.connectAsync(station.server.mqttUrl, {
      reconnectPeriod: 0,
      ...options,
      ...(password === undefined ? {} : { password }),
    });
    await expect(attempt).rejects.toThrow("Connection refused: Bad username or password");
  });
});

describe("the topics of another gateway", () => {
  it.each([
    "waystation/v1/site-2/events/ack",
    "waystation/v1/+/commands",
    "#",
    "waystation/#",
    "+/+/+/commands",
    "$SYS/#",
    "$share/x/waystation/v1/site-2/commands",
    "waystation/v1/site-1/events",
  ])("cannot be subscribed as %s", async (filter) => {
    const client = await connect("site-1", secret);
    const [grant] = await client.subscribeAsync(filter, { qos: 1 }).catch(() => [{ qos: 128 }]);
    expect(grant?.qos).toBe(128);
    await client.endAsync(true);
  });

  it.each<[string, boolean]>([
    ["waystation/v1/site-2/status", false],
    ["waystation/v1/site-2/status", true],
    ["waystation/v1/site-2/events", false],
    ["waystation/v1/site-1/commands", false],
    ["waystation/v1/site-1/settings", true],
    ["$SYS/broker", false],
  ])("cannot be written to: %s (retained: %s)", async (topic, retain) => {
    const client = await connect("site-1", secret);
    client.publish(topic, "{}", { qos: 1, retain });
    expect(await isCut(client)).toBe(true);
    await client.endAsync(true);
  });

  it("cannot be reached by a will", async () => {
    const will = { topic: "waystation/v1/site-2/status", payload: Buffer.from("{}"), qos: 1 as const, retain: true };
    await expect(connect("site-1", secret, { will })).rejects.toThrow();
  });

  it("stay apart while both use their own", async () => {
    const [one, two] = [await connect("site-1", secret), await connect("site-2", "the other one's secret")];
    const heard: string[] = [];
    two.on("message", (topic) => heard.push(topic));
    await two.subscribeAsync(["waystation/v1/site-2/commands", "waystation/v1/site-2/events/ack"], { qos: 1 });
    await one.subscribeAsync("waystation/v1/site-1/settings", { qos: 1 });
    await one.publishAsync("waystation/v1/site-1/status", "{}", { qos: 1, retain: true });
    await two.publishAsync("waystation/v1/site-2/status", "{}", { qos: 1, retain: true });
    expect(heard).toEqual([]);
    await Promise.all([one.endAsync(true), two.endAsync(true)]);
  });
});

describe("closing the server", () => {
  it("does not wait for a connection that never signed in", async () => {
    const other = await openStation();
    const { port, hostname } = new URL(other.server.mqttUrl);
    const socket = connectSocket(Number(port), hostname);
    await once(socket, "connect");
    const before = performance.now();
    await other.close();
    expect(performance.now() - before).toBeLessThan(5_000);
    socket.destroy();
  });
});
