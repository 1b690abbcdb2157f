import { readFileSync } from "node:fs";
import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Refusal } from "../../contract/refusal.js";
import { readImage } from "./index.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const fixture = (name: string): Buffer => readFileSync(new URL(`../../../test/fixtures/${name}`, import.meta.url));
const rules = { maxBytes: 1_000_000, maxPixels: 1_000 };
const png = fixture("dot.png");
const jpeg = fixture("dot.jpg");
const webp = fixture("dot.webp");
const seeThrough = fixture("see-through.webp");

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "taken";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

const chunk = (type: string, data: string): Buffer => {
  const body = Buffer.from(type + data, "latin1");
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
};

describe("an uploaded image", () => {
  it.each([
    ["dot.png", "image/png", png],
    ["dot.jpg", "image/jpeg", jpeg],
    ["dot.JPEG", "image/jpeg", jpeg],
    ["dot.webp", "image/webp", webp],
    ["dot.webp", "application/octet-stream", seeThrough],
  ])("is taken as %s of %s with its size", (name, type, file) => {
    expect(readImage(file, name, type, rules)).toMatchObject({ width: 12, height: 8 });
  });

  it.each([
    ["a name of another type", png, "dot.jpg", "image/png"],
    ["a declared type that differs", png, "dot.png", "image/svg+xml"],
    ["a script's name", png, "dot.php", "image/png"],
    ["no extension", png, "png", "image/png"],
    ["a name with a control character", png, "dot.php\0.png", "image/png"],
    ["markup", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), "a.png", "image/png"],
    ["bytes behind the end", Buffer.concat([png, Buffer.from("<?php ?>")]), "a.png", "image/png"],
    ["bytes behind a JPEG's end", Buffer.concat([jpeg, Buffer.from("PK\x03\x04")]), "a.jpg", "image/jpeg"],
    ["bytes behind a WebP's end", Buffer.concat([webp, Buffer.from("MZ")]), "a.webp", "image/webp"],
    ["a PNG cut short", png.subarray(0, -5), "a.png", "image/png"],
    ["nothing", Buffer.alloc(0), "a.png", "image/png"],
  ])("is refused with %s", (_what, file, name, type) => {
    expect(codeOf(() => readImage(file, name, type, rules))).toBe("upload.type-refused");
  });

  it("is refused when it would unfold to more pixels than allowed, whatever its length in bytes", () => {
    const header = Buffer.from(png.subarray(8, 33));
    header.writeUInt32BE(50_000, 8);
    header.writeUInt32BE(50_000, 12);
    header.writeUInt32BE(crc32(Buffer.from(header.subarray(4, 21))), 21);
    const bomb = Buffer.concat([png.subarray(0, 8), header, png.subarray(33)]);
    expect(codeOf(() => readImage(bomb, "a.png", "image/png", rules))).toBe("upload.too-many-pixels");
  });

  it("loses its metadata and keeps its picture", () => {
    const secret = "GPS 22.5,114.1 <?php system($_GET[0]) ?>";
    const noted = Buffer.concat([png.subarray(0, 33), chunk("tEXt", secret), png.subarray(33)]);
    expect(readImage(noted, "a.png", "image/png", rules).bytes.toString("latin1")).not.toContain("php");
    const length = Buffer.from([0xff, 0xe1, 0, secret.length + 2]);
    const exif = Buffer.concat([jpeg.subarray(0, 2), length, Buffer.from(secret), jpeg.subarray(2)]);
    expect(readImage(exif, "a.jpg", "image/jpeg", rules).bytes).toEqual(
      readImage(jpeg, "a.jpg", "image/jpeg", rules).bytes,
    );
  });

  it("is read without a crash, and never grows, whatever its bytes", () => {
    const damaged = fc
      .tuple(
        fc.constantFrom(png, jpeg, webp, seeThrough),
        fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { maxLength: 8 }),
        fc.nat(400),
      )
      .map(([file, changes, cut]) => {
        const copy = Buffer.from(file.subarray(0, file.length - (cut > 300 ? cut - 300 : 0)));
        for (const [at, value] of changes) if (copy.length > 0) copy[at % copy.length] = value;
        return copy;
      });
    fc.assert(
      fc.property(damaged, fc.constantFrom("a.png", "a.jpg", "a.webp"), (file, name) => {
        try {
          const { bytes, width, height } = readImage(file, name, "application/octet-stream", rules);
          expect(bytes.length).toBeLessThanOrEqual(file.length);
          expect(width * height).toBeLessThanOrEqual(rules.maxPixels);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      }),
      { numRuns: runs },
    );
  });
});
