import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openKeyRing, rotateKeys } from "./index.js";

const DAY_MS = 24 * 3_600_000;

let directory: string;
let file: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "waystation-keys-"));
  file = join(directory, "token-keys.json");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const open = (onSpoilt: (error: unknown) => void = () => {}) => openKeyRing(directory, 0, onSpoilt);
const secret = (bytes: Buffer) => bytes.toString("base64url");
const sound = secret(Buffer.from(Array.from({ length: 32 }, (_, index) => index * 7)));

const write = (keys: unknown, mode = 0o600) => {
  writeFileSync(file, JSON.stringify({ keys }), { mode });
  chmodSync(file, mode);
};

describe("the keys of a data directory", () => {
  it("are made on the first start, readable by their owner only, and the same ever after", () => {
    const first = open().newest();
    expect(first.secret).toHaveLength(32);
    expect(open().newest()).toEqual(first);
    expect(() => readFileSync(file)).not.toThrow();
  });

  it.each<[string, unknown]>([
    ["a short secret", [{ id: "abcd", secret: secret(Buffer.from("changeme")), created_at: 0 }]],
    ["a secret of one letter", [{ id: "abcd", secret: secret(Buffer.alloc(32, "a")), created_at: 0 }]],
    [
      "a secret that a person thought up",
      [{ id: "abcd", secret: secret(Buffer.from("passwordpasswordpasswordpassword")), created_at: 0 }],
    ],
    ["no keys", []],
    ["one id twice", [1, 2].map(() => ({ id: "abcd", secret: sound, created_at: 0 }))],
    ["an id that is a path", [{ id: "../key", secret: sound, created_at: 0 }]],
  ])("are refused with %s, by the name of the file and without the secret", (_, keys) => {
    write(keys);
    expect(() => open()).toThrow(file);
    expect(() => open()).not.toThrow(sound);
  });

  it.skipIf(process.platform === "win32")("are refused where others may read them", () => {
    write([{ id: "abcd", secret: sound, created_at: 0 }], 0o644);
    expect(() => open()).toThrow("may be read by others");
  });

  it("are seen by a running process when they were rotated", () => {
    const ring = open();
    const before = ring.newest();
    rotateKeys(directory, DAY_MS, false);
    expect(ring.newest().id).not.toBe(before.id);
    expect(ring.all()).toHaveLength(2);
  });

  it("are not made by a rotation, which would be one of the wrong directory", () => {
    expect(() => rotateKeys(directory, 0, false)).toThrow("is not there");
  });

  it("stay as they were read, and are complained of, when the file is spoilt later", () => {
    const complaints: unknown[] = [];
    const ring = open((error) => complaints.push(error));
    const before = ring.newest();
    writeFileSync(file, "{");
    expect(ring.newest()).toEqual(before);
    ring.newest();
    expect(complaints).toHaveLength(1);
  });

  it("are dropped once the tokens of a key must all have expired", () => {
    open();
    const [first, second] = rotateKeys(directory, 0, false);
    expect(rotateKeys(directory, 7 * DAY_MS, false)).toEqual([first, second, expect.any(String)]);
    expect(rotateKeys(directory, 9 * DAY_MS, false)).not.toContain(first);
  });
});
