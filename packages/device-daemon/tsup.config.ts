import { defineConfig } from "tsup";

export default defineConfig({
  entry: { index: "src/index.ts", cli: "src/cli.ts", simulators: "src/simulators/index.ts" },
  format: ["esm", "cjs"],
  dts: { entry: { index: "src/index.ts", simulators: "src/simulators/index.ts" } },
  clean: true,
  target: "node20",
  shims: true,
});
