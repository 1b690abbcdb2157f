import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it, vi } from "vitest";

const run = (file: string, ...args: string[]) => {
  const script = fileURLToPath(new URL(file, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
};

it.each([
  ["demo.mjs", ["--nope"], "demo: Unknown option '--nope'; --help says more\n"],
  ["station.mjs", ["--nope"], "station: Unknown option '--nope'; --help says more\n"],
  ["station.mjs", ["--port", "abc"], "station: --port abc is not a port from 0 to 65535; --help says more\n"],
  [
    "station.mjs",
    ["--mqtt-port", "70000"],
    "station: --mqtt-port 70000 is not a port from 0 to 65535; --help says more\n",
  ],
])("%s %j is one line and exit code 2, before anything is started", (file, args, stderr) => {
  expect(run(file, ...args)).toEqual({ status: 2, stdout: "", stderr });
});

it("does not start on the chargers' port of another program, whose daemon its charger would talk to", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const data = mkdtempSync(join(tmpdir(), "waystation-station-"));
  const ports = ["--port", "0", "--mqtt-port", "0", "--ocpp-port", String(port)];
  const { status, stderr } = run("station.mjs", "--data", data, ...ports);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `station: port ${port} on 127.0.0.1 is busy: choose another\n`,
  });
  rmSync(data, { recursive: true });
  other.close();
}, 60_000);

it("leaves none of its processes behind when nobody reads what it says", async () => {
  const data = mkdtempSync(join(tmpdir(), "waystation-station-"));
  const script = fileURLToPath(new URL("station.mjs", import.meta.url));
  const ports = ["--port", "0", "--mqtt-port", "0", "--ocpp-port", "0"];
  const station = spawn(process.execPath, [script, "--data", data, ...ports], { stdio: ["ignore", "pipe", "ignore"] });
  const exited = once(station, "exit");
  let docs: string | undefined;
  for await (const line of createInterface({ input: station.stdout })) {
    docs = /http\S+\/docs/.exec(line)?.[0];
    if (docs) break;
  }
  expect((await fetch(String(docs))).status).toBe(200);
  station.stdout.destroy();
  await exited;
  await vi.waitFor(() => expect(fetch(String(docs))).rejects.toThrow(), { timeout: 10_000 });
  rmSync(data, { recursive: true });
}, 60_000);
