import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwrap } from "@waystation/core/kernel";
import { afterEach, describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config.js";
import { createGatewayCredentials } from "../../src/devices/gateway-credentials.js";
import { openBroker } from "../../src/devices/open-broker.js";
import { createMetrics } from "../../src/services/metrics.js";
import { ApiClient } from "../station/api-client.js";
import { type OpenStation, openStation } from "../station/open-station.js";
import { BrokerClient } from "./broker-client.js";
import { openGateways } from "./open-gateways.js";

let station: OpenStation | undefined;
afterEach(async () => {
  await station?.close();
  station = undefined;
});

const start = async (settings: Record<string, unknown> = {}) => {
  station = await openStation({ settings });
  // A second connection to the database, as the command line has one.
  const credentials = createGatewayCredentials(station.db, { now: () => Date.now() });
  const enrol = (body: unknown) =>
    new ApiClient(station!.server.url).request("/devices/v1/enrol", { method: "POST", body });
  return { station, credentials, enrol };
};

describe("a gateway at the API", () => {
  it("gets its secret by its code, signs in, and is cut when another process revokes it", async () => {
    const { station, credentials, enrol } = await start();
    const { code } = unwrap(await credentials.invite("site-2", 1, 60_000));
    const { status, body, headers } = await enrol({ code, gateway_id: "site-2" });
    expect({ status, body }).toEqual({ status: 200, body: { gateway_id: "site-2", secret: expect.any(String) } });
    expect(headers.get("cache-control")).toBe("no-store");
    const gateway = new BrokerClient(station.server.mqttUrl, { user: "site-2", secret: String(body.secret) });
    await gateway.connect();
    unwrap(await credentials.revoke("site-2"));
    await gateway.gone;
    await expect(gateway.connect()).rejects.toThrow();
  });

  it("is refused with a wrong code, and with what is no code", async () => {
    const { enrol } = await start();
    const wrong = "AAAAAA-AAAAAA-AAAAAA-AAAAAA";
    expect(await enrol({ code: wrong })).toMatchObject({ status: 403, error: "gateway.code-refused" });
    for (const body of [{ code: "A" }, { code: { $ne: "" } }, { code: wrong, admin: true }, [], undefined]) {
      expect(await enrol(body)).toMatchObject({ status: 400, error: "request.invalid" });
    }
  });

  it("cannot try codes without end", async () => {
    const { enrol } = await start({ rateOpenWrites: 5 });
    const tries = [];
    for (let index = 0; index < 8; index++) tries.push((await enrol({ code: "A".repeat(24) })).status);
    expect(tries).toEqual([403, 403, 403, 403, 403, 429, 429, 429]);
  });
});

describe("the settings of the broker", () => {
  it.each([
    ["an address without a password", { mqttUrl: "mqtt://broker.example" }, "WAYSTATION_MQTT_PASSWORD"],
    ["a password in the address", { mqttUrl: "mqtt://me:hunter2@broker.example" }, "WAYSTATION_MQTT_URL"],
    ["a short password", { mqttUrl: "mqtt://broker.example", mqttPassword: "hunter2" }, "WAYSTATION_MQTT_PASSWORD"],
    ["a web address", { mqttUrl: "http://broker.example" }, "WAYSTATION_MQTT_URL"],
    ["TLS without a certificate", { mqttsPort: 0 }, "WAYSTATION_TLS_CERT"],
  ])("refuse %s by its name, and show no value", async (_, settings, name) => {
    const failure = await start(settings).then(
      () => "",
      (error: Error) => error.message,
    );
    expect(failure).toContain(name);
    expect(failure).not.toContain("hunter2");
  });

  const directory = mkdtempSync(join(tmpdir(), "waystation-tls-"));
  const [tlsCertFile, tlsKeyFile] = [join(directory, "cert.pem"), join(directory, "key.pem")];
  const request = [
    "req",
    "-x509",
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:P-256",
    "-nodes",
    "-subj",
    "/CN=test",
  ];
  const names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", tlsKeyFile, "-out", tlsCertFile];
  const isSkipped = spawnSync("openssl", [...request, ...names]).status !== 0;
  if (isSkipped) console.warn("SKIPPED: openssl makes no certificate, so the broker's TLS listener is not tried");

  it.skipIf(isSkipped)("open a second listener, which speaks TLS", async () => {
    const gateways = await openGateways();
    const config = loadConfig({}, { mqttPort: 0, mqttsPort: 0, mqttsHost: "127.0.0.1", tlsCertFile, tlsKeyFile });
    const log = { warn: () => {}, error: () => {} } as never;
    const broker = await openBroker({ config, credentials: gateways.credentials, metrics: createMetrics(), log });
    const gateway = new BrokerClient(broker.tlsUrl ?? "", await gateways.enrol("site-2"));
    await gateway.connect({ ca: readFileSync(tlsCertFile) });
    expect(await gateway.isAlive()).toBe(true);
    await gateway.end();
    await expect(gateway.connect()).rejects.toThrow("self-signed certificate");
    await broker.close();
    await gateways.close();
    rmSync(directory, { recursive: true });
  });
});
