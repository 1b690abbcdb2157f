// Shares a site's power cap among a month of recorded charging sessions and prints one line of JSON.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { sharingPolicies, simulateSharing } from "@waystation/core/charging";

const usage = `Usage: npm run -s sharing -- --cap-kw KW --policy ${sharingPolicies.join("|")}

Plays 954 sessions of March 2019 (examples/charging-day/data) in 5-minute steps under one power cap and prints
{"policy", "capKw", "deliveredPercent", "peakKw", "seconds"}. With uncontrolled the cap is not applied.`;

const fail = (message) => {
  process.stderr.write(`sharing: ${message}; --help says more\n`);
  process.exit(2);
};

const readOptions = () => {
  try {
    const options = { "cap-kw": { type: "string" }, policy: { type: "string" }, help: { type: "boolean", short: "h" } };
    return parseArgs({ options }).values;
  } catch (error) {
    return fail(error.message.split(". ")[0]);
  }
};

const readSessions = () => {
  const data = JSON.parse(readFileSync(new URL("./data/acn-caltech-2019-03.json", import.meta.url), "utf8"));
  const stepMs = data.period_min * 60_000;
  const sessions = data.sessions.map(([arrival, departure, requestedKwh]) => ({
    arrivalMs: arrival * stepMs,
    departureMs: departure * stepMs,
    requestedWh: requestedKwh * 1000,
    maxW: data.max_kw * 1000,
  }));
  return { stepMs, sessions };
};

const round = (value, decimals) => Number(value.toFixed(decimals));

const { "cap-kw": cap, policy, help } = readOptions();
if (help) {
  process.stdout.write(`${usage}\n`);
} else {
  if (policy === undefined) fail(`--policy is missing, one of ${sharingPolicies.join(", ")}`);
  if (!sharingPolicies.includes(policy)) fail(`--policy ${policy} is unknown, one of ${sharingPolicies.join(", ")}`);
  if (cap === undefined) fail("--cap-kw is missing, a number of kilowatts above 0");
  if (!/^\d+(\.\d+)?$/.test(cap) || Number(cap) <= 0) fail(`--cap-kw ${cap} is not a number of kilowatts above 0`);
  const { stepMs, sessions } = readSessions();
  const startedMs = performance.now();
  const { deliveredWh, requestedWh, peakW } = simulateSharing(sessions, { policy, capW: Number(cap) * 1000, stepMs });
  const result = {
    policy,
    capKw: Number(cap),
    deliveredPercent: round((deliveredWh / requestedWh) * 100, 2),
    peakKw: round(peakW / 1000, 3),
    seconds: round((performance.now() - startedMs) / 1000, 3),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
