import { z } from "zod";
import type { Dialect } from "../../contract/dialect.js";

const pagination = z
  .object({
    page: z.int().meta({ description: "当前页码", examples: [1] }),
    page_size: z.int().meta({ description: "每页记录数", examples: [10] }),
    total: z.int().meta({ description: "总记录数", examples: [100] }),
    total_pages: z.int().meta({ description: "总页数", examples: [10] }),
  })
  .meta({ id: "Pagination" });

/** `list` and `pagination` as chapter 1.3 of the document prints them. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ list: z.array(item), pagination });

/** Query parameters of every list: `page` from 1, `page_size` up to 100. */
export const pageQuery = {
  page: z.coerce.number().int().min(1).default(1).meta({ description: "页码，默认1" }),
  page_size: z.coerce.number().int().min(1).max(100).default(10).meta({ description: "每页记录数，默认10，最多100" }),
};

/** The fuel document's envelope (1.2), paging (1.3) and error form (1.4); HTTP status follows the code. */
export const fuelDialect: Dialect = {
  success: (data, message) => ({ code: 200, message: message ?? "success", data: data ?? null }),
  successSchema: (data) =>
    z.object({ code: z.literal(200), message: z.string().meta({ examples: ["success"] }), data }),
  failure: (refusal) => ({
    status: refusal.status,
    body: {
      code: refusal.status,
      message: refusal.message,
      ...(refusal.fields ? { errors: refusal.fields } : {}),
      error: refusal.code,
    },
  }),
  failureSchema: z
    .object({
      code: z.int().meta({ description: "错误码：4xx客户端错误，5xx服务器错误", examples: [400] }),
      message: z.string().meta({ examples: ["参数错误"] }),
      errors: z.record(z.string(), z.array(z.string())).optional().meta({ description: "按字段的错误描述" }),
      error: z.string().meta({ description: "Stable name of the failure", examples: ["order.not-found"] }),
    })
    .meta({ id: "Failure" }),
  page: ({ list, page, pageSize, total }) => ({
    list,
    pagination: { page, page_size: pageSize, total, total_pages: Math.ceil(total / pageSize) },
  }),
};
