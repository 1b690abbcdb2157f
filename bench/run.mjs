// `npm run bench`: what can be measured of a station in a box. `-- --json` prints one line a case, `--only NAME` runs one.
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));
const index = process.argv.indexOf("--only");
const only = index < 0 ? undefined : process.argv[index + 1];
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".mjs") && file !== "run.mjs")
  .map((file) => file.slice(0, -".mjs".length));
const chosen = only === undefined ? names : names.filter((name) => name === only);
if (chosen.length === 0) {
  console.error(`no bench is called ${only}; there are ${names.join(", ")} (and npm run bench:core)`);
  process.exit(2);
}
for (const name of chosen) {
  const flags = process.argv.includes("--json") ? ["--json"] : [];
  const done = spawnSync(process.execPath, [`${folder}${name}.mjs`, ...flags], { stdio: "inherit" });
  if (done.status !== 0) process.exit(done.status ?? 1);
}
