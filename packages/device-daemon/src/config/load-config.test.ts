import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unwrap } from "@waystation/core/kernel";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { describeConfigError, loadConfig, loadDataDirectory, parseConfig } from "./index.js";

const kinds = [
  {
    name: "fake",
    schema: z.strictObject({ driver: z.literal("fake"), pumpId: z.string(), baud: z.int().default(9_600) }),
    create: () => {
      throw new Error("not in these tests");
    },
  },
];
const directory = mkdtempSync(join(tmpdir(), "waystation-config-"));
const file = join(directory, "daemon.yaml");
const options = { kinds, environment: { MQTT_PASSWORD: "s3cret-from-env" } };

const yaml = (change: (text: string) => string = (text) => text) =>
  change(`
gatewayId: gateway-1
dataDirectory: data
uplink:
  url: mqtt://127.0.0.1:1883
  password: "\${MQTT_PASSWORD}"
lines:
  - driver: fake
    pumpId: pump-1
`);

const complaint = (text: string): string => {
  const result = parseConfig(text, file, options);
  return result.ok ? "" : describeConfigError(result.error);
};

describe("the configuration", () => {
  it("fills in defaults, secrets of the environment and absolute paths", () => {
    expect(unwrap(parseConfig(yaml(), file, options))).toMatchObject({
      gatewayId: "gateway-1",
      dataDirectory: join(directory, "data"),
      uplink: { password: "s3cret-from-env", protocolVersion: 4, ackTimeoutMs: 10_000 },
      disk: { minFreeMb: 64 },
      lines: [{ driver: "fake", pumpId: "pump-1", baud: 9_600 }],
    });
  });

  it("reads a secret from a file beside it", () => {
    writeFileSync(join(directory, "password.txt"), "s3cret-from-file\n");
    const text = yaml((each) => each.replace("$" + "{MQTT_PASSWORD}", "$" + "{file:password.txt}"));
    expect(unwrap(parseConfig(text, file, options)).uplink.password).toBe("s3cret-from-file");
  });

  it.each([
    ["an unknown key", "gatewayId: g", "gatewayId: g\ncolour: red", "colour: unknown key"],
    ["an unknown key of a line", "pumpId: pump-1", "pumpId: pump-1\n    parity: odd", "lines[0].parity: unknown key"],
    ["a missing key", "gatewayId: g", "# g", "gatewayId: missing: expected string"],
    ["an unknown driver", "driver: fake", "driver: abacus", "lines[0].driver: must be one of fake"],
    ["a wrong type", "pumpId: pump-1", "pumpId: 7", "lines[0].pumpId: Invalid input: expected string, received number"],
    ["a web address", "mqtt://127", "http://127", "uplink.url: must be mqtt://host:port"],
    ["a password in the address", "mqtt://127", "mqtt://me:s3cret@127", "uplink.url: must be mqtt://host:port"],
    ["a variable that is not set", "MQTT_PASSWORD", "OTHER", "uplink.password: environment variable OTHER is not set"],
    ["a secret file that is not there", "MQTT_PASSWORD", "file:nowhere", "uplink.password: cannot read the file"],
    ["broken YAML", "uplink:", "uplink: [", "line "],
  ])("names file, key and reason of %s, and no secret", (_, from, to, expected) => {
    const said = complaint(yaml((text) => text.replace(from, to)));
    expect(said).toContain(`${file}: ${expected}`);
    expect(said).not.toContain("s3cret");
  });

  it("names the file that is not there", () => {
    const result = loadConfig(join(directory, "absent.yaml"), options);
    expect(result.ok ? "" : describeConfigError(result.error)).toBe(`${join(directory, "absent.yaml")}: no such file`);
  });

  it("gives its data directory to one who lacks its secrets, and says when there is none", () => {
    const named = (text: string, environment = {}) => {
      writeFileSync(file, text);
      return loadDataDirectory(file, environment);
    };
    const password = "uplink: { password: '$" + "{file:not-yours}' }";
    expect(unwrap(named(`dataDirectory: data\n${password}`))).toBe(join(directory, "data"));
    expect(unwrap(named(`dataDirectory: "\${HOME_OF_IT}/x"\n${password}`, { HOME_OF_IT: "/srv" }))).toBe("/srv/x");
    for (const [text, reason] of [
      [password, "dataDirectory: missing: expected string"],
      ["", "dataDirectory: missing: expected string"],
      [`dataDirectory: "\${HOME_OF_IT}"`, "dataDirectory: environment variable HOME_OF_IT is not set"],
      ["[", "line 1, column 2"],
    ] as const) {
      const result = named(text);
      expect(result.ok ? "" : describeConfigError(result.error)).toContain(reason);
    }
  });
});
