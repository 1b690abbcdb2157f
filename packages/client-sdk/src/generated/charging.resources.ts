// Generated from packages/api/openapi/charging.json (充电桩用户端 API 1.0.0).
// Do not edit: npx tsx scripts/generate-sdk.mts

import type { AnswerOf, BodyOf, Caller, PathOf, QueryOf, QueryOptions, RequestOptions } from "../runtime/index.js";
import type { operations } from "./charging.types.js";

/** The endpoints of the charging system by resource and method. */
export const chargingResources = (caller: Caller) => ({
  account: {
    /**
     * 用户登录
     *
     * POST /u/login · permission: public
     */
    login: (body: BodyOf<operations["account.login"]>, options?: RequestOptions): Promise<AnswerOf<operations["account.login"], "token">> =>
      caller.call({ id: "account.login", method: "POST", path: "/u/login", unwrap: "token", public: true }, { body }, options),

    /**
     * 用户注册
     *
     * POST /u/register · permission: public
     */
    register: (body: BodyOf<operations["account.register"]>, options?: RequestOptions): Promise<AnswerOf<operations["account.register"], "token">> =>
      caller.call({ id: "account.register", method: "POST", path: "/u/register", unwrap: "token", public: true }, { body }, options),

    /**
     * 获取用户信息
     *
     * GET /user/detail · permission: signed-in
     */
    detail: (options?: RequestOptions): Promise<AnswerOf<operations["account.detail"], "data">> =>
      caller.call({ id: "account.detail", method: "GET", path: "/user/detail", unwrap: "data" }, {}, options),
  },

  charge: {
    /**
     * 申请充电
     *
     * POST /user/charge/apply · permission: charging:charge · sent with an Idempotency-Key
     */
    apply: (body: BodyOf<operations["charge.apply"]>, options?: QueryOptions<QueryOf<operations["charge.apply"], "token">>): Promise<AnswerOf<operations["charge.apply"], "data">> =>
      caller.call({ id: "charge.apply", method: "POST", path: "/user/charge/apply", unwrap: "data", idempotent: true }, { body, query: options?.query ?? {} }, options),

    /**
     * 取消充电
     *
     * POST /user/charge/cancel · permission: charging:charge · sent with an Idempotency-Key
     */
    cancel: (options?: QueryOptions<QueryOf<operations["charge.cancel"], "token">>): Promise<AnswerOf<operations["charge.cancel"]>> =>
      caller.call({ id: "charge.cancel", method: "POST", path: "/user/charge/cancel", idempotent: true }, { query: options?.query ?? {} }, options),

    /**
     * 修改充电请求
     *
     * POST /user/charge/modify · permission: charging:charge · sent with an Idempotency-Key
     */
    modify: (body: BodyOf<operations["charge.modify"]>, options?: QueryOptions<QueryOf<operations["charge.modify"], "token">>): Promise<AnswerOf<operations["charge.modify"], "data">> =>
      caller.call({ id: "charge.modify", method: "POST", path: "/user/charge/modify", unwrap: "data", idempotent: true }, { body, query: options?.query ?? {} }, options),

    /**
     * 返回充电状态
     *
     * GET /user/charge/info · permission: charging:charge
     */
    info: (query?: QueryOf<operations["charge.info"], "token">, options?: RequestOptions): Promise<AnswerOf<operations["charge.info"], "data">> =>
      caller.call({ id: "charge.info", method: "GET", path: "/user/charge/info", unwrap: "data" }, { query: query ?? {} }, options),
  },

  logs: {
    /**
     * 获取历史数据
     *
     * GET /user/log/get · permission: charging:charge
     */
    list: (query?: QueryOf<operations["logs.list"], "token">, options?: RequestOptions): Promise<AnswerOf<operations["logs.list"], "log">> =>
      caller.call({ id: "logs.list", method: "GET", path: "/user/log/get", unwrap: "log" }, { query: query ?? {} }, options),
  },

  traces: {
    /**
     * 追踪一次充电
     *
     * GET /traces/{id} · permission: charging:charge
     */
    get: (id: PathOf<operations["traces.get"]>["id"], options?: RequestOptions): Promise<AnswerOf<operations["traces.get"], "data">> =>
      caller.call({ id: "traces.get", method: "GET", path: "/traces/{id}", unwrap: "data" }, { path: { id } }, options),
  },
});

export type ChargingResources = ReturnType<typeof chargingResources>;
