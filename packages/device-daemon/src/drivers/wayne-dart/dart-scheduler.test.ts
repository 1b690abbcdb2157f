import { describe, expect, it } from "vitest";
import { createManualTime } from "../../../test/ocpp/manual-time.js";
import { createDartLink, type DartMaster } from "./dart-master.js";
import { createDartScheduler } from "./dart-scheduler.js";

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Sides whose exchanges take 10 ms; those in `dead` a time-out of 100. */
const bench = (addresses: readonly number[], dead: readonly number[] = []) => {
  const time = createManualTime(0);
  const served: string[] = [];
  const spend = (ms: number) => new Promise<void>((resolve) => time.timers.after(ms, resolve));
  const master: DartMaster = {
    receive: () => {},
    closed: () => {},
    async poll({ address }) {
      served.push(`poll ${address}`);
      await spend(dead.includes(address) ? 100 : 10);
      return dead.includes(address) ? undefined : [];
    },
    async command({ address }) {
      served.push(`command ${address}`);
      await spend(10);
      return true;
    },
  };
  const scheduler = createDartScheduler(master, time.timers, 0);
  const sides = addresses.map((address) => ({
    link: createDartLink(address),
    isOnline: !dead.includes(address),
    onReport: () => {},
    onSilence: () => {},
  }));
  scheduler.run(sides);
  scheduler.lineOpened();
  const pass = async (ms: number) => {
    for (let at = 0; at < ms; at += 10) {
      time.advance(10);
      await settled();
    }
  };
  return { scheduler, sides, served, pass };
};

describe("a line with many sides", () => {
  it("polls them in turn", async () => {
    const { served, pass } = bench([80, 81, 82]);
    await settled();
    await pass(80);
    expect(served.slice(0, 6)).toEqual(["poll 80", "poll 81", "poll 82", "poll 80", "poll 81", "poll 82"]);
  });

  it("carries out commands before the next poll, urgent ones first", async () => {
    const { scheduler, sides, served, pass } = bench([80, 81]);
    await settled();
    const [first, second] = sides;
    if (!first || !second) throw new Error("two sides");
    void scheduler.send(first.link, []);
    void scheduler.send(second.link, [], true);
    await pass(50);
    expect(served.slice(0, 3)).toEqual(["poll 80", "command 81", "command 80"]);
  });

  it("asks a dead side once a second, so that it costs the others one time-out", async () => {
    const { served, pass } = bench([80, 81], [81]);
    await settled();
    await pass(2_000);
    expect(served.filter((each) => each === "poll 81")).toHaveLength(2);
    expect(served.filter((each) => each === "poll 80").length).toBeGreaterThan(150);
  });

  it("refuses commands while the line is closed", async () => {
    const { scheduler, sides } = bench([80]);
    scheduler.lineClosed();
    expect(sides[0] && (await scheduler.send(sides[0].link, []))).toBe(false);
  });
});
