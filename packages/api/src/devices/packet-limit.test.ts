import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPacketLimit } from "./packet-limit.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const LIMITS = { firstBytes: 20, bytes: 300 };

/** A packet of a type with a body of so many bytes. */
const packet = (length: number): number[] => {
  const header = [0x30];
  let left = length;
  do {
    header.push((left % 128) | (left >= 128 ? 0x80 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return [...header, ...Array<number>(length).fill(0xff)];
};

/** Feeds bytes in pieces of the given sizes, the rest at once; says whether all of it passed. */
const passes = (bytes: readonly number[], sizes: readonly number[] = []): boolean => {
  const within = createPacketLimit(LIMITS);
  let from = 0;
  for (const size of sizes) {
    if (!within(Uint8Array.from(bytes.slice(from, from + size)))) return false;
    from += size;
  }
  return within(Uint8Array.from(bytes.slice(from)));
};

const first = fc.integer({ min: 0, max: LIMITS.firstBytes });
const others = fc.array(fc.integer({ min: 0, max: LIMITS.bytes }), { maxLength: 6 });
const sizes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 });

describe("the packet limit", () => {
  it("lets packets within it pass, however they are cut", () => {
    fc.assert(
      fc.property(first, others, sizes, (connect, more, cuts) => {
        expect(passes([connect, ...more].flatMap(packet), cuts)).toBe(true);
      }),
      { numRuns: runs },
    );
  });

  it("refuses the first that is larger, at its header, however it is cut", () => {
    const larger = fc.integer({ min: LIMITS.bytes + 1, max: 268_435_455 });
    fc.assert(
      fc.property(first, others, larger, sizes, (connect, more, length, cuts) => {
        const header = packet(0).slice(0, 1);
        for (let left = length; ; left = Math.floor(left / 128)) {
          header.push((left % 128) | (left >= 128 ? 0x80 : 0));
          if (left < 128) break;
        }
        expect(passes([...[connect, ...more].flatMap(packet), ...header], cuts)).toBe(false);
      }),
      { numRuns: runs },
    );
  });

  it("allows the first packet less than those after it", () => {
    expect(passes(packet(21))).toBe(false);
    expect(passes([...packet(20), ...packet(300)])).toBe(true);
  });

  it("refuses a length of more than four bytes", () => {
    expect(passes([0x10, 0x80, 0x80, 0x80, 0x80, 0x00])).toBe(false);
  });
});
