// @ts-check
// A whole station on one machine: the API, the daemon, a pump and a charger, each a process of its own. The pump hangs on a pty pair
// made by socat where that is installed, on TCP otherwise; the daemon reaches the API by MQTT only.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join, resolve as resolvePath } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { readOptions, readPort } from "./read-options.mjs";

const { resolve } = createRequire(import.meta.url);
const apiCli = join(dirname(resolve("@waystation/api/package.json")), "dist/cli.js");
const daemonCli = join(dirname(resolve("@waystation/device-daemon/package.json")), "dist/cli.js");
const daemonConfig = fileURLToPath(new URL("daemon.yaml", import.meta.url));

const hasSocat = () => spawnSync("socat", ["-V"], { stdio: "ignore" }).status === 0;

/** The port if it is free, any free one for 0. @param {number} port @returns {Promise<number>} */
const freePort = async (port) => {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening").catch((error) => {
    throw error.code === "EADDRINUSE" ? new Error(`port ${port} on 127.0.0.1 is busy: choose another`) : error;
  });
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("the system gave no port");
  return address.port;
};

/**
 * @typedef {{ name: string, kill(signal?: NodeJS.Signals): void, send(line: string): void, exited: Promise<void> }} Part
 * @typedef {object} StationOptions
 * @property {string} dataDirectory
 * @property {number} [port] HTTP; any free one when absent
 * @property {number} [mqttPort]
 * @property {number} [ocppPort]
 * @property {number} [flowLPerMin] of the simulated pump
 * @property {string} [clock] WAYSTATION_CLOCK of every process
 * @property {Record<string, string>} [apiEnvironment]
 * @property {(part: string, line: string) => void} [onLine] what the parts say
 */

