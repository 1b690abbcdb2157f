// Plays a day at a charging station from a scenario file and prints what happened as JSON.
import { readFileSync } from "node:fs";
import { ScenarioError } from "./parse-scenario.mjs";
import { runScenario } from "./run-scenario.mjs";

const usage = `Usage: npm run -s scenario -- FILE.json

Plays the events of a charging station's day and prints snapshots, bills, refusals and totals as JSON.
The format of FILE.json stands in examples/charging-day/README.md; try
  npm run -s scenario -- examples/charging-day/scenarios/one-slow-car.json

Exit codes: 0 played, 2 the file cannot be read or is no scenario.`;

const fail = (message) => {
  process.stderr.write(`scenario: ${message.replaceAll(/\s+/g, " ")}\n`);
  process.exit(2);
};

const read = (path) => {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return fail(`${path}: cannot be read (${error.code})`);
  }
};

const parse = (path, text) => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return fail(`${path}: not JSON: ${error.message}`);
  }
};

const play = (path, scenario) => {
  try {
    return runScenario(scenario);
  } catch (error) {
    if (error instanceof ScenarioError) return fail(`${path}: ${error.message}`);
    throw error;
  }
};

const paths = process.argv.slice(2);
if (paths.includes("--help") || paths.includes("-h")) {
  process.stdout.write(`${usage}\n`);
} else {
  const [path] = paths;
  if (path === undefined || paths.length > 1) fail("exactly one scenario file is needed; --help says more");
  if (path.startsWith("-")) fail(`unknown option ${path}; --help says more`);
  process.stdout.write(`${JSON.stringify(play(path, parse(path, read(path))), null, 2)}\n`);
}
