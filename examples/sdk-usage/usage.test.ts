import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
const usage = read("./usage.ts");

describe.each(["fuel", "charging"])("the usage file of this release, %s", (system) => {
  const document = JSON.parse(read(`../../packages/api/openapi/${system}.json`)) as {
    paths: Record<string, Record<string, { operationId: string; "x-binary"?: boolean }>>;
  };
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));

  it("calls every operation of the document that carries no file, so that none can change unnoticed", () => {
    const missing = operations
      .filter((operation) => !operation["x-binary"])
      .map(({ operationId }) => operationId)
      .filter((id) => !usage.includes(`${system}.${id}(`));
    expect(missing).toEqual([]);
  });
});
