import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

describe("the README", () => {
  it("shows ten lines of core that run and print what they say", () => {
    const code = /```js core\n(.*?)```/s.exec(readme)?.[1] ?? "";
    const cwd = fileURLToPath(new URL(".", import.meta.url));
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", code], { cwd, encoding: "utf8" });
    expect(printed.trim()).toBe(/\/\/ (.*)\n$/.exec(code)?.[1]);
  });
});
