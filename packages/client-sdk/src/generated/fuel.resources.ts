// Generated from packages/api/openapi/fuel.json (智慧加油站系统 API 1.0.0).
// Do not edit: npx tsx scripts/generate-sdk.mts

import type { AnswerOf, BodyOf, Caller, ItemOf, Pages, PathOf, QueryOf, RequestOptions } from "../runtime/index.js";
import type { operations } from "./fuel.types.js";

/** The endpoints of the fuel system by resource and method. */
export const fuelResources = (caller: Caller) => ({
  auth: {
    /**
     * 用户登录
     *
     * 无需登录
     *
     * POST /auth/login · permission: public
     */
    login: (body: BodyOf<operations["auth.login"]>, options?: RequestOptions): Promise<AnswerOf<operations["auth.login"], "data">> =>
      caller.call({ id: "auth.login", method: "POST", path: "/auth/login", unwrap: "data", public: true }, { body }, options),

    /**
     * 短信验证码登录
     *
     * 无需登录
     *
     * POST /auth/login-by-code · permission: public
     */
    loginByCode: (body: BodyOf<operations["auth.loginByCode"]>, options?: RequestOptions): Promise<AnswerOf<operations["auth.loginByCode"], "data">> =>
      caller.call({ id: "auth.loginByCode", method: "POST", path: "/auth/login-by-code", unwrap: "data", public: true }, { body }, options),

    /**
     * 发送短信验证码
     *
     * 无论手机号是否注册，响应相同；同一手机号60秒内只能发送一次；频繁发送时需要图形验证码。无需登录
     *
     * POST /auth/send-code · permission: public
     */
    sendCode: (body: BodyOf<operations["auth.sendCode"]>, options?: RequestOptions): Promise<AnswerOf<operations["auth.sendCode"], "data">> =>
      caller.call({ id: "auth.sendCode", method: "POST", path: "/auth/send-code", unwrap: "data", public: true }, { body }, options),

    /**
     * 获取图形验证码
     *
     * 5分钟内有效，只能使用一次。无需登录
     *
     * GET /auth/captcha · permission: public
     */
    captcha: (options?: RequestOptions): Promise<AnswerOf<operations["auth.captcha"], "data">> =>
      caller.call({ id: "auth.captcha", method: "GET", path: "/auth/captcha", unwrap: "data", public: true }, {}, options),

    /**
     * 以短信验证码重置密码
     *
     * 成功后该账号的全部登录失效。无需登录
     *
     * POST /auth/reset-password · permission: public
     */
    resetPassword: (body: BodyOf<operations["auth.resetPassword"]>, options?: RequestOptions): Promise<AnswerOf<operations["auth.resetPassword"], "data">> =>
      caller.call({ id: "auth.resetPassword", method: "POST", path: "/auth/reset-password", unwrap: "data", public: true }, { body }, options),

    /**
     * 修改密码
     *
     * 成功后该账号的其他登录失效，当前登录保留。登录即可访问
     *
     * POST /auth/change-password · permission: signed-in
     */
    changePassword: (body: BodyOf<operations["auth.changePassword"]>, options?: RequestOptions): Promise<AnswerOf<operations["auth.changePassword"], "data">> =>
      caller.call({ id: "auth.changePassword", method: "POST", path: "/auth/change-password", unwrap: "data" }, { body }, options),

    /**
     * 用户登出
     *
     * 登录即可访问
     *
     * POST /auth/logout · permission: signed-in
     */
    logout: (options?: RequestOptions): Promise<AnswerOf<operations["auth.logout"], "data">> =>
      caller.call({ id: "auth.logout", method: "POST", path: "/auth/logout", unwrap: "data" }, {}, options),

    /**
     * 刷新令牌
     *
     * 以请求头中仍有效的令牌换取新令牌，旧令牌10秒后失效；或以请求体中的refresh_token换取新令牌与新的refresh_token，每个refresh_token只能使用一次（10秒内可重试），重复使用将使该次登录失效。登录或凭refresh_token访问
     *
     * POST /auth/refresh · permission: signed-in-or-refresh-token
     */
    refresh: (body?: BodyOf<operations["auth.refresh"]>, options?: RequestOptions): Promise<AnswerOf<operations["auth.refresh"], "data">> =>
      caller.call({ id: "auth.refresh", method: "POST", path: "/auth/refresh", unwrap: "data" }, { body }, options),
  },

  users: {
    /**
     * 获取用户信息
     *
     * 登录即可访问
     *
     * GET /users/current · permission: signed-in
     */
    current: (options?: RequestOptions): Promise<AnswerOf<operations["users.current"], "data">> =>
      caller.call({ id: "users.current", method: "GET", path: "/users/current", unwrap: "data" }, {}, options),

    /**
     * 获取用户优惠券
     *
     * 权限：fuel:coupon:read
     *
     * GET /users/{id}/coupons · permission: fuel:coupon:read
     */
    coupons: (id: PathOf<operations["users.coupons"]>["id"], query?: QueryOf<operations["users.coupons"]>, options?: RequestOptions): Promise<AnswerOf<operations["users.coupons"], "data">> =>
      caller.call({ id: "users.coupons", method: "GET", path: "/users/{id}/coupons", unwrap: "data" }, { path: { id }, query: query ?? {} }, options),
  },

  userCoupons: {
    /**
     * 使用优惠券
     *
     * 权限：fuel:coupon:use
     *
     * POST /user-coupons/{id}/use · permission: fuel:coupon:use · sent with an Idempotency-Key
     */
    use: (id: PathOf<operations["userCoupons.use"]>["id"], body: BodyOf<operations["userCoupons.use"]>, options?: RequestOptions): Promise<AnswerOf<operations["userCoupons.use"], "data">> =>
      caller.call({ id: "userCoupons.use", method: "POST", path: "/user-coupons/{id}/use", unwrap: "data", idempotent: true }, { path: { id }, body }, options),
  },

  oils: {
    /**
     * 获取油品列表
     *
     * 权限：fuel:oil:read
     *
     * GET /oils · permission: fuel:oil:read
     */
    list: (query?: QueryOf<operations["oils.list"]>, options?: RequestOptions): Pages<AnswerOf<operations["oils.list"], "data">, ItemOf<AnswerOf<operations["oils.list"], "data">, "list">> =>
      caller.pages({ id: "oils.list", method: "GET", path: "/oils", unwrap: "data", items: "list" }, { query: query ?? {} }, options),

    /**
     * 获取油品详情
     *
     * 权限：fuel:oil:read
     *
     * GET /oils/{id} · permission: fuel:oil:read
     */
    get: (id: PathOf<operations["oils.get"]>["id"], options?: RequestOptions): Promise<AnswerOf<operations["oils.get"], "data">> =>
      caller.call({ id: "oils.get", method: "GET", path: "/oils/{id}", unwrap: "data" }, { path: { id } }, options),

    /**
     * 更新油品价格
     *
     * 记录历史，并下发到各站油机；加油中的油机在挂枪后更新。权限：fuel:oil:price
     *
     * PUT /oils/{id}/price · permission: fuel:oil:price
     */
    updatePrice: (id: PathOf<operations["oils.updatePrice"]>["id"], body: BodyOf<operations["oils.updatePrice"]>, options?: RequestOptions): Promise<AnswerOf<operations["oils.updatePrice"], "data">> =>
      caller.call({ id: "oils.updatePrice", method: "PUT", path: "/oils/{id}/price", unwrap: "data" }, { path: { id }, body }, options),
  },

  stations: {
    /**
     * 获取站点列表
     *
     * 权限：fuel:station:read
     *
     * GET /stations · permission: fuel:station:read
     */
    list: (query?: QueryOf<operations["stations.list"]>, options?: RequestOptions): Pages<AnswerOf<operations["stations.list"], "data">, ItemOf<AnswerOf<operations["stations.list"], "data">, "list">> =>
      caller.pages({ id: "stations.list", method: "GET", path: "/stations", unwrap: "data", items: "list" }, { query: query ?? {} }, options),

    /**
     * 获取站点油枪列表
     *
     * 权限：fuel:station:read
     *
     * GET /stations/{id}/oil-guns · permission: fuel:station:read
     */
    oilGuns: (id: PathOf<operations["stations.oilGuns"]>["id"], options?: RequestOptions): Promise<AnswerOf<operations["stations.oilGuns"], "data">> =>
      caller.call({ id: "stations.oilGuns", method: "GET", path: "/stations/{id}/oil-guns", unwrap: "data" }, { path: { id } }, options),
  },

  oilGuns: {
    /**
     * 获取油枪详情
     *
     * 权限：fuel:station:read
     *
     * GET /oil-guns/{id} · permission: fuel:station:read
     */
    get: (id: PathOf<operations["oilGuns.get"]>["id"], options?: RequestOptions): Promise<AnswerOf<operations["oilGuns.get"], "data">> =>
      caller.call({ id: "oilGuns.get", method: "GET", path: "/oil-guns/{id}", unwrap: "data" }, { path: { id } }, options),
  },

  orders: {
    /**
     * 创建订单
     *
     * 权限：fuel:order:create
     *
     * POST /orders · permission: fuel:order:create · sent with an Idempotency-Key
     */
    create: (body: BodyOf<operations["orders.create"]>, options?: RequestOptions): Promise<AnswerOf<operations["orders.create"], "data">> =>
      caller.call({ id: "orders.create", method: "POST", path: "/orders", unwrap: "data", idempotent: true }, { body }, options),

    /**
     * 获取订单列表
     *
     * 权限：fuel:order:read
     *
     * GET /orders · permission: fuel:order:read
     */
    list: (query?: QueryOf<operations["orders.list"]>, options?: RequestOptions): Pages<AnswerOf<operations["orders.list"], "data">, ItemOf<AnswerOf<operations["orders.list"], "data">, "list">> =>
      caller.pages({ id: "orders.list", method: "GET", path: "/orders", unwrap: "data", items: "list" }, { query: query ?? {} }, options),

    /**
     * 获取订单详情
     *
     * 权限：fuel:order:read
     *
     * GET /orders/{id} · permission: fuel:order:read
     */
    get: (id: PathOf<operations["orders.get"]>["id"], options?: RequestOptions): Promise<AnswerOf<operations["orders.get"], "data">> =>
      caller.call({ id: "orders.get", method: "GET", path: "/orders/{id}", unwrap: "data" }, { path: { id } }, options),

    /**
     * 取消订单
     *
     * 已授权的油机会被释放。权限：fuel:order:cancel
     *
     * POST /orders/{id}/cancel · permission: fuel:order:cancel · sent with an Idempotency-Key
     */
    cancel: (id: PathOf<operations["orders.cancel"]>["id"], body: BodyOf<operations["orders.cancel"]>, options?: RequestOptions): Promise<AnswerOf<operations["orders.cancel"], "data">> =>
      caller.call({ id: "orders.cancel", method: "POST", path: "/orders/{id}/cancel", unwrap: "data", idempotent: true }, { path: { id }, body }, options),

    /**
     * 订单支付
     *
     * 权限：fuel:order:pay
     *
     * POST /orders/{id}/pay · permission: fuel:order:pay · sent with an Idempotency-Key
     */
    pay: (id: PathOf<operations["orders.pay"]>["id"], body: BodyOf<operations["orders.pay"]>, options?: RequestOptions): Promise<AnswerOf<operations["orders.pay"], "data">> =>
      caller.call({ id: "orders.pay", method: "POST", path: "/orders/{id}/pay", unwrap: "data", idempotent: true }, { path: { id }, body }, options),
  },

  refuelRecords: {
    /**
     * 开始加油
     *
     * 向油机下发预置与授权；油机离线、占用或价格不一致时拒绝。权限：fuel:refuel:start
     *
     * POST /refuel-records · permission: fuel:refuel:start · sent with an Idempotency-Key
     */
    start: (body: BodyOf<operations["refuelRecords.start"]>, options?: RequestOptions): Promise<AnswerOf<operations["refuelRecords.start"], "data">> =>
      caller.call({ id: "refuelRecords.start", method: "POST", path: "/refuel-records", unwrap: "data", idempotent: true }, { body }, options),

    /**
     * 获取加油记录列表
     *
     * 权限：fuel:refuel:read
     *
     * GET /refuel-records · permission: fuel:refuel:read
     */
    list: (query?: QueryOf<operations["refuelRecords.list"]>, options?: RequestOptions): Pages<AnswerOf<operations["refuelRecords.list"], "data">, ItemOf<AnswerOf<operations["refuelRecords.list"], "data">, "list">> =>
      caller.pages({ id: "refuelRecords.list", method: "GET", path: "/refuel-records", unwrap: "data", items: "list" }, { query: query ?? {} }, options),

    /**
     * 结束加油
     *
     * 连接了设备的油枪以油机显示为准；actual_amount仅用于未连接设备的油枪。权限：fuel:refuel:end
     *
     * PUT /refuel-records/{id}/end · permission: fuel:refuel:end
     */
    end: (id: PathOf<operations["refuelRecords.end"]>["id"], body: BodyOf<operations["refuelRecords.end"]>, options?: RequestOptions): Promise<AnswerOf<operations["refuelRecords.end"], "data">> =>
      caller.call({ id: "refuelRecords.end", method: "PUT", path: "/refuel-records/{id}/end", unwrap: "data" }, { path: { id }, body }, options),
  },

  payments: {
    /**
     * 获取支付记录列表
     *
     * 权限：fuel:payment:read
     *
     * GET /payments · permission: fuel:payment:read
     */
    list: (query?: QueryOf<operations["payments.list"]>, options?: RequestOptions): Pages<AnswerOf<operations["payments.list"], "data">, ItemOf<AnswerOf<operations["payments.list"], "data">, "list">> =>
      caller.pages({ id: "payments.list", method: "GET", path: "/payments", unwrap: "data", items: "list" }, { query: query ?? {} }, options),
  },

  auditLogs: {
    /**
     * 查询审计日志
     *
     * 所有成功的变更与因权限被拒绝的请求，由新到旧；只能追加，不能修改或删除。权限：fuel:audit:read
     *
     * GET /audit-logs · permission: fuel:audit:read
     */
    list: (query?: QueryOf<operations["auditLogs.list"]>, options?: RequestOptions): Pages<AnswerOf<operations["auditLogs.list"], "data">, ItemOf<AnswerOf<operations["auditLogs.list"], "data">, "list">> =>
      caller.pages({ id: "auditLogs.list", method: "GET", path: "/audit-logs", unwrap: "data", items: "list" }, { query: query ?? {} }, options),
  },

  traces: {
    /**
     * 追踪一笔交易
     *
     * 由订单号或追踪编号查询：订单、指令、设备事件与报文、确认、账本分录，按时间排列。权限：fuel:trace:read
     *
     * GET /traces/{id} · permission: fuel:trace:read
     */
    get: (id: PathOf<operations["traces.get"]>["id"], options?: RequestOptions): Promise<AnswerOf<operations["traces.get"], "data">> =>
      caller.call({ id: "traces.get", method: "GET", path: "/traces/{id}", unwrap: "data" }, { path: { id } }, options),
  },
});

export type FuelResources = ReturnType<typeof fuelResources>;
