import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { unwrap } from "@waystation/core/kernel";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BrokerEvent } from "../../src/devices/broker-rules.js";
import type { BrokerOptions, EmbeddedBroker } from "../../src/devices/embedded-broker.js";
import { until } from "../station/until.js";
import { type Account, BrokerClient } from "./broker-client.js";
import { API_ACCOUNT, type OpenGateways, openEmbedded, openGateways } from "./open-gateways.js";

let gateways: OpenGateways;
let broker: EmbeddedBroker;
let one: Account;
let events: BrokerEvent[];
const clients: BrokerClient[] = [];
const sockets: Socket[] = [];

const open = async (options: Partial<BrokerOptions> = {}) => {
  events = [];
  broker = await openEmbedded(gateways, { onEvent: (event) => void events.push(event), ...options });
};

beforeEach(async () => {
  gateways = await openGateways();
  one = await gateways.enrol("site-1");
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.end();
  for (const socket of sockets.splice(0)) socket.destroy();
  await broker.close();
  await gateways.close();
});

const client = (account: Account): BrokerClient => {
  const made = new BrokerClient(broker.url, account);
  clients.push(made);
  return made;
};

const tcp = async (): Promise<Socket> => {
  const socket = connect(Number(new URL(broker.url).port), "127.0.0.1");
  sockets.push(socket);
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.resume();
  return socket;
};

describe("signing in", () => {
  it.each([
    ["a wrong secret", { secret: "wrong" }, {}],
    ["no secret", { secret: "" }, { password: undefined }],
    ["no user name", {}, { username: undefined, password: undefined }],
    ["an unknown gateway", { user: "site-9" }, {}],
    ["another client id", {}, { clientId: "site-2" }],
    ["the API's name", { user: API_ACCOUNT.user }, {}],
    ["the name of an inherited property", { user: "__proto__" }, {}],
    ["MQTT 5", {}, { protocolVersion: 5 as const }],
    ["no keep-alive", {}, { keepalive: 0 }],
    ["a keep-alive of an hour", {}, { keepalive: 3600 }],
  ])("with %s is refused", async (_, account, options) => {
    await open();
    await expect(client({ ...one, ...account }).connect(options as never)).rejects.toThrow();
  });

  it("leaves no will on a topic of somebody else", async () => {
    await open();
    const will = { topic: "waystation/v1/site-2/status", payload: Buffer.from("{}"), qos: 1 as const };
    await expect(client(one).connect({ will })).rejects.toThrow();
    expect(events).toEqual(["gateway.topic-denied"]);
  });

  it("takes the place of the connection before it, and of all that come at once one stays", async () => {
    await open();
    const rivals = Array.from({ length: 20 }, () => client(one));
    await Promise.all(rivals.map((rival) => rival.connect().catch(() => {})));
    const observer = client(API_ACCOUNT);
    await observer.publish("waystation/v1/site-1/commands", "before");
    const alive = [];
    for (const rival of rivals) if (await rival.isAlive()) alive.push(rival);
    expect(alive).toHaveLength(1);
  });

  it("works with either secret during a rotation, and cuts the old one's connection when the overlap ends", async () => {
    await open();
    const old = client(one);
    await old.connect();
    const { secret } = unwrap(await gateways.credentials.rotate("site-1", 60_000));
    await broker.recheck();
    expect(await old.isAlive()).toBe(true);
    gateways.advance(60_000);
    await broker.recheck();
    await old.gone;
    await expect(client(one).connect()).rejects.toThrow();
    await client({ ...one, secret }).connect();
  });

  it("ends at once with a revocation, and what the gateway left as its will is said", async () => {
    await open();
    const observer = client(API_ACCOUNT);
    await observer.subscribe(["waystation/v1/+/status"]);
    const gateway = client(one);
    await gateway.connect({ will: { topic: "waystation/v1/site-1/status", payload: Buffer.from("offline"), qos: 1 } });
    unwrap(await gateways.credentials.revoke("site-1"));
    // Nobody tells the broker: it looks by itself.
    await gateway.gone;
    await observer.hears("offline");
    expect(events).toContain("gateway.cut");
  });
});

describe("limits", () => {
  it("cut a connection that announces too large a packet, before it is there", async () => {
    await open();
    const socket = await tcp();
    socket.write(Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]));
    await once(socket, "close");
    expect(events).toEqual(["gateway.limit"]);
  });

  it("cut a gateway that publishes too large a message", async () => {
    await open();
    const gateway = client(one);
    await gateway.publish("waystation/v1/site-1/events", "x".repeat(1_100_000));
    await gateway.gone;
  });

  it("cut who connects and says nothing, or half of it", async () => {
    await open({ limits: { connectTimeoutMs: 50 } });
    const [silent, half] = [await tcp(), await tcp()];
    half.write(Buffer.from([0x10, 0x20, 0x00]));
    await Promise.all([once(silent, "close"), once(half, "close")]);
  });

  it("hold strangers of one address to their number, and leave room again when they go", async () => {
    await open({ limits: { pendingPerAddress: 2 } });
    const [first] = [await tcp(), await tcp()];
    const third = await tcp();
    await once(third, "close");
    first?.destroy();
    const enters = (account: Account) =>
      until("a place", () =>
        client(account)
          .connect()
          .catch(() => false as const),
      );
    await enters(one);
    await enters(API_ACCOUNT);
  });

  it("hold a gateway to its number of retained topics", async () => {
    await open({ limits: { retainedPerGateway: 3 } });
    const gateway = client(one);
    for (const pump of ["p1", "p2", "p3", "p1", "p4"]) {
      await gateway.publish(`waystation/v1/site-1/state/${pump}`, pump, { retain: true });
    }
    const observer = client(API_ACCOUNT);
    await observer.subscribe(["waystation/v1/+/state/+"]);
    await observer.hears("p3");
    expect(observer.arrivals.map(({ payload }) => payload).sort()).toEqual(["p1", "p2", "p3"]);
  });

  it("outlive noise: the broker serves on", async () => {
    await open();
    for (const noise of ["GET / HTTP/1.1\r\n\r\n", "\u0000\u0000", "\u00f0\u0000", "\u0010\u0002\u0000\u0004"]) {
      const socket = await tcp();
      socket.write(Buffer.from(noise, "latin1"));
      socket.end();
      await once(socket, "close");
    }
    await client(one).connect();
  });
});
