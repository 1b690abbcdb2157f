import { describe, expect, it } from "vitest";
import { hasPassed, runFigure } from "./figure.mjs";
import { figure } from "./s5.mjs";

describe("S5", () => {
  it("breaks no answer by generated requests, and does with a validator removed", async () => {
    expect(await runFigure(figure, { scale: 0.05, seed: 2 })).toSatisfy(hasPassed);
  }, 120_000);
});
