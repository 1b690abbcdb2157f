import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc16Arc } from "../crc16-arc.js";
import { formatHex, parseHex } from "../hex.js";
import { wayneDartCodec } from "./decode-capture.js";
import { type DartFrame, encodeFrame, MAX_FRAME_BYTES } from "./frame.js";
import { createDartFrameParser, type ParsedItem } from "./frame-parser.js";
import { decodeFromController, decodeFromPump, encodeForController, encodeForPump } from "./transaction-codec.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const bytesOf = (hex: string): Uint8Array => {
  const bytes = parseHex(hex);
  if (!bytes.ok) throw new Error(hex);
  return bytes.value;
};
const parse = (bytes: Uint8Array): readonly ParsedItem[] => {
  const parser = createDartFrameParser();
  return [...parser.push(bytes), ...parser.flush()];
};
const kindsOf = (hex: string) => parse(bytesOf(hex)).map(({ kind, raw }) => `${kind} ${formatHex(raw)}`);

interface Vector {
  readonly hex: string;
  readonly valid: boolean;
  readonly crc: string;
  readonly source: string;
}
const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL("../../../test/fixtures/vectors/wayne-dart.json", import.meta.url), "utf8"),
);

/** Bytes with more of the trouble-makers than chance would give. */
const lineByte = fc.oneof(
  fc.integer({ min: 0, max: 255 }),
  fc.constantFrom(0xfa, 0x10, 0x03, 0x50, 0x30, 0x31, 0x20, 0xc0),
);
const lineBytes = (maxLength: number) => fc.array(lineByte, { maxLength }).map((bytes) => Uint8Array.from(bytes));
const address = fc.integer({ min: 0x50, max: 0x6f });
const tx = fc.integer({ min: 0, max: 15 });
const anyFrame: fc.Arbitrary<DartFrame> = fc.oneof(
  fc.record({ type: fc.constant("data" as const), address, tx, payload: lineBytes(60) }),
  fc.record({
    type: fc.constant("control" as const),
    address,
    control: fc.constantFrom("ack" as const, "nak" as const, "eot" as const, "ack-poll" as const),
    tx,
  }),
);