/** Starts every part; resolves when the API serves and both devices are being talked to. @param {StationOptions} options */
export const startStation = async (options) => {
  const { dataDirectory, onLine = () => {} } = options;
  mkdirSync(dataDirectory, { recursive: true });
  const environment = { ...process.env, ...(options.clock ? { WAYSTATION_CLOCK: options.clock } : {}) };
  /** @type {Set<Part>} */
  const parts = new Set();
  // Also when this process ends by a fault: parts that nobody holds would keep their ports.
  process.once("exit", () => {
    for (const part of parts) part.kill("SIGTERM");
  });
  process.stdout.once("error", () => process.exit(1));
  let stopping = false;

  /** @param {string} name @param {string} command @param {string[]} args @param {Record<string, string>} [extra] */
  const start = (name, command, args, extra = {}) => {
    const child = spawn(command, args, { env: { ...environment, ...extra }, stdio: ["pipe", "pipe", "pipe"] });
    /** @type {Part} */
    const part = {
      name,
      kill: (signal) => child.kill(signal),
      send: (line) => child.stdin.write(`${line}\n`),
      exited: new Promise((resolve) => child.once("exit", () => resolve())),
    };
    parts.add(part);
    child.stdin.on("error", () => {});
    void part.exited.then(() => parts.delete(part));
    const said = createInterface({ input: child.stdout });
    const complained = createInterface({ input: child.stderr });
    said.on("line", (line) => onLine(name, line));
    complained.on("line", (line) => onLine(name, line));
    /** @param {(line: string) => boolean} matches @returns {Promise<string>} */
    const line = (matches) =>
      new Promise((resolve, reject) => {
        /** @type {string[]} */
        const heard = [];
        /** @param {string} text */
        const listen = (text) => {
          heard.push(text);
          if (!matches(text)) return;
          said.off("line", listen);
          complained.off("line", listen);
          resolve(text);
        };
        said.on("line", listen);
        complained.on("line", listen);
        void part.exited.then(() => {
          if (!stopping) reject(new Error(`${name} ended before it was ready: ${heard.at(-1) ?? "it said nothing"}`));
        });
      });
    return { part, line };
  };

  /** @param {Part} part */
  const end = async (part) => {
    part.kill("SIGTERM");
    const timer = setTimeout(() => part.kill("SIGKILL"), 5_000);
    await part.exited;
    clearTimeout(timer);
  };
  const stop = async () => {
    stopping = true;
    const [api, others] = [
      [...parts].filter(({ name }) => name === "api"),
      [...parts].filter(({ name }) => name !== "api"),
    ];
    await Promise.all(others.map(end));
    await Promise.all(api.map(end));
  };

  try {
    const { line: apiLine } = start(
      "api",
      process.execPath,
      [apiCli, "start", "--json", "--seed", "development", "--data-directory", dataDirectory]
        .concat(["--port", String(options.port ?? 0), "--mqtt-port", String(options.mqttPort ?? 0)])
        .concat(["--log-level", "warn"]),
      options.apiEnvironment,
    );

    const useSocat = hasSocat();
    /** @type {string} */
    let pumpPort;
    /** @type {string} */
    let simulatorPort;
    if (useSocat) {
      const [daemonEnd, pumpEnd] = ["daemon", "pump"].map((name) => join(dataDirectory, `tty-${name}-${process.pid}`));
      const { line } = start("socat", "socat", [
        "-d",
        "-d",
        `pty,raw,echo=0,link=${daemonEnd}`,
        `pty,raw,echo=0,link=${pumpEnd}`,
      ]);
      await line((text) => text.includes("starting data transfer loop"));
      pumpPort = String(daemonEnd);
      simulatorPort = String(pumpEnd);
    } else {
      simulatorPort = "tcp-listen://127.0.0.1:0";
      pumpPort = "";
    }
    const { part: pump, line: pumpLine } = start("pump", process.execPath, [
      daemonCli,
      "simulate",
      "wayne-dart",
      "--port",
      simulatorPort,
      "--addresses",
      "80",
      "--flow-l-per-min",
      String(options.flowLPerMin ?? 40),
    ]);
    const listening = JSON.parse(await pumpLine((text) => text.includes('"listening"')));
    if (!useSocat) pumpPort = listening.port.replace("tcp-listen:", "tcp:");

    const api = JSON.parse(await apiLine((text) => text.startsWith("{")));
    const ocppPort = await freePort(options.ocppPort ?? 0);
    const startDaemon = () =>
      start("daemon", process.execPath, [daemonCli, "run", "--config", daemonConfig], {
        STATION_DATA: dataDirectory,
        STATION_MQTT_URL: api.mqttUrl,
        STATION_GATEWAY_SECRET: api.gatewaySecrets["site-1"],
        STATION_PUMP_PORT: pumpPort,
        STATION_OCPP_LISTEN: `127.0.0.1:${ocppPort}`,
      }).part;
    let daemon = startDaemon();
    const { part: charger } = start("charger", process.execPath, [
      daemonCli,
      "simulate",
      "ocpp",
      "--url",
      `ws://127.0.0.1:${ocppPort}/ocpp`,
      "--identity",
      "pile-1",
      "--power-kw",
      "30",
    ]);
    return {
      url: api.url,
      mqttUrl: api.mqttUrl,
      ocppUrl: `ws://127.0.0.1:${ocppPort}/ocpp`,
      line: useSocat ? `pty pair ${pumpPort}` : `${pumpPort} (socat is not installed)`,
      pump,
      charger,
      /** Kills the daemon as a power cut does, and starts it again. */
      killDaemon: async () => {
        daemon.kill("SIGKILL");
        await daemon.exited;
        daemon = startDaemon();
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** `npm start`: the station stays up; lines typed here drive the devices. */
const runStation = async () => {
  const options = readOptions("station", {
    port: { type: "string", default: "8080" },
    "mqtt-port": { type: "string", default: "1883" },
    "ocpp-port": { type: "string", default: "9220" },
    data: { type: "string", default: fileURLToPath(new URL("../../.waystation", import.meta.url)) },
    help: { type: "boolean", default: false },
  });
  if (options.help) {
    console.log("npm start [-- --port 8080 --mqtt-port 1883 --ocpp-port 9220 --data .waystation]");
    return;
  }
  const dataDirectory = resolvePath(options.data);
  const fresh = !existsSync(dataDirectory);
  const station = await startStation({
    dataDirectory,
    port: readPort("station", "port", options.port),
    mqttPort: readPort("station", "mqtt-port", options["mqtt-port"]),
    ocppPort: readPort("station", "ocpp-port", options["ocpp-port"]),
    onLine: (part, line) => {
      if (part !== "socat" && part !== "api") console.log(`${part.padEnd(8)}${line}`);
      if (part === "api" && !line.startsWith("{")) console.log(`${part.padEnd(8)}${line}`);
    },
  });
  console.log(`
Waystation is up.
  fuel        ${station.url}/fuel/api/v1
  charging    ${station.url}/charging
  Swagger UI  ${station.url}/docs
  MQTT        ${station.mqttUrl}
  chargers    ${station.ocppUrl}/<identity>
  pump line   ${station.line}
  data        ${dataDirectory}${fresh ? " (new)" : ""}
  one sale    STATION_DATA=${dataDirectory} npm run -s daemon -- trace ORDER_NO --config examples/station-in-a-box/daemon.yaml

Accounts (password password123): admin, cashier001, attendant001; register drivers at /charging/u/register.
Type "pump lift 1", "pump hang-up", "charger plug 1", "charger unplug 1", "pump status"; Ctrl-C stops everything.
`);
  createInterface({ input: process.stdin }).on("line", (line) => {
    const [part, ...rest] = line.trim().split(" ");
    if (part === "pump") station.pump.send(rest.join(" "));
    else if (part === "charger") station.charger.send(rest.join(" "));
    else if (part) console.log('say "pump …" or "charger …"');
  });
  const stop = () => void station.stop().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  runStation().catch((error) => {
    console.error(`station: ${error.message}`);
    process.exit(1);
  });
}
