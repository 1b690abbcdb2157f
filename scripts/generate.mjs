// Writes everything that is generated and committed. `--check` only says whether it is up to date, and leaves the tree as it was.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tsx = ["--import", "tsx"];

const generators = [
  { script: [...tsx, "scripts/generate-openapi.mts"], writes: ["packages/api/openapi"] },
  { script: [...tsx, "scripts/generate-sdk.mts"], writes: ["packages/client-sdk/src/generated"] },
  { script: [...tsx, "scripts/generate-asyncapi.mts"], writes: ["docs/asyncapi.yaml"] },
  { script: [...tsx, "scripts/generate-config-schema.mts"], writes: ["packages/device-daemon/config.schema.json"] },
  { script: ["scripts/machines-to-mermaid.mjs"], writes: ["docs/state-machines.md"] },
];

const filesOf = (path) => {
  if (!existsSync(path)) return [];
  try {
    return readdirSync(path).flatMap((name) => filesOf(join(path, name)));
  } catch {
    return [path];
  }
};

const isCheck = process.argv.includes("--check");
const stale = [];
for (const { script, writes } of generators) {
  const paths = writes.map((path) => join(root, path));
  const before = new Map(paths.flatMap(filesOf).map((file) => [file, readFileSync(file, "utf8")]));
  const done = spawnSync(process.execPath, script, { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (done.status !== 0) process.exit(1);
  if (!isCheck) continue;
  for (const file of new Set([...before.keys(), ...paths.flatMap(filesOf)])) {
    if (existsSync(file) && readFileSync(file, "utf8") === before.get(file)) continue;
    stale.push(file.slice(root.length + 1));
    if (before.has(file)) writeFileSync(file, before.get(file));
  }
}
if (stale.length > 0) {
  console.error(`not what their sources make; run "npm run generate" and commit:\n  ${stale.join("\n  ")}`);
  process.exit(1);
}
