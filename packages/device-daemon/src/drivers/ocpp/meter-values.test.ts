import { describe, expect, it } from "vitest";
import type { SampledValue } from "./messages.js";
import { activePowerW, registerReadings } from "./meter-values.js";

const at = "2026-11-20T10:00:00+08:00";
const register = (...sampledValue: SampledValue[]) =>
  registerReadings([{ timestamp: at, sampledValue }]).map(({ energyWh }) => energyWh);
const measurand = "Energy.Active.Import.Register";

describe("register readings", () => {
  it.each<[string, SampledValue[], number[]]>([
    ["a bare value is the register in Wh", [{ value: "1234" }], [1_234]],
    ["kWh with decimals are exact", [{ value: "1.005", unit: "kWh", measurand }], [1_005]],
    ["fractions of a Wh are rounded", [{ value: "1234.5" }], [1_235]],
    ["a register below zero counts as zero", [{ value: "-3" }], [0]],
    ["other measurands are left out", [{ value: "12", measurand: "Power.Active.Import", unit: "W" }], []],
    ["signed data are left out", [{ value: "4F4D", format: "SignedData" }], []],
    ["what is no number is left out", [{ value: "n/a" }], []],
    ["the inlet's register is left out", [{ value: "7", location: "Inlet" }, { value: "9" }], [9]],
    ["the total goes before its phases", [{ value: "1", phase: "L1" }, { value: "6" }], [6]],
    ["phases alone are added", [1, 2, 3].map((value) => ({ value: `${value}`, phase: `L${value}` })), [6]],
  ])("%s", (_sentence, values, expected) => {
    expect(register(...values)).toEqual(expected);
  });

  it("stand in the order of their times, whatever order they came in", () => {
    const reading = (timestamp: string, value: string) => ({ timestamp, sampledValue: [{ value }] });
    expect(registerReadings([reading("2026-11-20T02:15:00Z", "20"), reading(at, "10")])).toEqual([
      { at: Date.parse("2026-11-20T02:00:00Z"), energyWh: 10 },
      { at: Date.parse("2026-11-20T02:15:00Z"), energyWh: 20 },
    ]);
  });
});

describe("active power", () => {
  it("is the last one given, in watts", () => {
    const power = (value: string, unit: string) => ({
      timestamp: at,
      sampledValue: [{ value, unit, measurand: "Power.Active.Import" }],
    });
    expect(activePowerW([power("7", "kW"), power("59.9", "kW")])).toBe(59_900);
    expect(activePowerW([{ timestamp: at, sampledValue: [{ value: "1" }] }])).toBeNull();
  });
});
