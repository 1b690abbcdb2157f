import { describe, expect, it } from "vitest";
import { isLoopback, ocppConfig, parseListenAddress } from "./config.js";

const problems = (given: object): string[] => {
  const parsed = ocppConfig.safeParse({ driver: "ocpp", ...given });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
};
const password = "a-password-of-its-own";

describe("the configuration of an OCPP line", () => {
  it("needs no more than a charger's name on a loopback address", () => {
    expect(ocppConfig.parse({ driver: "ocpp", chargers: [{ id: "pile-F1" }] })).toEqual({
      driver: "ocpp",
      listen: "127.0.0.1:9220",
      heartbeatIntervalS: 300,
      meterValueSampleIntervalS: 30,
      callTimeoutMs: 30_000,
      chargers: [{ id: "pile-F1", connectors: 1 }],
      acceptUnknown: false,
    });
  });

  it.each([
    [{}, "chargers: list at least one charger, or set acceptUnknown"],
    [{ chargers: [{ id: "a" }, { id: "a" }] }, "chargers.1.id: a is listed twice"],
    [{ chargers: [{ id: "a" }], listen: "9220" }, "listen: must be host:port, for example 127.0.0.1:9220"],
    [{ chargers: [{ id: "a" }], listen: "localhost:99999" }, "listen: must be host:port, for example 127.0.0.1:9220"],
    [
      { chargers: [{ id: "a", password: "short" }] },
      "chargers.0.password: a charger's password has 16 to 40 characters",
    ],
    [
      { chargers: [{ id: "a" }], listen: "0.0.0.0:9220" },
      "chargers.0.password: a needs a password, since 0.0.0.0:9220 is not a loopback address",
    ],
    [
      { chargers: [{ id: "a", password }], listen: "10.0.0.1:9220", acceptUnknown: true },
      "acceptUnknown: allowed on a loopback address only, and 10.0.0.1:9220 is none",
    ],
  ])("%j is refused: %s", (given, problem) => {
    expect(problems(given)).toEqual([problem]);
  });

  it("reads IPv6 addresses in brackets", () => {
    const address = parseListenAddress("[::1]:9220");
    expect(address).toEqual({ host: "::1", port: 9220 });
    expect(address && isLoopback(address)).toBe(true);
    expect(isLoopback({ host: "[::]", port: 1 })).toBe(false);
  });
});
