// @ts-check
// `npm run demo`: one fill and one charge through a whole station, with the world around it (a hand on the nozzle, a cable) played here.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { readOptions } from "./read-options.mjs";
import { startStation } from "./station.mjs";

const SPEED = 360;
const HELP = `npm run demo -- [options]

  --json         one JSON line for each receipt, and nothing else on standard output
  --kill-daemon  kill the daemon (SIGKILL) in the middle of the fill and start it again: the same receipt, once
  --verbose      what every process says, on standard error
  --help

The demonstration's day runs ${SPEED} times faster than yours, so that a charge of 100 minutes that crosses 21:00, where the
price of energy changes, is seen in a quarter of a minute. The pump's flow is quickened too. A stop at the amount takes a few
hundredths of a real second, which are a few hundredths of a kWh at that speed: they flow, and are billed.`;

const FLOW_L_PER_MIN = 600;
const KILL_AT_LITRES = 10;

const options = readOptions("demo", {
  json: { type: "boolean", default: false },
  "kill-daemon": { type: "boolean", default: false },
  verbose: { type: "boolean", default: false },
  help: { type: "boolean", default: false },
});
if (options.help) {
  console.log(HELP);
  process.exit(0);
}

/** @param {string} text */
const show = (text) => {
  if (!options.json) process.stdout.write(`${text}\n`);
};

/** This evening at the station, from now on at the demonstration's speed: early enough for 21:00, and if not, for 23:00. */
const quickClock = () => {
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  return `${today}T19:25:00+08:00x${SPEED}@${Date.now()}`;
};

/** @param {Record<string, any>} step */
const describe = (step) =>
  ({
    "signed-in": () => `signed in; ${step.oil} costs ${step.price} yuan a litre`,
    ordered: () => `order ${step.orderNo} over ${step.litres} L`,
    authorised: () => "the pump is preset and authorised; the nozzle is lifted",
    fuelling: () => `${step.litres.toFixed(2).padStart(6)} L  ${step.yuan.toFixed(2).padStart(7)} yuan`,
    filled: () => `the display says ${step.litres.toFixed(2)} L, ${step.yuan.toFixed(2)} yuan`,
    coupon: () => `coupon ${step.userCoupon} applied: ${step.payable.toFixed(2)} yuan to pay`,
    queued: () => `number ${step.number} for ${step.kwh} kWh`,
    called: () => `${step.number} is called to pile ${step.pile}; the cable is plugged in`,
    charging: () => `${step.kwh.padStart(6)} kWh ${step.yuan.padStart(7)} yuan`,
    charged: () => "charged; the cable is unplugged",
  })[/** @type {"ordered"} */ (step.step)]?.() ?? step.step;

/** @param {Record<string, any>} r */
const printReceipt = (r) => {
  if (options.json) {
    process.stdout.write(`${JSON.stringify(r)}\n`);
    return;
  }
  const rule = "─".repeat(46);
  /** @param {string} name @param {unknown} value */
  const row = (name, value) => `  ${name}${String(value).padStart(42 - name.length)}`;
  const lines =
    r.receipt === "fill"
      ? [
          row("order", r.orderNo),
          row(r.oil, `${r.litres.toFixed(2)} L × ${r.unitPrice.toFixed(2)}`),
          row("amount", r.total.toFixed(2)),
        ].concat([row("coupon", (-r.discount).toFixed(2)), row(`paid (${r.method})`, r.paid.toFixed(2))])
      : [row("number, pile", `${r.number}, ${r.pile}`), row("from", r.start), row("to", r.stop)]
          .concat(r.periods.map((/** @type {any} */ p) => row(p.period, `${p.energy} kWh × ${p.price} = ${p.fee}`)))
          .concat([row("energy", r.energyFee), row("service", r.serviceFee), row(`total, ${r.kwh} kWh`, r.total)]);
  show([rule, `  RECEIPT · ${r.receipt}`, rule, ...lines, rule, `  trace ${r.correlationId}`, ""].join("\n"));
};

const main = async () => {
  const started = performance.now();
  const dataDirectory = mkdtempSync(join(tmpdir(), "waystation-demo-"));
  show("starting the API, a daemon, a pump and a charger …");
  const station = await startStation({
    dataDirectory,
    clock: quickClock(),
    flowLPerMin: FLOW_L_PER_MIN,
    apiEnvironment: { WAYSTATION_COMMAND_TTL_MS: String(30_000 * SPEED) },
    onLine: (part, line) => {
      if (options.verbose) process.stderr.write(`${part.padEnd(8)}${line}\n`);
      if (part === "pump" && line.includes('"limit-reached"')) station.pump.send("hang-up");
    },
  });
  process.once("SIGINT", () => void station.stop().then(() => process.exit(130)));
  show(`  API ${station.url}, MQTT ${station.mqttUrl}\n  pump on ${station.line}, charger on ${station.ocppUrl}`);

  let killed = !options["kill-daemon"];
  /** @type {Record<string, any>[]} */
  const receipts = [];
  /** The hand on the nozzle and on the cable. @param {Record<string, any>} step */
  const act = (step) => {
    if (step.step === "authorised") station.pump.send("lift 1");
    if (step.step === "called") station.charger.send("plug 1");
    if (step.step === "charged") station.charger.send("unplug 1");
    if (step.step === "fuelling" && step.litres >= KILL_AT_LITRES && !killed) {
      killed = true;
      show("  ⚡ the daemon is killed, and starts again");
      void station.killDaemon();
    }
  };
  try {
    const app = spawn(process.execPath, [fileURLToPath(new URL("app.mjs", import.meta.url)), station.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    createInterface({ input: app.stdout }).on("line", (line) => {
      const step = JSON.parse(line);
      if (step.receipt) receipts.push(step);
      else {
        show(`  ${step.customer.padEnd(8)}${describe(step)}`);
        act(step);
      }
    });
    const code = await new Promise((resolve) => app.once("close", resolve));
    for (const name of ["fill", "charge"]) for (const each of receipts) if (each.receipt === name) printReceipt(each);
    if (code !== 0 || receipts.length !== 2)
      throw new Error(`${receipts.length} of 2 receipts came out; --verbose shows more`);
    show(`both receipts after ${((performance.now() - started) / 1000).toFixed(1)} s`);
  } finally {
    await station.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
};

main().catch((error) => {
  process.stderr.write(`demo: ${error.message}\n`);
  process.exitCode = 1;
});
