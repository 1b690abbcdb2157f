import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/fuel.ts", "src/charging.ts", "src/quote.ts"],
  format: ["esm", "cjs"],
  dts: { resolve: [/^@waystation\/core/] },
  noExternal: [/^@waystation\/core/, "zod"],
  splitting: true,
  clean: true,
  target: "es2022",
  platform: "neutral",
  treeshake: true,
});
