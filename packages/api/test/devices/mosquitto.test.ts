import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { unwrap } from "@waystation/core/kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writePrivateFiles } from "../../src/cli/write-files.js";
import { mosquittoFiles } from "../../src/devices/mosquitto-files.js";
import { hashOfSecret } from "../../src/devices/secret-hash.js";
import { gateways as gatewaysOf } from "../../src/storage/repositories/gateways.js";
import { Gateway } from "../station/gateway.js";
import { openStation } from "../station/open-station.js";
import { until } from "../station/until.js";
import { attackTopics } from "./attack-topics.js";
import { type Account, BrokerClient } from "./broker-client.js";
import { API_ACCOUNT, type OpenGateways, openGateways } from "./open-gateways.js";

const binary = [
  "/usr/sbin/mosquitto",
  "/usr/bin/mosquitto",
  "/usr/local/sbin/mosquitto",
  "/opt/homebrew/sbin/mosquitto",
]
  .filter((path) => existsSync(path))
  .at(0);

const isSkipped = binary === undefined && process.env.CI === undefined;
if (isSkipped) console.warn("SKIPPED: Mosquitto is not installed, so the files generated for it are not tried");

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
};

describe.skipIf(isSkipped)("a Mosquitto with the generated files", () => {
  let open: OpenGateways;
  let mosquitto: ChildProcess;
  let url: string;
  let port: number;
  let accounts: readonly Account[];

  const writeFiles = async () => {
    const hashes = new Map([[API_ACCOUNT.user, await hashOfSecret(API_ACCOUNT.secret)]]);
    const secrets = await gatewaysOf(open.db).allSecrets(1_763_600_000_000);
    for (const { gateway_id, hash } of secrets) hashes.set(gateway_id, hashes.get(gateway_id) ?? hash);
    const options = { host: "127.0.0.1", port, directory: open.directory, apiUser: API_ACCOUNT.user, hashes };
    writePrivateFiles(open.directory, mosquittoFiles(options));
    // As root it would otherwise go on as a user who may not read these files.
    if (process.getuid?.() === 0) appendFileSync(join(open.directory, "waystation.conf"), "user root\n");
  };

  beforeAll(async () => {
    if (binary === undefined) throw new Error("Mosquitto is not installed");
    open = await openGateways();
    accounts = await Promise.all(["site-1", "site-2", "site-3", "site-4"].map((id) => open.enrol(id)));
    port = await freePort();
    url = `mqtt://127.0.0.1:${port}`;
    await writeFiles();
    mosquitto = spawn(binary, ["-c", join(open.directory, "waystation.conf")], { stdio: "ignore" });
    const api = new BrokerClient(url, API_ACCOUNT);
    await until("Mosquitto", () => api.connect().catch(() => undefined));
    await api.end();
  });
  afterAll(async () => {
    if (mosquitto && mosquitto.exitCode === null) {
      mosquitto.kill();
      await once(mosquitto, "exit");
    }
    await open?.close();
  });

  it("lets nothing cross from one gateway to another", async () => {
    const { attempts, crossings } = await attackTopics({ url, api: API_ACCOUNT, gateways: accounts });
    expect(attempts).toBeGreaterThan(400);
    expect(crossings).toEqual([]);
  });

  it("lets in nobody without the secret, nor anybody anonymous", async () => {
    const [one] = accounts as readonly [Account];
    await expect(new BrokerClient(url, { ...one, secret: "wrong" }).connect()).rejects.toThrow();
    const nobody = { username: undefined, password: undefined } as never;
    await expect(new BrokerClient(url, one).connect(nobody)).rejects.toThrow();
  });

  it("gives one user one connection, whatever client ids it asks for", async () => {
    const [one] = accounts as readonly [Account];
    const [first, second] = [new BrokerClient(url, one), new BrokerClient(url, one)];
    await first.connect({ clientId: "first" });
    await second.connect({ clientId: "second" });
    await first.gone;
    expect(await second.isAlive()).toBe(true);
    await second.end();
  });

  it("cuts a revoked gateway when it reads the new files", async () => {
    const [, two] = accounts as readonly [Account, Account];
    const gateway = new BrokerClient(url, two);
    await gateway.connect();
    unwrap(await open.credentials.revoke(two.user));
    await writeFiles();
    mosquitto.kill("SIGHUP");
    await gateway.gone;
    await expect(gateway.connect()).rejects.toThrow();
  });

  it("serves an API that is told of it", async () => {
    const [one] = accounts as readonly [Account];
    const settings = { mqttUrl: url, mqttUser: API_ACCOUNT.user, mqttPassword: API_ACCOUNT.secret };
    const station = await openStation({ settings });
    const gateway = await Gateway.connect(url, one.user, one.secret);
    expect(await gateway.sale()).toMatchObject({ upTo: 1, quarantined: [] });
    await gateway.disconnect();
    await station.close();
    const wrong = { ...settings, mqttPassword: "not the password of the API" };
    await expect(openStation({ settings: wrong })).rejects.toThrow(`the broker ${url} cannot be used`);
  });

  it("would be found out, were its patterns wider", async () => {
    const file = join(open.directory, "waystation.acl");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("%u", "+"));
    mosquitto.kill("SIGHUP");
    const [one, , three] = accounts as readonly [Account, Account, Account];
    await until("a crossing", async () => {
      const { crossings } = await attackTopics({ url, api: API_ACCOUNT, gateways: [one, three] });
      return crossings.length > 0;
    });
  });
});
