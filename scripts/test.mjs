// `npm test`: every check there is, one after another; each says what it is for. `--only NAME` runs one.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const bin = (path) => join(root, "node_modules", path);

const checks = [
  { name: "lint", what: "format and lint", run: [bin("@biomejs/biome/bin/biome"), "ci", "."] },
  { name: "types", what: "types of everything", run: [bin("typescript/bin/tsc"), "--noEmit", "-p", "tsconfig.json"] },
  {
    name: "imports",
    what: "the import law",
    run: [
      bin("dependency-cruiser/bin/dependency-cruise.mjs"),
      "--config",
      ".dependency-cruiser.cjs",
      "packages",
      "examples",
    ],
  },
  { name: "unused", what: "no file, export or dependency that nobody uses", run: [bin("knip/bin/knip.js")] },
  { name: "generated", what: "generated files are what their sources make", run: ["scripts/generate.mjs", "--check"] },
  { name: "sizes", what: "bundle sizes within their limits", run: ["scripts/bundle-size.mjs", "--check"] },
  { name: "tests", what: "unit, property, contract and scenario tests", run: [bin("vitest/vitest.mjs"), "run"] },
  { name: "packages", what: "every package installs and works from its tarball", run: ["scripts/packed-install.mjs"] },
];

const index = process.argv.indexOf("--only");
const only = index < 0 ? undefined : process.argv[index + 1];
const chosen = only === undefined ? checks : checks.filter(({ name }) => name === only);
if (chosen.length === 0) {
  console.error(`no check is called ${only}; there are ${checks.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const failed = [];
for (const { name, what, run } of chosen) {
  console.log(`\n── ${name}: ${what}`);
  const started = performance.now();
  const done = spawnSync(process.execPath, run, { cwd: root, stdio: "inherit" });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (done.status !== 0) failed.push(name);
  console.log(`── ${name}: ${done.status === 0 ? "passed" : "FAILED"} in ${seconds} s`);
}
console.log(failed.length === 0 ? "\nall checks passed" : `\nfailed: ${failed.join(", ")}`);
console.log(`${chosen.length - failed.length} passed, ${failed.length} failed`);
process.exit(failed.length === 0 ? 0 : 1);
