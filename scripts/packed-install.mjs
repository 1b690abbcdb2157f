// Packs every package as it would be published, installs the tarballs into an empty project and uses them: each entry by import and
// by require, with types as Node resolves them, and the commands. What a user gets, not what the workspace has.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "waystation-packed-"));

const run = (what, command, args, options = {}) => {
  const done = spawnSync(command, args, { cwd: folder, encoding: "utf8", ...options });
  if (done.status === 0) return done.stdout;
  console.error(`${what} failed:\n${done.stdout}${done.stderr}`);
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
};

const names = ["core", "client-sdk", "api", "device-daemon"];
const manifests = names.map((name) => JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")));
for (const name of names) {
  run(`packing ${name}`, "npx", ["--yes", packageManager, "pack", "--pack-destination", folder], {
    cwd: join(root, "packages", name),
  });
}
const tarballs = Object.fromEntries(
  readdirSync(folder).map((file) => [`@waystation/${file.replace(/^waystation-(.*)-\d.*$/, "$1")}`, `file:./${file}`]),
);
console.log(`packed ${Object.keys(tarballs).join(", ")}`);

for (const name of Object.keys(tarballs)) {
  const file = join(folder, tarballs[name].slice("file:./".length));
  run(`publint of ${name}`, process.execPath, [join(root, "node_modules/publint/src/cli.js"), "run", file, "--strict"]);
  run(`types of ${name}`, process.execPath, [
    join(root, "node_modules/@arethetypeswrong/cli/dist/index.js"),
    file,
    "--profile",
    "node16",
    "--exclude-entrypoints",
    "package.json",
  ]);
}

writeFileSync(
  join(folder, "package.json"),
  JSON.stringify({ name: "somebody", private: true, type: "module", dependencies: tarballs }),
);
writeFileSync(
  join(folder, "pnpm-workspace.yaml"),
  `overrides: ${JSON.stringify(tarballs)}\nallowBuilds: { esbuild: true, sqlite3: true, "@serialport/bindings-cpp": false }\n`,
);
run("installing the tarballs", "npx", ["--yes", packageManager, "install", "--prefer-offline", "--no-frozen-lockfile"]);

const entries = manifests.flatMap(({ name, exports }) =>
  Object.keys(exports)
    .filter((path) => !path.endsWith(".json"))
    .map((path) => join(name, path)),
);
const asImports = entries.map((entry, at) => `import * as m${at} from "${entry}";`).join("\n");
const used = entries.map((_, at) => `m${at}`).join(", ");
writeFileSync(
  join(folder, "by-import.mjs"),
  `${asImports}\nconsole.log([${used}].filter((m) => Object.keys(m).length > 0).length);\n`,
);
writeFileSync(
  join(folder, "by-require.cjs"),
  `console.log(${JSON.stringify(entries)}.map((entry) => require(entry)).filter((m) => Object.keys(m).length > 0).length);\n`,
);
writeFileSync(join(folder, "types.mts"), `${asImports}\nexport const all = [${used}];\n`);
for (const file of ["by-import.mjs", "by-require.cjs"]) {
  const count = Number(run(file, process.execPath, [file]).trim().split("\n").at(-1));
  if (count !== entries.length) {
    console.error(`${file}: ${entries.length - count} of ${entries.length} entries export nothing`);
    process.exit(1);
  }
}
run("types as Node resolves them", process.execPath, [
  join(root, "node_modules/typescript/bin/tsc"),
  ...["--noEmit", "--strict", "--module", "node16", "--target", "es2022", "--skipLibCheck", "types.mts"],
]);
for (const command of ["waystation-api", "waystation-daemon"]) {
  run(`${command} --help`, join(folder, "node_modules/.bin", command), ["--help"]);
}
const decoded = run("decode", join(folder, "node_modules/.bin/waystation-daemon"), [
  "decode",
  "wayne-dart",
  "50 20 FA",
]);
if (JSON.parse(decoded).reencoded !== "50 20 FA") {
  console.error(`the installed daemon decodes a poll as ${decoded}`);
  process.exit(1);
}
rmSync(folder, { recursive: true, force: true });
console.log(`${entries.length} entries work by import and by require, with types; 2 commands run`);
