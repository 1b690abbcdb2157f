import { describe, expect, it } from "vitest";
import { type Finding, hasPassed, runFigure } from "./figure.mjs";

const outcomeOf = (sound: () => Promise<Finding>, weakened: () => Promise<Finding>, control: string | null = "off") =>
  runFigure(
    { figure: "X1", claim: "holds", control, run: ({ fault }) => (fault ? weakened() : sound()) },
    { scale: 1, seed: 7 },
  );

const good = async () => ({ measured: "0 lost", ok: true });
const bad = async () => ({ measured: "3 lost", ok: false });
const broken = async () => {
  throw new Error("no broker");
};

describe("a figure", () => {
  it("passes when it holds and its control breaks it", async () => {
    const outcome = await outcomeOf(good, bad);
    expect(outcome).toMatchObject({
      measured: "0 lost",
      ok: true,
      controlFailed: true,
      controlMeasured: "3 lost",
      seed: 7,
    });
    expect(hasPassed(outcome)).toBe(true);
  });

  it("passes without a control where it has none", async () => {
    expect(hasPassed(await outcomeOf(good, bad, null))).toBe(true);
  });

  it("fails when its control changes nothing: it would not notice the fault", async () => {
    expect(hasPassed(await outcomeOf(good, good))).toBe(false);
  });

  it("fails when it does not hold, or could not be measured", async () => {
    expect(hasPassed(await outcomeOf(bad, bad))).toBe(false);
    expect(await outcomeOf(broken, bad)).toMatchObject({ ok: false, measured: "could not be measured: no broker" });
  });

  it("does not take a control that could not run for one that failed", async () => {
    expect(await outcomeOf(good, broken)).toMatchObject({ ok: true, controlFailed: false });
  });
});
