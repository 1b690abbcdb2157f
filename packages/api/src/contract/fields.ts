import { type Fen, parseYuan } from "@waystation/core/money";
import { z } from "zod";

/** A number that users send as JSON number or as numeric text (query strings, forms). */
export const id = z.coerce
  .number()
  .int()
  .positive()
  .meta({ description: "编号", examples: [1] });

/** The same in a JSON body: a number and nothing that could be read as one. */
export const bodyId = z
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

/** Is `YYYY-MM-DD` or `YYYY-MM-DDTHH:mm:ss` a day and a time that exist? */
const isReal = (text: string): boolean => {
  const at = new Date(text.includes("T") ? `${text}Z` : text);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
};

/** A day of the station's calendar. */
export const dateInput = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: "格式为YYYY-MM-DD", abort: true })
  .refine(isReal, "日期不存在")
  .meta({ examples: ["2025-03-12"] });

/** A time of the station's wall clock. */
export const localTimeInput = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/, { error: "格式为YYYY-MM-DDTHH:mm:ss", abort: true })
  .refine(isReal, "时间不存在")
  .meta({ examples: ["2025-03-15T00:00:00"] });

export const localTime = z.string().meta({ description: "站点当地时间", examples: ["2025-03-12T15:36:05"] });
