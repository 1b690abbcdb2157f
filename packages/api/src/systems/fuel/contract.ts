import { z } from "zod";
import { download } from "../../contract/download.js";
import { decimalInput, id, idParams, localTime, yuan, yuanInput } from "../../contract/fields.js";
import { route } from "../../contract/route.js";
import {
  captchaData,
  captchaFields,
  mobile,
  newPassword,
  oneTimeCode,
  password,
} from "../../contract/sign-in-fields.js";
import { trace } from "../../contract/trace.js";
import { exportTypes } from "../../services/exports/index.js";
import type { Image } from "../../services/uploads/index.js";
import { pageOf, pageQuery } from "./dialect.js";
import {
  gun,
  oil,
  oilDetail,
  order,
  orderDetail,
  payment,
  refuelRecord,
  station,
  user,
  userCoupon,
  userInfo,
} from "./schemas.js";

const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "格式为YYYY-MM-DD")
  .meta({ examples: ["2025-03-12"] });
const dates = { start_date: date.optional(), end_date: date.optional() };
const nothing = z.null();
const token = z.string().meta({ description: "JWT", examples: ["eyJhbGciOiJFZERTQSJ9..."] });
const expiresIn = z.int().meta({ description: "秒", examples: [3600] });
const refreshToken = z.string().optional().meta({ description: "仅在登录时请求了refresh_token的客户端得到" });
const sessionFields = {
  remember: z.boolean().optional().meta({ description: "是否记住登录状态" }),
  refresh_token: z.boolean().optional().meta({ description: "是否使用轮换的refresh_token，访问令牌随之缩短为15分钟" }),
};
const signedIn = z.object({ token, expires_in: expiresIn, refresh_token: refreshToken, user_info: userInfo });
const optionalText = z.string().max(200).optional();

