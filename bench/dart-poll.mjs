// Round trip of one DART poll over a pseudo-terminal pair: the driver polling the fake pump, beside a raw serialport that
// has the same bytes echoed. Each far end is a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const help = `node bench/dart-poll.mjs [--polls N] [--json]

  --polls N   round trips of each side (default 3000)
  --json      one JSON object a case instead of a table
  --help      this text

Needs socat. Prints microseconds from the write of a poll (50 20 FA) to its answer (50 70 FA).`;

const { values: options } = parseArgs({
  options: {
    polls: { type: "string", default: "3000" },
    json: { type: "boolean" },
    echo: { type: "string" },
    help: { type: "boolean", short: "h" },
  },
});

const daemonDirectory = fileURLToPath(new URL("../packages/device-daemon/", import.meta.url));
const { SerialPort } = createRequire(join(daemonDirectory, "package.json"))("serialport");
const settings = { baudRate: 9600, dataBits: 8, parity: "odd", stopBits: 1 };
const answer = Buffer.from("5070FA", "hex");
const poll = Buffer.from("5020FA", "hex");

const openPort = async (path) => {
  const port = new SerialPort({ path, ...settings, autoOpen: false });
  await new Promise((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())));
  return port;
};

/** The far end of the raw side: three bytes in, three bytes out. */
const echo = async (path) => {
  const port = await openPort(path);
  let received = 0;
  port.on("data", (bytes) => {
    received += bytes.length;
    for (; received >= poll.length; received -= poll.length) port.write(answer);
  });
  process.stdout.write("listening\n");
};

const openPair = async () => {
  const ends = ["near", "far"].map((name) => join(tmpdir(), `dart-poll-${process.pid}-${name}`));
  const socat = spawn("socat", ["-d", "-d", ...ends.map((link) => `pty,raw,echo=0,link=${link}`)]);
  await Promise.race([
    once(socat, "error").then(([error]) => Promise.reject(new Error("socat is needed", { cause: error }))),
    new Promise((resolve) => {
      let said = "";
      socat.stderr.on("data", (chunk) => {
        said += chunk;
        if (said.includes("starting data transfer loop")) resolve();
      });
    }),
  ]);
  return { near: ends[0], far: ends[1], close: () => end(socat) };
};

const end = async (child) => {
  const exited = once(child, "exit");
  child.kill();
  await exited;
};

const startFarEnd = async (...command) => {
  const child = spawn(process.execPath, command, { stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout, "data");
  child.stdout.resume();
  return child;
};

const now = () => Number(process.hrtime.bigint()) / 1000;

const measureRaw = async ({ near, far }, polls) => {
  const child = await startFarEnd(fileURLToPath(import.meta.url), "--echo", far);
  const port = await openPort(near);
  const samples = [];
  await new Promise((resolve) => {
    let startedAt = 0;
    let received = 0;
    const next = () => {
      received = 0;
      startedAt = now();
      port.write(poll);
    };
    port.on("data", (bytes) => {
      received += bytes.length;
      if (received < answer.length) return;
      samples.push(now() - startedAt);
      if (samples.length >= polls) resolve();
      else next();
    });
    next();
  });
  await new Promise((resolve) => port.close(resolve));
  await end(child);
  return samples;
};

/** The driver arms a time-out when a poll leaves and cancels it when the answer is there: that interval is the round trip. */
const measureOurs = async ({ near, far }, polls) => {
  const { createSystemTimers, driverKinds } = await import("@waystation/device-daemon");
  const child = await startFarEnd(
    join(daemonDirectory, "dist", "cli.js"),
    ...["simulate", "wayne-dart", "--port", far, "--price", "8.05"],
  );
  const kind = driverKinds.find(({ name }) => name === "wayne-dart");
  const line = kind.schema.parse({
    driver: kind.name,
    port: near,
    pollIntervalMs: 0,
    decimals: { volume: 2, amount: 2, price: 2 },
    pumps: [{ id: "pump-1", address: 0x50 }],
  });
  const timers = createSystemTimers();
  const samples = [];
  let isIdle = false;
  let enough = () => {};
  const quiet = () => {};
  const log = { info: quiet, warn: quiet, error: quiet, debug: quiet };
  const driver = kind.create(line, {
    clock: { now: () => 0 },
    ids: { next: () => "id" },
    log,
    journal: { get: async () => undefined, set: async () => {}, delete: async () => {} },
    record: async () => {},
    trace: quiet,
    canRecord: () => ({ ok: true }),
    publish: ({ state }) => {
      isIdle = state === "idle";
    },
    timers: {
      elapsedMs: timers.elapsedMs,
      after: (delayMs, run) => {
        const startedAt = now();
        const cancel = timers.after(delayMs, run);
        return () => {
          cancel();
          if (isIdle) samples.push(now() - startedAt);
          if (samples.length >= polls) enough();
        };
      },
    },
  });
  await driver.start();
  await new Promise((resolve) => {
    enough = resolve;
  });
  await driver.stop();
  await end(child);
  return samples.slice(0, polls);
};

const withPair = async (measure, polls) => {
  const pair = await openPair();
  try {
    return await measure(pair, polls);
  } finally {
    await pair.close();
  }
};

const at = (samples, share) => samples.toSorted((left, right) => left - right)[Math.floor(samples.length * share)];

const main = async () => {
  if (!existsSync(join(daemonDirectory, "dist", "cli.js"))) throw new Error("build first: npm run setup -- --build");
  const polls = Number(options.polls);
  const warmUp = 300;
  const ours = [];
  const peer = [];
  // Alternating halves, so that a busy moment of the machine hits both.
  for (let half = 0; half < 2; half++) {
    peer.push(...(await withPair(measureRaw, warmUp + polls / 2)).slice(warmUp));
    ours.push(...(await withPair(measureOurs, warmUp + polls / 2)).slice(warmUp));
  }
  const cases = [
    ["median", 0.5],
    ["p99", 0.99],
  ].map(([name, share]) => ({
    bench: "dart-poll",
    case: name,
    ours: Math.round(at(ours, share)),
    peer: Math.round(at(peer, share)),
    peerName: "raw serialport echo",
    ratio: Math.round((at(ours, share) / at(peer, share)) * 100) / 100,
    unit: "µs",
  }));
  if (options.json) {
    for (const each of cases) console.log(JSON.stringify(each));
    return;
  }
  console.log("DART poll round trip on a pty pair, µs (lower is better)");
  console.table(
    Object.fromEntries(cases.map(({ case: name, ours: mine, peer: raw, ratio }) => [name, { ours: mine, raw, ratio }])),
  );
};

if (options.help) console.log(help);
else if (options.echo) await echo(options.echo);
else await main();
