import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { runScenario } from "./run-scenario.mjs";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const readJson = (path: string) => JSON.parse(readFileSync(path, "utf8"));
const names = readdirSync(at("scenarios")).filter((name) => name.endsWith(".json"));
const oneCar = readJson(at("scenarios/one-slow-car.json"));

describe("a scenario file", () => {
  for (const name of names) {
    it(`${name} plays as recorded`, () => {
      expect(runScenario(readJson(at(`scenarios/${name}`)))).toEqual(readJson(at(`scenarios/expected/${name}`)));
    });
  }

  it("bills 40 kWh at 10 kW from 06:00 on as 25.00 for energy and 32.00 for service", () => {
    expect(runScenario(oneCar)).toMatchObject({
      bills: [{ car: "V1", kwh: "40.00", energyFee: "25.00", serviceFee: "32.00", total: "57.00" }],
      totalCompletionHours: "4.0000",
      endedAt: "2026-06-16T10:00:00+08:00",
    });
  });

  it("applies faults and recoveries of an instant before its requests", () => {
    const events = [
      { at: "06:00", type: "apply", car: "V2", mode: "slow", kwh: "1" },
      { at: "06:00", type: "fault", pile: "T1" },
    ];
    expect(runScenario({ ...oneCar, events })).toMatchObject({ bills: [], unserved: ["V2"], endedAt: null });
  });

  it("has nothing to show for a day without events", () => {
    const empty = { bills: [], rejected: [], unserved: [], endedAt: null, totalCompletionHours: "0.0000" };
    expect(runScenario({ ...oneCar, events: [], observe: [] })).toEqual({ snapshots: [], ...empty });
  });

  const bad: [string, object, RegExp][] = [
    ["a zone that does not exist", { timeZone: "Asia/Nowhere" }, /^timeZone: /],
    ["a day that does not exist", { date: "2026-02-30" }, /^date: /],
    ["no piles", { piles: [] }, /^piles: /],
    ["a pile without power", { piles: [{ id: "T1", mode: "slow", powerKw: "0" }] }, /^piles\[0\]\.powerKw: /],
    ["a pile twice", { piles: [oneCar.piles[0], oneCar.piles[0]] }, /^piles\[1\]\.id: /],
    [
      "an unknown mode",
      { events: [{ at: "06:00", type: "apply", car: "V1", mode: "medium", kwh: "1" }] },
      /^events\[0\]\.mode: /,
    ],
    [
      "an amount that is no number",
      { events: [{ at: "06:00", type: "apply", car: "V1", mode: "fast", kwh: "x" }] },
      /^events\[0\]\.kwh: /,
    ],
    ["a time that is no time", { events: [{ at: "06:60", type: "cancel", car: "V1" }] }, /^events\[0\]\.at: /],
    ["an unknown event", { events: [{ at: "06:00", type: "explode" }] }, /^events\[0\]\.type: /],
    ["a queue of no length", { pileQueueLength: 0 }, /^pileQueueLength: /],
    ["no waiting capacity", { waitingCapacity: undefined }, /^waitingCapacity: /],
    ["an unknown policy", { policy: { dispatch: "fair" } }, /^policy\.dispatch: /],
    ["an unknown setting", { policy: { speed: "fast" } }, /^policy\.speed: /],
    [
      "a price that is no price",
      { tariff: { periods: [{ from: "00:00", to: "24:00", price: "x" }], serviceFee: "0.8" } },
      /^tariff\.periods\[0\]\.price: /,
    ],
    [
      "a gap in the day",
      { tariff: { periods: [{ from: "23:00", to: "15:00", price: "1" }], serviceFee: "0.8" } },
      /^tariff\.periods: no price from 15:00 to 23:00$/,
    ],
    [
      "overlapping periods",
      {
        tariff: {
          periods: [
            { from: "00:00", to: "24:00", price: "1" },
            { from: "08:00", to: "09:00", price: "2" },
          ],
          serviceFee: "0.8",
        },
      },
      /^tariff\.periods: periods 0 and 1 overlap at 08:00$/,
    ],
  ];
  for (const [what, change, message] of bad) {
    it(`is refused for ${what}`, () => {
      expect(() => runScenario({ ...oneCar, ...change })).toThrow(message);
    });
  }
});

describe("npm run -s scenario", () => {
  const folder = mkdtempSync(join(tmpdir(), "scenario-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const command = (...args: string[]) =>
    spawnSync(process.execPath, [at("scenario.mjs"), ...args], { encoding: "utf8" });

  it("prints the outcome as JSON", () => {
    const { stdout, status } = command(at("scenarios/one-slow-car.json"));
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(readJson(at("scenarios/expected/one-slow-car.json")));
  });

  it("refuses what is no scenario in one line and exit code 2", () => {
    writeFileSync(join(folder, "text.json"), "not JSON");
    writeFileSync(join(folder, "bad.json"), JSON.stringify({ ...oneCar, date: "tomorrow" }));
    for (const args of [
      [],
      [join(folder, "missing.json")],
      [join(folder, "text.json")],
      [join(folder, "bad.json")],
      ["--fast"],
    ]) {
      const { stderr, stdout, status } = command(...args);
      expect({ status, stdout, lines: stderr.trimEnd().split("\n").length }).toEqual({
        status: 2,
        stdout: "",
        lines: 1,
      });
      expect(stderr).toMatch(/^scenario: /);
    }
  });
});
