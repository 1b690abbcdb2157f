import { unwrap } from "@waystation/core/kernel";
import { describe, expect, it } from "vitest";
import { clockFromEnvironment } from "./clock.js";

const realClock = { now: () => 1_763_600_010_000 };

describe("the clock of a demonstration", () => {
  it("runs faster than real time from a shared anchor", () => {
    const clock = unwrap(clockFromEnvironment("2026-11-20T09:53:00+08:00x60@1763600000000", realClock));
    expect(new Date(clock.now()).toISOString()).toBe("2026-11-20T02:03:00.000Z");
  });

  it("gives whole milliseconds at a fractional speed", () => {
    const clock = unwrap(clockFromEnvironment("2026-11-20T00:00:00Zx1.00003@1763600000007", realClock));
    expect(Number.isInteger(clock.now())).toBe(true);
  });

  it("is the real clock without the variable", () => {
    expect(unwrap(clockFromEnvironment(undefined, realClock)).now()).toBe(1_763_600_010_000);
  });

  it.each(["60", "2026-11-20x60", "yesterdayx60@1", "2026-11-20T09:53:00Zx0@1"])("refuses %s", (value) => {
    expect(clockFromEnvironment(value)).toMatchObject({ ok: false, error: { code: "clock.malformed" } });
  });
});
