import { describe, expect, it } from "vitest";
import { stopUnderLoad } from "./s6.mjs";

describe("S6", () => {
  it("stops under load without dropping a request or losing an acknowledged order", async () => {
    const { exitMs, taken, ...rest } = await stopUnderLoad();
    expect(rest).toEqual({ code: 0, dropped: 0, wrong: 0, lost: 0 });
    expect(exitMs).toBeLessThan(10_000);
    expect(taken).toBeGreaterThan(0);
  }, 60_000);
});