/** The endpoints of the fuel document that this release serves, by operation id. */
export const fuelRoutes = {
  "auth.login": route({
    method: "POST",
    path: "/auth/login",
    summary: "用户登录",
    permission: "public",
    body: z.object({
      username: z
        .string()
        .min(1)
        .max(64)
        .meta({ description: "用户名或手机号", examples: ["admin"] }),
      password: password.meta({ examples: ["password123"] }),
      ...sessionFields,
      login_type: z
        .enum(["customer", "merchant", "system"])
        .optional()
        .meta({ description: "仅允许该类账号登录：顾客、商户、系统" }),
      ...captchaFields,
    }),
    data: signedIn,
    unwrap: "data",
  }),
  "auth.loginByCode": route({
    method: "POST",
    path: "/auth/login-by-code",
    summary: "短信验证码登录",
    permission: "public",
    body: z.object({ mobile, code: oneTimeCode, ...sessionFields }),
    data: signedIn,
    unwrap: "data",
  }),
  "auth.sendCode": route({
    method: "POST",
    path: "/auth/send-code",
    summary: "发送短信验证码",
    description: "无论手机号是否注册，响应相同；同一手机号60秒内只能发送一次；频繁发送时需要图形验证码",
    permission: "public",
    body: z.object({ mobile, type: z.enum(["login", "reset_password"]), ...captchaFields }),
    data: z.object({ expires_in: z.int().meta({ description: "秒", examples: [300] }) }),
    message: "验证码发送成功",
    unwrap: "data",
  }),
  "auth.captcha": route({
    method: "GET",
    path: "/auth/captcha",
    summary: "获取图形验证码",
    description: "5分钟内有效，只能使用一次",
    permission: "public",
    data: captchaData,
    unwrap: "data",
  }),
  "auth.resetPassword": route({
    method: "POST",
    path: "/auth/reset-password",
    summary: "以短信验证码重置密码",
    description: "成功后该账号的全部登录失效",
    permission: "public",
    body: z.object({ mobile, code: oneTimeCode, password: newPassword }),
    data: nothing,
    message: "密码重置成功",
    unwrap: "data",
  }),
  "auth.changePassword": route({
    method: "POST",
    path: "/auth/change-password",
    summary: "修改密码",
    description: "成功后该账号的其他登录失效，当前登录保留",
    permission: "signed-in",
    body: z.object({ old_password: password, new_password: newPassword }),
    data: nothing,
    message: "密码修改成功",
    unwrap: "data",
  }),
  "auth.logout": route({
    method: "POST",
    path: "/auth/logout",
    summary: "用户登出",
    permission: "signed-in",
    data: nothing,
    message: "登出成功",
    unwrap: "data",
  }),
  "auth.refresh": route({
    method: "POST",
    path: "/auth/refresh",
    summary: "刷新令牌",
    description:
      "以请求头中仍有效的令牌换取新令牌，旧令牌10秒后失效；或以请求体中的refresh_token换取新令牌与新的refresh_token，" +
      "每个refresh_token只能使用一次（10秒内可重试），重复使用将使该次登录失效",
    permission: "signed-in-or-refresh-token",
    body: z.object({ refresh_token: z.string().min(1).max(128).optional() }),
    data: z.object({ token, expires_in: expiresIn, refresh_token: refreshToken }),
    unwrap: "data",
  }),
  "users.current": route({
    method: "GET",
    path: "/users/current",
    summary: "获取用户信息",
    permission: "signed-in",
    data: user,
    unwrap: "data",
  }),
  "users.setAvatar": route({
    method: "POST",
    path: "/users/current/avatar",
    summary: "上传头像",
    description: "PNG、JPEG或WebP，最大1 MiB、4百万像素；元数据（如拍摄地点）会被去除",
    permission: "signed-in",
    upload: { maxBytes: 1024 * 1024, maxPixels: 4_000_000 },
    body: z.custom<Image>(),
    data: z.object({ avatar: z.string().meta({ examples: ["/fuel/api/v1/users/5/avatar"] }) }),
    unwrap: "data",
  }),
  "users.avatar": route({
    method: "GET",
    path: "/users/{id}/avatar",
    summary: "获取头像",
    description: "自己的头像；他人的头像需要fuel:personal:read",
    permission: "signed-in",
    params: idParams,
    data: download,
    produces: ["image/png", "image/jpeg", "image/webp"],
  }),
  "users.coupons": route({
    method: "GET",
    path: "/users/{id}/coupons",
    summary: "获取用户优惠券",
    permission: "fuel:coupon:read",
    params: idParams,
    query: z.object({
      status: z.coerce.number().int().min(1).max(3).optional().meta({ description: "1 未使用，2 已使用，3 已过期" }),
    }),
    data: z.array(userCoupon),
    unwrap: "data",
  }),
  "userCoupons.use": route({
    method: "POST",
    path: "/user-coupons/{id}/use",
    summary: "使用优惠券",
    permission: "fuel:coupon:use",
    params: idParams,
    body: z.object({ order_id: id }),
    data: z.object({ order_id: z.int(), discount_amount: yuan, payable_amount: yuan }),
    unwrap: "data",
    idempotent: true,
  }),
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
      price: yuanInput,
      effective_time: z
        .string()
        .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/, "格式为YYYY-MM-DDTHH:mm:ss")
        .optional()
        .meta({ description: "生效时间，缺省为立即", examples: ["2025-03-15T00:00:00"] }),
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
  "orders.create": route({
    method: "POST",
    path: "/orders",
    summary: "创建订单",
    permission: "fuel:order:create",
    body: z
      .object({
        station_id: id,
        member_id: id.optional(),
        oil_id: id,
        oil_gun_id: id,
        service_type: z.int().min(0).max(9).optional(),
        amount: decimalInput.optional().meta({ description: "预定升数", examples: [50] }),
        preset_money: yuanInput.optional().meta({ description: "预定金额（元），与amount二选一" }),
        vehicle_no: z.string().max(20).optional(),
        attendant_id: id.optional(),
        remark: optionalText,
      })
      .refine((body) => (body.amount === undefined) !== (body.preset_money === undefined), {
        path: ["amount"],
        message: "amount与preset_money必须且只能填一个",
      }),
    data: z.object({ order_id: z.int(), order_no: z.string() }),
    message: "订单创建成功",
    unwrap: "data",
    idempotent: true,
  }),
  "orders.list": route({
    method: "GET",
    path: "/orders",
    summary: "获取订单列表",
    permission: "fuel:order:read",
    query: z.object({
      ...pageQuery,
      station_id: id.optional(),
      member_id: id.optional(),
      status: z.coerce.number().int().min(1).max(7).optional(),
      ...dates,
    }),
    data: pageOf(order),
    unwrap: "data",
    paged: true,
  }),
  "orders.export": route({
    method: "GET",
    path: "/orders/export",
    summary: "导出订单",
    description: "CSV或XLSX；文本不会被当作公式，个人信息按权限脱敏；最多100000行",
    permission: "fuel:order:export",
    query: z.object({
      format: z.enum(["csv", "xlsx"]).default("csv"),
      station_id: id.optional(),
      member_id: id.optional(),
      status: z.coerce.number().int().min(1).max(7).optional(),
      ...dates,
    }),
    data: download,
    produces: Object.values(exportTypes),
  }),
  "orders.get": route({
    method: "GET",
    path: "/orders/{id}",
    summary: "获取订单详情",
    permission: "fuel:order:read",
    params: idParams,
    data: orderDetail,
    unwrap: "data",
  }),
  "orders.cancel": route({
    method: "POST",
    path: "/orders/{id}/cancel",
    summary: "取消订单",
    description: "已授权的油机会被释放",
    permission: "fuel:order:cancel",
    params: idParams,
    body: z.object({ reason: z.string().min(1).max(200) }),
    data: nothing,
    unwrap: "data",
    idempotent: true,
  }),
  "orders.pay": route({
    method: "POST",
    path: "/orders/{id}/pay",
    summary: "订单支付",
    permission: "fuel:order:pay",
    params: idParams,
    body: z.object({
      payment_method: z
        .string()
        .min(1)
        .max(20)
        .meta({ description: "wechat、alipay、cash、card", examples: ["wechat"] }),
      payment_amount: yuanInput,
      transaction_id: z.string().max(64).optional().meta({ description: "线上支付的流水号" }),
      cashier_id: id.optional(),
    }),
    data: z.object({ payment_id: z.int(), order_id: z.int(), paid_amount: yuan }),
    unwrap: "data",
    idempotent: true,
  }),
  "refuelRecords.start": route({
    method: "POST",
    path: "/refuel-records",
    summary: "开始加油",
    description: "向油机下发预置与授权；油机离线、占用或价格不一致时拒绝",
    permission: "fuel:refuel:start",
    body: z.object({ order_id: id, oil_gun_id: id, operator_id: id.optional() }),
    data: z.object({ record_id: z.int(), start_time: localTime }),
    message: "开始加油",
    unwrap: "data",
    idempotent: true,
  }),
  "refuelRecords.end": route({
    method: "PUT",
    path: "/refuel-records/{id}/end",
    summary: "结束加油",
    description: "连接了设备的油枪以油机显示为准；actual_amount仅用于未连接设备的油枪",
    permission: "fuel:refuel:end",
    params: idParams,
    body: z.object({ actual_amount: decimalInput, status: z.int().min(0).max(9).optional() }),
    data: refuelRecord,
    unwrap: "data",
  }),
  "refuelRecords.list": route({
    method: "GET",
    path: "/refuel-records",
    summary: "获取加油记录列表",
    permission: "fuel:refuel:read",
    query: z.object({
      ...pageQuery,
      order_id: id.optional(),
      oil_gun_id: id.optional(),
      status: z.coerce.number().int().optional(),
      ...dates,
    }),
    data: pageOf(refuelRecord),
    unwrap: "data",
    paged: true,
  }),
  "payments.list": route({
    method: "GET",
    path: "/payments",
    summary: "获取支付记录列表",
    permission: "fuel:payment:read",
    query: z.object({
      ...pageQuery,
      order_id: id.optional(),
      payment_method: optionalText,
      status: z.coerce.number().int().optional(),
      ...dates,
    }),
    data: pageOf(payment),
    unwrap: "data",
    paged: true,
  }),
  "traces.get": route({
    method: "GET",
    path: "/traces/{id}",
    summary: "追踪一笔交易",
    description: "由订单号或追踪编号查询：订单、指令、设备事件与报文、确认、账本分录，按时间排列",
    permission: "fuel:trace:read",
    params: z.object({ id: z.string().min(1).max(64) }),
    data: trace,
    unwrap: "data",
  }),
} as const;
