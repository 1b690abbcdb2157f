import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskBankCard, maskEmail, maskFields, maskIdCard, maskName, maskPhone, maskPlate } from "./index.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);

describe("masking", () => {
  it.each([
    [maskPhone, "13800138000", "138****8000"],
    [maskPhone, "+86 13800138000", "+86 138****8000"],
    [maskPhone, "10086", "*****"],
    [maskIdCard, "110105199003074567", "110105********4567"],
    [maskBankCard, "6222021234567890", "6222********7890"],
    [maskPlate, "粤B12345", "粤B***45"],
    [maskPlate, "粤BD12345", "粤B****45"],
    [maskEmail, "zhangsan@example.com", "z***@example.com"],
    [maskEmail, "not an address", "**************"],
    [maskName, "张三", "张*"],
    [maskName, "李四光", "李**"],
    [maskName, "𠮷田", "𠮷*"],
    [maskName, "张", "*"],
    [maskName, "", ""],
  ])("%o shows %s as %s", (mask, text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it("changes nothing more when it is applied twice, and hides at least one character of any text", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (text) => {
        for (const mask of [maskPhone, maskIdCard, maskBankCard, maskPlate, maskEmail, maskName]) {
          expect(mask(mask(text))).toBe(mask(text));
          expect(mask(text)).toContain("*");
        }
      }),
      { numRuns: runs },
    );
  });

  it("masks the named fields of a copy and leaves what holds no text", () => {
    const user = { phone: "13800138000", realName: "张三", id: 1, email: null };
    expect(maskFields(user, { phone: "phone", realName: "name", email: "email" })).toEqual({
      phone: "138****8000",
      realName: "张*",
      id: 1,
      email: null,
    });
    expect(user.phone).toBe("13800138000");
  });
});
