import { expect, it } from "vitest";
import { hasPassed, runFigure } from "./figure.mjs";
import { figure } from "./s2.mjs";

it("refuses forged tokens and stolen refresh tokens, and would notice an algorithm that is not pinned", async () => {
  const outcome = await runFigure(figure, { scale: 0.1, seed: 1 });
  expect(outcome).toMatchObject({ ok: true, controlFailed: true });
  expect(hasPassed(outcome)).toBe(true);
});
