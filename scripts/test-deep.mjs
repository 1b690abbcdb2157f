// `npm run test:deep`: the property tests with 100,000 runs each (or WAYSTATION_PROPERTY_RUNS).
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const runs = process.env.WAYSTATION_PROPERTY_RUNS ?? "100000";
console.log(`property tests with ${runs} runs each`);
const done = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/vitest/vitest.mjs"),
    "run",
    "packages/core",
    "packages/device-daemon/src/codecs",
    "--testTimeout=3600000",
  ],
  { cwd: root, stdio: "inherit", env: { ...process.env, WAYSTATION_PROPERTY_RUNS: runs } },
);
process.exit(done.status ?? 1);
