import { describe, expect, it } from "vitest";
import { epochMsOf } from "./messages.js";

describe("a charger's timestamp", () => {
  it.each([
    ["2026-11-20T02:00:00Z", "2026-11-20T02:00:00.000Z"],
    ["2026-11-20T10:00:00.1234567+08:00", "2026-11-20T02:00:00.123Z"],
    ["2026-11-20t02:00:00z", "2026-11-20T02:00:00.000Z"],
    ["2026-12-31T23:59:60Z", "2026-12-31T23:59:59.000Z"],
    ["0001-01-01T00:00:00Z", "1970-01-01T00:00:00.000Z"],
  ])("%s is %s", (timestamp, instant) => {
    expect(new Date(epochMsOf(timestamp)).toISOString()).toBe(instant);
  });
});
