import { z } from "zod";
import { idParams, localTimeInput, yuanInput } from "../../../contract/fields.js";
import { route } from "../../../contract/route.js";
import { pageOf, pageQuery } from "../dialect.js";
import { gun, oil, oilDetail, station } from "../schemas.js";
import { nothing, optionalText } from "./fields.js";

const HIGHEST_PRICE_FEN = 999_999;

/** Oils, stations and guns: chapters 2.3 to 2.5 of the document. */
export const forecourtRoutes = {
  "oils.list": route({
    method: "GET",
    path: "/oils",
    summary: "获取油品列表",
    permission: "fuel:oil:read",
    query: z.object({ ...pageQuery, keyword: optionalText, status: z.coerce.number().int().optional() }),
    data: pageOf(oil),
    unwrap: "data",
    paged: true,
  }),
  "oils.get": route({
    method: "GET",
    path: "/oils/{id}",
    summary: "获取油品详情",
    permission: "fuel:oil:read",
    params: idParams,
    data: oilDetail,
    unwrap: "data",
  }),
  "oils.updatePrice": route({
    method: "PUT",
    path: "/oils/{id}/price",
    summary: "更新油品价格",
    description: "记录历史，并下发到各站油机；加油中的油机在挂枪后更新",
    permission: "fuel:oil:price",
    params: idParams,
    body: z.object({
      price: yuanInput.refine((amount) => amount > 0 && amount <= HIGHEST_PRICE_FEN, "必须大于0，且不超过9999.99"),
      effective_time: localTimeInput.optional().meta({ description: "生效时间，缺省为立即" }),
      remark: optionalText,
    }),
    data: nothing,
    unwrap: "data",
  }),
  "stations.list": route({
    method: "GET",
    path: "/stations",
    summary: "获取站点列表",
    permission: "fuel:station:read",
    query: z.object({
      ...pageQuery,
      keyword: optionalText,
      city: optionalText,
      status: z.coerce.number().int().optional(),
    }),
    data: pageOf(station),
    unwrap: "data",
    paged: true,
  }),
  "stations.oilGuns": route({
    method: "GET",
    path: "/stations/{id}/oil-guns",
    summary: "获取站点油枪列表",
    permission: "fuel:station:read",
    params: idParams,
    data: z.array(gun),
    unwrap: "data",
  }),
  "oilGuns.get": route({
    method: "GET",
    path: "/oil-guns/{id}",
    summary: "获取油枪详情",
    permission: "fuel:station:read",
    params: idParams,
    data: gun,
    unwrap: "data",
  }),
} as const;
