import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError, loadConfig } from "../src/config.js";
import { clockFromEnvironment } from "../src/runtime/clock.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const cli = fileURLToPath(new URL("../src/cli.ts", import.meta.url));
const dataDirectory = mkdtempSync(join(tmpdir(), "waystation-cli-"));
afterAll(() => rmSync(dataDirectory, { recursive: true, force: true }));

/** A process is started, on a machine that does much else. */
const PATIENCE_MS = 60_000;

/** Runs `waystation-api start` from the sources until it ends. */
const start = async (args: readonly string[], environment: Record<string, string> = {}) => {
  const free = ["--port", "0", "--mqtt-port", "0", "--data-directory", dataDirectory, "--log-level", "silent"];
  const child = spawn(process.execPath, ["--import", "tsx", cli, "start", ...free, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [said, complained] = ["", ""];
  child.stdout.on("data", (text) => {
    said += text;
  });
  child.stderr.on("data", (text) => {
    complained += text;
  });
  const [code] = await once(child, "close");
  return { code, said, complained };
};

describe("starting the API from the command line", () => {
  it(
    "says in one line that a port is busy, and exits 1; two that start at once share a new database",
    async () => {
      const holder = createServer().listen(0, "127.0.0.1");
      await once(holder, "listening");
      const { port } = holder.address() as AddressInfo;
      const runs = await Promise.all([start(["--port", String(port)]), start(["--mqtt-port", String(port)])]);
      holder.close();
      for (const { code, complained } of runs) {
        expect(complained).toMatch(new RegExp(`^waystation-api: port ${port} on 127.0.0.1 is busy: .*\n$`));
        expect(code).toBe(1);
      }
    },
    PATIENCE_MS,
  );

  it(
    "names in one line a setting that cannot be used, and exits 2",
    async () => {
      const { code, complained } = await start([], { WAYSTATION_REPLY_TIMEOUT_MS: "soon" });
      expect(complained).toMatch(/^waystation-api: WAYSTATION_REPLY_TIMEOUT_MS: .*\n$/);
      expect(code).toBe(2);
    },
    PATIENCE_MS,
  );
});

describe("the settings", () => {
  it.each([
    ["WAYSTATION_PORT", "70000"],
    ["WAYSTATION_REPLY_TIMEOUT_MS", "soon"],
    ["WAYSTATION_SEED", "production"],
    ["WAYSTATION_FUEL_PREFIX", "fuel"],
  ])("that cannot be used are named (%s), their values are not", (name, value) => {
    expect(() => loadConfig({ [name]: value })).toThrow(ConfigError);
    expect(() => loadConfig({ [name]: value })).toThrow(name);
    expect(() => loadConfig({ [name]: value })).not.toThrow(value);
  });

  it("refuse a WAYSTATION_ name that they do not know", () => {
    expect(() => loadConfig({ WAYSTATION_PROT: "8080" })).toThrow("WAYSTATION_PROT");
    expect(() => loadConfig({ PORT: "7" })).not.toThrow();
  });

  it("refuse a clock of another form", () => {
    expect(() => clockFromEnvironment("noon")).toThrow(ConfigError);
    expect(() => clockFromEnvironment("noon")).toThrow("WAYSTATION_CLOCK");
    expect(() => clockFromEnvironment("2026-11-20T09:53:00Zx0@1")).toThrow("WAYSTATION_CLOCK");
  });
});
