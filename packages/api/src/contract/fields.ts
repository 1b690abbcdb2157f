import { type Fen, parseYuan } from "@waystation/core/money";
import { z } from "zod";

/** A number that users send as JSON number or as numeric text (query strings, forms). */
export const id = z.coerce
  .number()
  .int()
  .positive()
  .meta({ description: "编号", examples: [1] });

export const idParams = z.object({ id });

/** Yuan on the wire, fen inside: more than two decimals, or anything that is not a number, is refused. */
export const yuanInput = z
  .number()
  .transform((value, context): Fen => {
    const parsed = parseYuan(value);
    if (parsed.ok) return parsed.value;
    context.issues.push({ code: "custom", message: "金额最多两位小数", input: value });
    return z.NEVER;
  })
  .meta({ description: "元，最多两位小数", examples: [392.5] });

/** Yuan as the wire's JSON number. */
export const yuan = z.number().meta({ description: "元", examples: [392.5] });

/** A positive decimal with at most three decimals, as litres or kWh stand on the wire. */
export const decimalInput = z.union([z.number(), z.string()]).transform((value, context) => {
  const text = typeof value === "number" ? String(value) : value.trim();
  if (/^\d{1,9}(\.\d{1,3})?$/.test(text)) return text;
  context.issues.push({ code: "custom", message: "必须是正数，最多三位小数", input: value });
  return z.NEVER;
});

export const localTime = z.string().meta({ description: "站点当地时间", examples: ["2025-03-12T15:36:05"] });
