import { describe, expect, it } from "vitest";
import { hasPassed, runFigure } from "./figure.mjs";
import { figure } from "./s1.mjs";

describe("S1", () => {
  it("lets nobody at what is not his, and would notice a filter that is missing", async () => {
    expect(await runFigure(figure, { scale: 0.1, seed: 1 })).toSatisfy(hasPassed);
  }, 120_000);
});
