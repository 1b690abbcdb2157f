import { describe, expect, it } from "vitest";
import { uuidFrom, webPlatform } from "./platform.js";

const version4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe("the platform of browsers and Node", () => {
  it("makes version 4 UUIDs, also where randomUUID is missing as on pages over plain HTTP", () => {
    const bare = {
      getRandomValues: <T extends ArrayBufferView>(bytes: T): T => crypto.getRandomValues(bytes as never),
    };
    const made = Array.from({ length: 100 }, () => [webPlatform.uuid(), uuidFrom(bare)]).flat();
    expect(made.filter((uuid) => !version4.test(uuid))).toEqual([]);
    expect(new Set(made).size).toBe(200);
  });

  it("wakes at once when the signal aborts", async () => {
    const controller = new AbortController();
    const sleeping = webPlatform.sleep(3_600_000, controller.signal);
    controller.abort(new Error("enough"));
    await expect(sleeping).rejects.toThrow("enough");
    await expect(webPlatform.sleep(3_600_000, controller.signal)).rejects.toThrow("enough");
  });

  it("sleeps and rings", async () => {
    await webPlatform.sleep(0, new AbortController().signal);
    await new Promise<void>((resolve) => webPlatform.alarm(0, resolve));
    expect(webPlatform.random()).toBeLessThan(1);
  });
});
