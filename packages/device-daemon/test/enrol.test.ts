import { once } from "node:events";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runCli } from "../src/cli/run-cli.js";
import { loadConfig } from "../src/config/index.js";
import { driverKinds } from "../src/drivers/driver-kinds.js";
import { freshDirectory } from "./run-daemon.js";

const SECRET = "WLrJJtOBfTdV3RIYfza4npNoXuD18LfwGoyUhcrur4M";
const CODE = "018MAV-GPRNW0-QDX058-4W75NX";

let server: Server;
let api: string;
let directory: string;
let asked: { url: string | undefined; body: unknown }[];
let answer: { status: number; body?: unknown; headers?: Record<string, string> };

beforeEach(async () => {
  directory = freshDirectory();
  asked = [];
  answer = { status: 200, body: { gateway_id: "gateway-1", secret: SECRET } };
  server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({ url: request.url, body: JSON.parse(body) });
      response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const secretFile = () => join(directory, "gateway.secret");

const configuration = (change: (yaml: string) => string = (yaml) => yaml): string => {
  const file = join(directory, "daemon.yaml");
  const yaml = `gatewayId: gateway-1
dataDirectory: data
uplink: { url: "mqtt://127.0.0.1:9", password: "\${file:gateway.secret}" }
lines: [{ driver: ocpp, listen: "127.0.0.1:0", chargers: [{ id: F1 }] }]
`;
  writeFileSync(file, change(yaml));
  return file;
};

const enrol = async (config: string, address = api) => {
  const said: string[] = [];
  const exitCode = await runCli(["enrol", "--api", address, "--code", CODE, "--config", config], {
    print: (line) => void said.push(line),
    complain: (line) => void said.push(line),
    input: Readable.from([]),
    environment: {},
    signal: new AbortController().signal,
    exitCode: 0,
  });
  return { exitCode, said: said.join("\n") };
};

describe("enrol", () => {
  it("turns the code into a secret file for its owner only, which the configuration reads", async () => {
    const config = configuration();
    const { exitCode, said } = await enrol(config);
    expect({ exitCode, said }).toEqual({
      exitCode: 0,
      said: `gateway-1 is enrolled; its secret is in ${secretFile()}`,
    });
    expect(asked).toEqual([{ url: "/devices/v1/enrol", body: { code: CODE, gateway_id: "gateway-1" } }]);
    expect(statSync(secretFile()).mode & 0o777).toBe(0o600);
    const loaded = loadConfig(config, { kinds: driverKinds, environment: {} });
    expect(loaded).toMatchObject({ ok: true, value: { uplink: { password: SECRET } } });
  });

  it("keeps to a path before the API's own", async () => {
    await enrol(configuration(), `${api}/waystation`);
    expect(asked[0]?.url).toBe("/waystation/devices/v1/enrol");
  });

  it("replaces an old secret whole, whatever its rights were", async () => {
    writeFileSync(secretFile(), "old", { mode: 0o644 });
    expect((await enrol(configuration())).exitCode).toBe(0);
    expect(readFileSync(secretFile(), "utf8")).toBe(`${SECRET}\n`);
    expect(statSync(secretFile()).mode & 0o777).toBe(0o600);
  });

  it.each([
    ["refuses the code", { status: 403, body: { error: "gateway.code-refused" } }, "refuses the code"],
    ["has had too many attempts", { status: 429, headers: { "retry-after": "17" } }, "try again in 17 s"],
    ["is something else", { status: 200, body: { hello: "world" } }, "does not answer as the API does"],
    ["names another gateway", { status: 200, body: { gateway_id: "other", secret: SECRET } }, "does not answer as"],
    ["sends elsewhere", { status: 307, headers: { location: "http://127.0.0.1:9/" } }, "does not answer: "],
  ])("leaves the old secret when the API %s", async (_, given, expected) => {
    writeFileSync(secretFile(), "old");
    answer = given;
    const { exitCode, said } = await enrol(configuration());
    expect(exitCode).toBe(1);
    expect(said).toContain(expected);
    expect(said).not.toContain(SECRET);
    expect(readFileSync(secretFile(), "utf8")).toBe("old");
    expect(existsSync(`${secretFile()}.new`)).toBe(false);
  });

  it("says that nobody answers", async () => {
    server.close();
    const { exitCode, said } = await enrol(configuration());
    expect(exitCode).toBe(1);
    expect(said).toContain("the API does not answer: connect ECONNREFUSED");
  });

  it.each([
    ["without a gateway", "gatewayId: gateway-1", "# none", "gatewayId: "],
    ["with the secret written into it", "$" + "{file:gateway.secret}", "hunter2", "uplink.password: must name"],
    ["without a password", `, password: "$${"{file:gateway.secret}"}"`, "", "uplink.password: must name"],
    ["with another user name", "uplink: {", "uplink: { username: me,", "uplink.username: must be the gateway's id"],
    ["that is not YAML", "uplink: {", "uplink: [", ""],
  ])("uses no code for a configuration %s", async (_, from, to, expected) => {
    const config = configuration((yaml) => yaml.replace(from, to));
    const { exitCode, said } = await enrol(config);
    expect(exitCode).toBe(2);
    expect(said).toContain(`${config}: ${expected}`);
    expect(said).not.toContain("hunter2");
    expect(asked).toEqual([]);
  });

  it("uses no code when the secret cannot be written", async () => {
    const config = configuration((yaml) => yaml.replace("file:gateway.secret", "file:nowhere/gateway.secret"));
    const { exitCode, said } = await enrol(config);
    expect(exitCode).toBe(1);
    expect(said).toContain(`cannot write ${join(directory, "nowhere/gateway.secret")}`);
    expect(asked).toEqual([]);
  });

  it("takes web addresses only", async () => {
    expect(await enrol(configuration(), "ftp://example")).toMatchObject({ exitCode: 2 });
    expect(asked).toEqual([]);
  });
});
