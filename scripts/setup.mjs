// Installs and builds what changed since the last run, and nothing else. Prints to standard error only, so that
// `npm run -s scenario` and friends own standard output. `--build` builds too, `--quiet` is silent unless there is work.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamps = join(root, "node_modules", ".waystation");
const say = (text) => process.stderr.write(`setup: ${text}\n`);

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  say(`Node ${process.versions.node} is too old: install Node 20.19 or later`);
  process.exit(2);
}

const filesBelow = (path) =>
  readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)],
  );

const fingerprint = (paths) => {
  const hash = createHash("sha256").update(process.versions.node);
  for (const path of paths.filter((each) => existsSync(each)).sort()) {
    hash.update(path.slice(root.length)).update(readFileSync(path));
  }
  return hash.digest("hex");
};

const unchanged = (name, print) => existsSync(join(stamps, name)) && readFileSync(join(stamps, name), "utf8") === print;

const stamp = (name, print) => {
  mkdirSync(stamps, { recursive: true });
  writeFileSync(join(stamps, name), print);
};

const run = (label, command, args, options = {}) => {
  const started = performance.now();
  const done = spawnSync(command, args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, ...options });
  if (done.status !== 0) {
    process.stderr.write(`${done.stdout ?? ""}${done.stderr ?? ""}\n`);
    say(`${label} failed${done.error ? `: ${done.error.message}` : ""}`);
    process.exit(1);
  }
  say(`${label}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
};

// sqlite3 is compiled where its prebuilt binary cannot be fetched: spare node-gyp the download of Node's headers, and
// the compiler SQLite itself, wherever this machine already has them.
const buildEnvironment = () => {
  const prefix = dirname(dirname(process.execPath));
  const environment = { ...process.env, JOBS: "max", CI: process.env.CI ?? "true" };
  if (existsSync(join(prefix, "include", "node", "node_api.h"))) environment.npm_config_nodedir = prefix;
  if (existsSync("/usr/include/sqlite3.h")) environment.npm_config_sqlite = "/usr";
  return environment;
};

const packages = ["core", "client-sdk", "api", "device-daemon"].map((name) => join(root, "packages", name));
const manifests = [
  ...["package.json", "pnpm-workspace.yaml", "pnpm-lock.yaml", "examples/package.json"].map((name) => join(root, name)),
  ...packages.map((path) => join(path, "package.json")),
];

const install = () => {
  const print = fingerprint(manifests);
  if (unchanged("install", print)) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  say("installing packages (a minute on a fresh machine) …");
  const frozen = process.argv.includes("--update-lockfile") ? "--no-frozen-lockfile" : "--frozen-lockfile";
  run("install", "npx", ["--yes", packageManager, "install", frozen], { env: buildEnvironment() });
  stamp("install", fingerprint(manifests));
};

const build = () => {
  const shared = [join(root, "tsconfig.base.json"), join(root, "pnpm-lock.yaml")];
  const sourcesOf = (path) => filesBelow(join(path, "src")).filter((file) => !file.endsWith(".test.ts"));
  const core = sourcesOf(packages[0]);
  for (const path of packages) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const own = [join(path, "package.json"), join(path, "tsup.config.ts"), ...sourcesOf(path)];
    const print = fingerprint([...shared, ...core, ...own]);
    if (existsSync(join(path, "dist")) && unchanged(`build-${name}`, print)) continue;
    rmSync(join(stamps, `build-${name}`), { force: true });
    run(`build ${name}`, process.execPath, [join(root, "node_modules/tsup/dist/cli-default.js")], { cwd: path });
    stamp(`build-${name}`, print);
  }
};

process.env.JOBS ??= String(availableParallelism());
install();
if (process.argv.includes("--build")) build();
if (!process.argv.includes("--quiet")) say("ready");
