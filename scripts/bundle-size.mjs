// What an app pays for: every entry of the core (without zod, its one dependency) and the SDK's fuel entry with all it needs,
// bundled and minified by esbuild, then gzipped. Reads the built packages: `npm run setup` first.
//   (nothing)  a table     --json  one JSON line an entry
//   --check    exits 1 where a limit is passed or the table in packages/core/README.md is off
//   --write    puts the table into that README
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const path = (relative) => fileURLToPath(new URL(`../${relative}`, import.meta.url));
const readme = path("packages/core/README.md");

/** kB of 1000 bytes. */
const limits = { "@waystation/core": 40, "@waystation/core/orders": 6 };

/** gzip differs a little between releases of Node: the README may be off by this much. */
const toleranceKb = 0.3;

const { exports: subpaths } = JSON.parse(readFileSync(path("packages/core/package.json"), "utf8"));
const entries = Object.entries(subpaths)
  .filter(([, target]) => typeof target === "object")
  .map(([subpath, target]) => ({
    name: `@waystation/core${subpath.slice(1)}`,
    file: path(`packages/core/${target.import.default}`),
    external: ["zod"],
  }));
entries.push({
  name: "@waystation/client-sdk/fuel",
  file: path("packages/client-sdk/dist/fuel.js"),
  external: [],
});

const measure = async ({ name, file, external }) => {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    external,
    write: false,
    logLevel: "error",
  });
  const [{ contents }] = outputFiles;
  const kb = (bytes) => Number((bytes / 1000).toFixed(1));
  return { name, minKb: kb(contents.length), gzipKb: kb(gzipSync(contents, { level: 9 }).length) };
};

const missing = entries.filter(({ file }) => !existsSync(file));
if (missing.length > 0) {
  process.stderr.write(`not built: ${missing.map(({ file }) => file).join(", ")}; run npm run setup\n`);
  process.exit(2);
}
const sizes = [];
for (const entry of entries) sizes.push(await measure(entry));

const table = ["| import | min | min+gzip |", "|---|--:|--:|"]
  .concat(sizes.map(({ name, minKb, gzipKb }) => `| \`${name}\` | ${minKb} kB | ${gzipKb} kB |`))
  .join("\n");
const marked = /(<!-- sizes -->\n)[\s\S]*?(\n<!-- \/sizes -->)/;
const [option] = process.argv.slice(2);

if (option === "--json") for (const size of sizes) process.stdout.write(`${JSON.stringify(size)}\n`);
else if (option === "--write") {
  writeFileSync(readme, readFileSync(readme, "utf8").replace(marked, `$1${table}$2`));
} else if (option === "--check") {
  const printed = readFileSync(readme, "utf8").match(marked)?.[0] ?? "";
  const faults = sizes.flatMap(({ name, gzipKb }) => {
    const told = Number(new RegExp(`\`${name}\` \\|[^|]*\\| ([\\d.]+) kB`).exec(printed)?.[1]);
    return [
      ...(gzipKb > limits[name] ? [`${name} is ${gzipKb} kB, more than ${limits[name]}`] : []),
      ...(Math.abs(told - gzipKb) <= toleranceKb ? [] : [`the README says ${told} kB for ${name}, it is ${gzipKb}`]),
    ];
  });
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  if (faults.length > 0) process.stderr.write("after a change that is meant: node scripts/bundle-size.mjs --write\n");
  process.exitCode = faults.length > 0 ? 1 : 0;
} else process.stdout.write(`${table}\n`);