describe("Wayne DART frames", () => {
  it("have a checksum that matches the published check value", () => {
    expect(crc16Arc(new TextEncoder().encode("123456789"))).toBe(0xbb3d);
    expect(crc16Arc(bytesOf("51 30 65 01 01"))).toBe(0x8322);
  });

  it.each(vectors)("$source: $hex", ({ hex, valid, crc }) => {
    const decoded = wayneDartCodec.decode(bytesOf(hex), undefined);
    if (valid) {
      expect(decoded).toMatchObject([{ kind: "frame", hex, reencoded: hex }]);
    } else {
      expect(decoded).toMatchObject([
        { kind: "bad-checksum", hex, reencoded: null, message: { expectedCrc: Number.parseInt(crc, 16) } },
      ]);
    }
  });

  it("come out as they went in", () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        const raw = encodeFrame(frame);
        expect(parse(raw)).toEqual([{ kind: "frame", raw, frame }]);
      }),
      { numRuns: runs },
    );
  });

  it("are the same whatever way the bytes are chunked", () => {
    fc.assert(
      fc.property(lineBytes(400), fc.array(fc.nat(20)), (bytes, cuts) => {
        const parser = createDartFrameParser();
        const items: ParsedItem[] = [];
        let at = 0;
        for (const cut of cuts) {
          items.push(...parser.push(bytes.subarray(at, at + cut)));
          at += cut;
        }
        items.push(...parser.push(bytes.subarray(at)), ...parser.flush());
        expect(items).toEqual(parse(bytes));
      }),
      { numRuns: runs },
    );
  });

  it("never lose a byte of random input, and never hold more than one frame", () => {
    fc.assert(
      fc.property(lineBytes(MAX_FRAME_BYTES * 3), (bytes) => {
        const items = parse(bytes);
        expect(items.flatMap(({ raw }) => [...raw])).toEqual([...bytes]);
        expect(Math.max(0, ...items.map(({ raw }) => raw.length))).toBeLessThanOrEqual(MAX_FRAME_BYTES);
      }),
      { numRuns: runs / 5 },
    );
  });

  it("are taken right after any garbage that does not end inside an escape", () => {
    fc.assert(
      fc.property(lineBytes(80), anyFrame, (garbage, frame) => {
        const raw = encodeFrame(frame);
        expect(parse(Uint8Array.of(...garbage, ...raw)).at(-1)).toEqual({ kind: "frame", raw, frame });
      }),
      { numRuns: runs },
    );
  });

  it("are not accepted with a flipped bit", () => {
    fc.assert(
      fc.property(fc.record({ address, tx, payload: lineBytes(40) }), fc.nat(), fc.nat(7), (content, position, bit) => {
        const raw = encodeFrame({ type: "data", ...content });
        const at = position % (raw.length - 2);
        raw[at] = (raw[at] ?? 0) ^ (1 << bit);
        const data = parse(raw).filter((item) => item.kind === "frame" && item.frame.type === "data");
        expect(data).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it.each([
    [
      "several frames in one input",
      "50 20 FA 50 70 FA 50 C1 FA",
      ["frame 50 20 FA", "frame 50 70 FA", "frame 50 C1 FA"],
    ],
    [
      "noise before and between",
      "00 FF 50 20 FA 12 50 70 FA",
      ["noise 00 FF", "frame 50 20 FA", "noise 12", "frame 50 70 FA"],
    ],
    ["a cut tail", "50 20 FA 50 31 01 01", ["frame 50 20 FA", "truncated 50 31 01 01"]],
    ["a cut control frame", "50 20 FA 50 70", ["frame 50 20 FA", "truncated 50 70"]],
    ["an escaped FA at the end of what came", "50 31 01 01 10 FA", ["truncated 50 31 01 01 10 FA"]],
    ["a cut frame before a good one", "50 31 01 01 50 20 FA", ["truncated 50 31 01 01", "frame 50 20 FA"]],
    [
      "a cut frame before a good data frame",
      "51 30 65 01 50 31 01 01 05 03 04 00 12 09 11 5E CD 03 FA",
      ["truncated 51 30 65 01", "frame 50 31 01 01 05 03 04 00 12 09 11 5E CD 03 FA"],
    ],
    ["a frame without its beginning", "01 05 5E E7 03 FA", ["noise 01 05 5E E7 03 FA"]],
    [
      "an unescaped FA in the checksum",
      "51 30 65 01 01 22 FA 03 FA",
      ["truncated 51 30 65 01 01 22 FA", "noise 03 FA"],
    ],
    ["an address outside the range", "4F 20 FA 70 20 FA", ["noise 4F 20 FA", "noise 70 20 FA"]],
    ["a repetition", "50 C1 FA 50 C1 FA", ["frame 50 C1 FA", "frame 50 C1 FA"]],
  ])("tell %s apart", (_, hex, expected) => {
    expect(kindsOf(hex)).toEqual(expected);
  });

  it("escape FA in either byte of the checksum, and a 10 before it", () => {
    const found = { low: false, high: false, both: false, tenBeforeStop: false };
    for (let value = 0; value < 0x10000; value += 1) {
      const payload = Uint8Array.of(0x82, 2, value >>> 8, value & 0xff);
      const raw = encodeFrame({ type: "data", address: 0x50, tx: 0, payload });
      const [low, high] = [
        crc16Arc(Uint8Array.of(0x50, 0x30, ...payload)) & 0xff,
        crc16Arc(Uint8Array.of(0x50, 0x30, ...payload)) >>> 8,
      ];
      if (low !== 0xfa && high !== 0xfa && high !== 0x10) continue;
      found.low ||= low === 0xfa;
      found.high ||= high === 0xfa;
      found.both ||= low === 0x10 && high === 0xfa;
      found.tenBeforeStop ||= high === 0x10;
      expect(parse(raw)).toMatchObject([{ kind: "frame", frame: { payload } }]);
    }
    expect(found).toEqual({ low: true, high: true, both: true, tenBeforeStop: true });
  });

  it("that never end are cut at the limit, and the next good one is whole", () => {
    const endless = Uint8Array.of(0x50, 0x30, ...new Uint8Array(MAX_FRAME_BYTES - 5));
    const items = parse(Uint8Array.of(...endless, ...bytesOf("51 30 65 01 01 22 83 03 FA")));
    expect(items.map(({ kind, raw }) => [kind, raw.length])).toEqual([
      ["oversize", MAX_FRAME_BYTES - 3],
      ["frame", 9],
    ]);
  });
});

describe("Wayne DART transactions", () => {
  it("encode to the bytes they were decoded from, known or not, in both directions", () => {
    fc.assert(
      fc.property(lineBytes(60), (payload) => {
        expect(encodeForPump(decodeFromController(payload))).toEqual(payload);
        expect(encodeForController(decodeFromPump(payload))).toEqual(payload);
      }),
      { numRuns: runs },
    );
  });

  it("read what the vendor's table says", () => {
    expect(decodeFromPump(bytesOf("02 08 00 00 25 44 00 02 06 64 03 04 00 81 23 11 05 01 09 01 01 04"))).toEqual([
      { name: "filled", volume: 2544, amount: 20664 },
      { name: "nozzle-and-price", price: 8123, nozzle: { nozzle: 1, isOut: true, otherBits: 0 } },
      { name: "alarm", alarm: "emergency-stop" },
      { name: "status", status: "filling" },
    ]);
    expect(decodeFromController(bytesOf("05 09 00 12 34 00 56 78 00 26 53 03 04 00 01 00 00 01 01 06"))).toEqual([
      { name: "price-update", prices: [1234, 5678, 2653] },
      { name: "preset-volume", volume: 10000 },
      { name: "command", command: "authorise" },
    ]);
  });

  it("read both lengths of the totals", () => {
    expect(decodeFromPump(bytesOf("65 10 01 00 00 42 66 33 00 00 42 66 33 00 00 00 00 00"))).toEqual([
      { name: "totals", counter: 1, total: 426633, meter1: 426633, meter2: 0 },
    ]);
    expect(decodeFromPump(bytesOf("65 0D 01 00 00 00 42 66 33 00 00 03 41 30 64"))).toEqual([
      { name: "volume-and-amount-totals", counter: 1, volume: 426633, amount: 3413064 },
    ]);
  });

  it("keep a hex digit in packed BCD, a foreign length and a cut transaction as bytes", () => {
    expect(decodeFromPump(bytesOf("02 08 00 00 00 0A 00 00 00 00 01 02 04 04 65 10 01"))).toEqual([
      { name: "unknown", number: 2, data: "00 00 00 0A 00 00 00 00" },
      { name: "unknown", number: 1, data: "04 04" },
      { name: "leftover", data: "65 10 01" },
    ]);
  });

  it("refuse a number that does not fit", () => {
    expect(() => encodeForPump([{ name: "preset-volume", volume: 100_000_000 }])).toThrow(RangeError);
    expect(() => encodeForPump([{ name: "preset-volume", volume: 1.5 }])).toThrow(RangeError);
  });
});
