import { describe, expect, it } from "vitest";
import { runDecode } from "./decode.js";

const objects = (...call: Parameters<typeof runDecode>) => runDecode(...call).lines.map((line) => JSON.parse(line));

describe("decode", () => {
  it("reads hex in any case, with separators as tools print them, in several arguments", () => {
    const expected = [
      {
        kind: "frame",
        hex: "50 20 FA",
        reencoded: "50 20 FA",
        message: { type: "control", address: 80, control: "poll", tx: 0, direction: "to-device" },
      },
    ];
    expect(objects("wayne-dart", ["50 20 FA"])).toEqual(expected);
    expect(objects("wayne-dart", ["5020fa"])).toEqual(expected);
    expect(objects("wayne-dart", ["50", "20", "fA"])).toEqual(expected);
    for (const text of ["50:20:fa", "50-20-FA", "0x50, 0x20, 0xFA"]) {
      expect(objects("wayne-dart", [text])).toEqual(expected);
    }
  });

  it("gives both readings where the sender is not known, and one where it is", () => {
    const hex = ["51 3E 01 01 04 A1 B7 03 FA"];
    const asController = [{ code: "CD1", name: "command", command: "return-filling-information" }];
    const asPump = [{ code: "DC1", name: "status", status: "filling" }];
    expect(objects("wayne-dart", hex)[0].message).toMatchObject({ direction: null, asController, asPump });
    expect(objects("wayne-dart", hex, { direction: "to-device" })[0].message.transactions).toEqual(asController);
    expect(objects("wayne-dart", hex, { direction: "from-device" })[0].message.transactions).toEqual(asPump);
  });

  it("tells the sender where only one side knows the transactions", () => {
    expect(objects("wayne-dart", ["51 30 65 01 01 22 83 03 FA"])[0].message).toMatchObject({
      direction: "to-device",
      transactions: [{ code: "CD101", counter: 1 }],
    });
  });

  it("reads anything that is bytes with exit code 0, and refuses a wrong call with 2", () => {
    expect(runDecode("wayne-dart", ["00 FF"]).exitCode).toBe(0);
    expect(runDecode("wayne-dart", [""])).toEqual({ lines: [], exitCode: 0 });
    expect(runDecode("wayne-dart", ["50 2G FA"])).toMatchObject({
      exitCode: 2,
      error: 'decode: "G" is not a hex digit',
    });
    expect(runDecode("wayne-dart", ["50 2"])).toMatchObject({ exitCode: 2 });
    expect(runDecode("nonsense", ["50"])).toMatchObject({ exitCode: 2 });
    expect(runDecode("wayne-dart", ["50"], { direction: "up" })).toMatchObject({ exitCode: 2 });
  });
});
