import { readdirSync } from "node:fs";
import { defineConfig } from "tsup";

const modules = readdirSync("src", { withFileTypes: true }).filter((entry) => entry.isDirectory());

export default defineConfig({
  entry: { index: "src/index.ts", ...Object.fromEntries(modules.map(({ name }) => [name, `src/${name}/index.ts`])) },
  format: ["esm", "cjs"],
  dts: true,
  splitting: true,
  clean: true,
  target: "es2022",
  platform: "neutral",
  treeshake: true,
});
