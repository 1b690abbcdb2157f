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
     * 无需登录
     *
     * POST /u/login · permission: public
     */
    login: (body: BodyOf<operations["account.login"]>, options?: RequestOptions): Promise<AnswerOf<operations["account.login"], "token">> =>
      caller.call({ id: "account.login", method: "POST", path: "/u/login", unwrap: "token", public: true }, { body }, options),

    /**
     * 用户注册
     *
     * 无需登录
     *
     * POST /u/register · permission: public
     */
    register: (body: BodyOf<operations["account.register"]>, options?: RequestOptions): Promise<AnswerOf<operations["account.register"], "token">> =>
      caller.call({ id: "account.register", method: "POST", path: "/u/register", unwrap: "token", public: true }, { body }, options),

    /**
     * 短信验证码登录
     *
     * 无需登录
     *
     * POST /u/login/code · permission: public
     */
    loginByCode: (body: BodyOf<operations["account.loginByCode"]>, options?: RequestOptions): Promise<AnswerOf<operations["account.loginByCode"], "token">> =>
      caller.call({ id: "account.loginByCode", method: "POST", path: "/u/login/code", unwrap: "token", public: true }, { body }, options),

    /**
     * 发送短信验证码
     *
     * 无论手机号是否注册，响应相同；同一手机号60秒内只能发送一次；频繁发送时需要图形验证码。无需登录
     *
     * POST /u/code/send · permission: public
     */
    sendCode: (body: BodyOf<operations["account.sendCode"]>, options?: RequestOptions): Promise<AnswerOf<operations["account.sendCode"], "data">> =>
      caller.call({ id: "account.sendCode", method: "POST", path: "/u/code/send", unwrap: "data", public: true }, { body }, options),

    /**
     * 获取图形验证码
     *
     * 5分钟内有效，只能使用一次。无需登录
     *
     * GET /u/captcha · permission: public
     */
    captcha: (options?: RequestOptions): Promise<AnswerOf<operations["account.captcha"], "data">> =>
      caller.call({ id: "account.captcha", method: "GET", path: "/u/captcha", unwrap: "data", public: true }, {}, options),

    /**
     * 以短信验证码重置密码
     *
     * 成功后该账号的全部登录失效。无需登录
     *
     * POST /u/password/reset · permission: public
     */
    resetPassword: (body: BodyOf<operations["account.resetPassword"]>, options?: RequestOptions): Promise<AnswerOf<operations["account.resetPassword"]>> =>
      caller.call({ id: "account.resetPassword", method: "POST", path: "/u/password/reset", public: true }, { body }, options),

    /**
     * 修改密码
     *
     * 成功后该账号的其他登录失效，当前登录保留。登录即可访问
     *
     * POST /user/password/modify · permission: signed-in
     */
    changePassword: (body: BodyOf<operations["account.changePassword"]>, options?: RequestOptions): Promise<AnswerOf<operations["account.changePassword"]>> =>
      caller.call({ id: "account.changePassword", method: "POST", path: "/user/password/modify" }, { body }, options),

    /**
     * 退出登录
     *
     * 登录即可访问
     *
     * POST /user/logout · permission: signed-in
     */
    logout: (options?: RequestOptions): Promise<AnswerOf<operations["account.logout"]>> =>
      caller.call({ id: "account.logout", method: "POST", path: "/user/logout" }, {}, options),

    /**
     * 获取用户信息
     *
     * 登录即可访问
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
     * 权限：charging:charge
     *
     * POST /user/charge/apply · permission: charging:charge · sent with an Idempotency-Key
     */
    apply: (body: BodyOf<operations["charge.apply"]>, options?: QueryOptions<QueryOf<operations["charge.apply"], "token">>): Promise<AnswerOf<operations["charge.apply"], "data">> =>
      caller.call({ id: "charge.apply", method: "POST", path: "/user/charge/apply", unwrap: "data", idempotent: true }, { body, query: options?.query ?? {} }, options),

    /**
     * 取消充电
     *
     * 权限：charging:charge
     *
     * POST /user/charge/cancel · permission: charging:charge · sent with an Idempotency-Key
     */
    cancel: (options?: QueryOptions<QueryOf<operations["charge.cancel"], "token">>): Promise<AnswerOf<operations["charge.cancel"]>> =>
      caller.call({ id: "charge.cancel", method: "POST", path: "/user/charge/cancel", idempotent: true }, { query: options?.query ?? {} }, options),

    /**
     * 修改充电请求
     *
     * 权限：charging:charge
     *
     * POST /user/charge/modify · permission: charging:charge · sent with an Idempotency-Key
     */
    modify: (body?: BodyOf<operations["charge.modify"]>, options?: QueryOptions<QueryOf<operations["charge.modify"], "token">>): Promise<AnswerOf<operations["charge.modify"], "data">> =>
      caller.call({ id: "charge.modify", method: "POST", path: "/user/charge/modify", unwrap: "data", idempotent: true }, { body, query: options?.query ?? {} }, options),

    /**
     * 返回充电状态
     *
     * 权限：charging:charge
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
     * 权限：charging:charge
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
     * 权限：charging:charge
     *
     * GET /traces/{id} · permission: charging:charge
     */
    get: (id: PathOf<operations["traces.get"]>["id"], options?: RequestOptions): Promise<AnswerOf<operations["traces.get"], "data">> =>
      caller.call({ id: "traces.get", method: "GET", path: "/traces/{id}", unwrap: "data" }, { path: { id } }, options),
  },
});

export type ChargingResources = ReturnType<typeof chargingResources>;
