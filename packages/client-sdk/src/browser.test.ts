import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

describe.each(["fuel", "charging", "index"])("the entry %s", (entry) => {
  it("bundles for browsers and imports nothing of Node", async () => {
    const { metafile, outputFiles } = await build({
      entryPoints: [fileURLToPath(new URL(`./${entry}.ts`, import.meta.url))],
      bundle: true,
      format: "esm",
      platform: "browser",
      metafile: true,
      write: false,
      logLevel: "silent",
    });
    const external = Object.values(metafile.outputs).flatMap(({ imports }) => imports.filter((each) => each.external));
    expect(external).toEqual([]);
    expect(outputFiles[0]?.text).not.toMatch(/["']node:/);
  });

  it("has axios in one file alone", async () => {
    const { metafile } = await build({
      entryPoints: [fileURLToPath(new URL(`./${entry}.ts`, import.meta.url))],
      bundle: true,
      format: "esm",
      external: ["axios"],
      metafile: true,
      write: false,
      logLevel: "silent",
    });
    const users = Object.entries(metafile.inputs).filter(([, { imports }]) =>
      imports.some(({ path }) => path === "axios"),
    );
    expect(users.map(([path]) => path.split("/").at(-1))).toEqual(["axios-transport.ts"]);
  });
});
