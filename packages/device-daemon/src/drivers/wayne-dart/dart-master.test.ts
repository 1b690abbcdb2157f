import { describe, expect, it } from "vitest";
import { createManualTime } from "../../../test/ocpp/manual-time.js";
import { formatHex, parseHex } from "../../codecs/index.js";
import { type ControllerTransaction, encodeForController, encodeFrame } from "../../codecs/wayne-dart/index.js";
import { createDartLink, createDartMaster } from "./dart-master.js";

const reset: readonly ControllerTransaction[] = [{ name: "command", command: "reset" }];
const STATUS_0 = "50 30 01 01 00 9F 5C 03 FA";
const statusFrom = (tx: number, status: "reset" | "filling") =>
  encodeFrame({ type: "data", address: 0x50, tx, payload: encodeForController([{ name: "status", status }]) });

/** A master whose far end is this test: `hear` answers, `sent` is what it wrote since the last look. */
const bench = () => {
  const time = createManualTime(0);
  const written: string[] = [];
  const master = createDartMaster({
    timers: time.timers,
    write: (bytes) => written.push(formatHex(bytes)),
    responseTimeoutMs: 100,
    attempts: 3,
    byteMs: 0,
    onTrace: () => {},
  });
  const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
  const hear = async (answer: string | Uint8Array) => {
    const bytes = typeof answer === "string" ? parseHex(answer) : { ok: true as const, value: answer };
    if (!bytes.ok) throw new Error(`not hex: ${answer}`);
    master.receive(bytes.value);
    await settled();
  };
  const silence = async (ms = 100) => {
    time.advance(ms);
    await settled();
  };
  return { master, link: createDartLink(0x50), hear, silence, sent: () => written.splice(0) };
};

describe("the master of a DART line", () => {
  it("spends number 0 on a harmless request, then counts its commands", async () => {
    const { master, link, hear, sent } = bench();
    const isTaken = master.command(link, reset);
    expect(sent()).toEqual([STATUS_0]);
    await hear("50 C0 FA");
    expect(sent()[0]).toMatch(/^50 31 01 01 05/);
    await hear("50 C1 FA");
    expect(await isTaken).toBe(true);
    void master.command(link, reset);
    expect(sent()[0]).toMatch(/^50 32/);
  });

  it("repeats a command whose answer was lost with the same number and bytes", async () => {
    const { master, link, hear, silence, sent } = bench();
    link.tx = 5;
    const isTaken = master.command(link, reset);
    await silence();
    const [first, second] = sent();
    expect(second).toBe(first);
    await hear("50 C5 FA");
    expect(await isTaken).toBe(true);
  });

  it("begins its count anew after a refusal (NAK)", async () => {
    const { master, link, hear, sent } = bench();
    link.tx = 5;
    const isTaken = master.command(link, reset);
    sent();
    await hear("50 55 FA");
    expect(sent()).toEqual([STATUS_0]);
    await hear("50 C0 FA");
    expect(sent()[0]).toMatch(/^50 31 01 01 05/);
    await hear("50 C1 FA");
    expect(await isTaken).toBe(true);
  });

  it("gives up after its attempts and does not use the number again", async () => {
    const { master, link, silence, sent } = bench();
    link.tx = 5;
    const isTaken = master.command(link, reset);
    for (let attempt = 0; attempt < 3; attempt += 1) await silence();
    expect(await isTaken).toBe(false);
    expect(sent()).toHaveLength(3);
    expect(link.tx).toBeUndefined();
  });

  it("wraps its numbers from F to 0", async () => {
    const { master, link, hear } = bench();
    link.tx = 15;
    const isTaken = master.command(link, reset);
    await hear("50 CF FA");
    expect(await isTaken).toBe(true);
    expect(link.tx).toBe(0);
  });

  it("acknowledges data, and acknowledges a repetition without taking it for news", async () => {
    const { master, link, hear, sent } = bench();
    for (const [frame, news] of [
      [statusFrom(15, "reset"), [{ name: "status", status: "reset" }]],
      [statusFrom(15, "reset"), []],
      [statusFrom(1, "filling"), [{ name: "status", status: "filling" }]],
      [statusFrom(1, "reset"), [{ name: "status", status: "reset" }]],
    ] as const) {
      const report = master.poll(link);
      sent();
      await hear(frame);
      expect(await report).toEqual(news);
      expect(sent()).toEqual([`50 C${((frame[1] ?? 0) & 15).toString(16).toUpperCase()} FA`]);
    }
    expect(link.counters.repeated).toBe(1);
  });

  it("does not take another side's late answer, a damaged frame or noise for an answer", async () => {
    const { master, link, hear, silence, sent } = bench();
    const report = master.poll(link);
    await hear("51 70 FA");
    await hear("50 31 01 01 04 00 00 03 FA");
    await hear("00 FF");
    await silence(400);
    expect(await report).toBeUndefined();
    expect(sent()).toEqual(["50 20 FA"]);
    expect(link.counters.silent).toBe(1);
  });

  it("waits on while an answer is arriving", async () => {
    const { master, link, hear, silence } = bench();
    const report = master.poll(link);
    await silence(90);
    await hear("50");
    await silence(90);
    await hear("70 FA");
    expect(await report).toEqual([]);
  });

  it("is not held up for ever by a line that chatters", async () => {
    const { master, link, hear, silence } = bench();
    const report = master.poll(link);
    for (let at = 0; at < 10; at += 1) {
      await hear("00 00");
      await silence(50);
    }
    expect(await report).toBeUndefined();
  });
});
