import { describe, expect, it } from "vitest";
import { hasPassed, runFigure } from "./figure.mjs";
import { figure } from "./s4.mjs";

describe("S4", () => {
  it("finds no personal data, live formula or hostile file, and does with the mask off", async () => {
    expect(await runFigure(figure, { scale: 0.1, seed: 1 })).toSatisfy(hasPassed);
  }, 120_000);
});
