import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { createSystemTimers } from "../runtime/index.js";
import { RecordingGuard, type RecordingGuardOptions } from "./index.js";

const guardOf = async (change: Partial<RecordingGuardOptions>) => {
  const guard = new RecordingGuard({
    directory: tmpdir(),
    minFreeBytes: 1,
    synchronisedFile: undefined,
    clock: { now: () => Date.UTC(2026, 10, 20) },
    timers: createSystemTimers(),
    storeFailure: () => undefined,
    ...change,
  });
  await guard.start();
  guard.stop();
  return guard;
};

describe("whether a sale could be recorded", () => {
  it("is yes on a healthy machine", async () => {
    expect((await guardOf({})).canRecord()).toEqual({ ok: true });
  });

  it.each<[string, Partial<RecordingGuardOptions>, string]>([
    ["the disk is nearly full", { minFreeBytes: Number.MAX_SAFE_INTEGER }, "MB are free on the disk of"],
    ["the directory is gone", { directory: "/nowhere/at/all" }, "/nowhere/at/all cannot be read"],
    ["the store does not take writes", { storeFailure: () => "disk I/O error" }, "disk I/O error"],
    ["the clock was never set", { clock: { now: () => 0 } }, "the clock of this machine is not set"],
  ])("is no, with the reason, when %s", async (_, change, reason) => {
    expect((await guardOf(change)).canRecord()).toEqual({ ok: false, reason: expect.stringContaining(reason) });
  });

  it("counts the clock as synchronised while the file of the time service exists", async () => {
    expect((await guardOf({})).clockSynchronised()).toBe(true);
    expect((await guardOf({ synchronisedFile: tmpdir() })).clockSynchronised()).toBe(true);
    expect((await guardOf({ synchronisedFile: "/nowhere/at/all" })).clockSynchronised()).toBe(false);
    expect((await guardOf({ clock: { now: () => 0 } })).clockSynchronised()).toBe(false);
  });
});
