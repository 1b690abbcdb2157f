import { describe, expect, it } from "vitest";
import { createDisplayUnits } from "./display-units.js";
import { wayneDartLine } from "./line-config.js";

const line = {
  driver: "wayne-dart",
  port: "/dev/ttyUSB0",
  decimals: { volume: 2, amount: 2, price: 2 },
  pumps: [{ id: "pump-1", address: 0x50 }],
};
const problemsOf = (given: object) =>
  wayneDartLine
    .safeParse({ ...line, ...given })
    .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);

describe("a Wayne DART line in the configuration", () => {
  it("has the specification's serial settings unless others are given", () => {
    expect(wayneDartLine.parse(line)).toMatchObject({
      baudRate: 9600,
      parity: "odd",
      dataBits: 8,
      stopBits: 1,
      pumps: [{ nozzles: [1] }],
    });
  });

  it("says what is wrong and where", () => {
    expect(problemsOf({ port: "udp://x" })).toEqual([
      "port: must be a serial device such as /dev/ttyUSB0 or COM3, or tcp://host:port",
    ]);
    expect(problemsOf({ decimals: undefined })?.[0]).toMatch(/^decimals: /);
    expect(problemsOf({ pumps: [{ id: "pump-1", address: 0x70 }] })).toEqual([
      "pumps.0.address: an address is 0x50–0x6F",
    ]);
    expect(problemsOf({ pumps: [...line.pumps, { id: "pump-2", address: 0x50 }] })).toEqual([
      "pumps.1.address: two sides have this address",
    ]);
    expect(problemsOf({ pumps: [...line.pumps, { id: "pump-1", address: 0x51 }] })).toEqual([
      "pumps.1.id: two sides have this id",
    ]);
    expect(problemsOf({ colour: "red" })?.[0]).toMatch(/colour/);
  });
});

describe("display units", () => {
  const units = createDisplayUnits({ volume: 2, amount: 2, price: 2 });

  it("are exact or refused", () => {
    expect(units.volumeMl(5_000)).toBe(50_000);
    expect(units.fromMl(50_000)).toBe(5_000);
    expect(units.fromMl(50_005)).toBeUndefined();
    expect(createDisplayUnits({ volume: 3, amount: 1, price: 2 }).fromFen(1_005)).toBeUndefined();
  });

  it("compare prices by value, not by text", () => {
    expect(["8.05", "8.050", "8.05000", "8", "8.0", "8.055", "10000.00", "100"].map(units.fromPriceText)).toEqual([
      805,
      805,
      805,
      800,
      800,
      undefined,
      undefined,
      10_000,
    ]);
    expect(units.priceText(805)).toBe("8.05");
  });
});
