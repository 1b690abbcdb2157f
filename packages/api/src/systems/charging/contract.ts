import { z } from "zod";
import { decimalInput } from "../../contract/fields.js";
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

const token = z.string().meta({ description: "token" });
const tokenQuery = { token: z.string().optional().meta({ description: "token；也可用 Authorization: Bearer" }) };
const stationQuery = {
  station_id: z.coerce.number().int().positive().optional().meta({ description: "多站部署时选择站点" }),
};
const mode = z.enum(["fast", "slow"], "必须是fast或slow").meta({ description: "充电模式" });
const energy = z.coerce.number().meta({ description: "kWh" });

/** The eight endpoints of the charging document, and the trace of a disputed charge, by operation id. */
export const chargingRoutes = {
  "account.login": route({
    method: "POST",
    path: "/u/login",
    summary: "用户登录",
    permission: "public",
    form: true,
    body: z.object({
      username: z
        .string()
        .min(1)
        .max(64)
        .meta({ description: "用户名或手机号", examples: ["wyc2002"] }),
      password: password.meta({ examples: ["123456wyc"] }),
      ...captchaFields,
    }),
    data: z.object({ token }),
    message: "登录成功",
    unwrap: "token",
  }),
  "account.register": route({
    method: "POST",
    path: "/u/register",
    summary: "用户注册",
    permission: "public",
    form: true,
    body: z.object({
      username: z
        .string()
        .min(3)
        .max(64)
        .meta({ examples: ["wyc2002"] }),
      password: z
        .string()
        .min(6, "至少6个字符")
        .max(128)
        .meta({ examples: ["123456wyc"] }),
      email: z
        .email("邮箱格式不正确")
        .max(200)
        .meta({ examples: ["driver@example.com"] }),
      license_plate: z.string().max(20).optional().meta({ description: "车牌号" }),
      battery_capcity: decimalInput.optional().meta({ description: "汽车电池容量，kWh（文档的拼写）" }),
      battery_capacity: decimalInput.optional().meta({ description: "汽车电池容量，kWh" }),
      mobile: mobile.optional().meta({ description: "手机号，须同时提供发送到该号码的code" }),
      code: oneTimeCode.optional(),
    }),
    data: z.object({ token }),
    message: "注册成功",
    unwrap: "token",
  }),
  "account.loginByCode": route({
    method: "POST",
    path: "/u/login/code",
    summary: "短信验证码登录",
    permission: "public",
    form: true,
    body: z.object({ mobile, code: oneTimeCode }),
    data: z.object({ token }),
    message: "登录成功",
    unwrap: "token",
  }),
  "account.sendCode": route({
    method: "POST",
    path: "/u/code/send",
    summary: "发送短信验证码",
    description: "无论手机号是否注册，响应相同；同一手机号60秒内只能发送一次；频繁发送时需要图形验证码",
    permission: "public",
    form: true,
    body: z.object({ mobile, type: z.enum(["login", "register", "reset_password"]), ...captchaFields }),
    data: z.object({ data: z.object({ expires_in: z.int().meta({ description: "秒", examples: [300] }) }) }),
    message: "验证码发送成功",
    unwrap: "data",
  }),
  "account.captcha": route({
    method: "GET",
    path: "/u/captcha",
    summary: "获取图形验证码",
    description: "5分钟内有效，只能使用一次",
    permission: "public",
    data: z.object({ data: captchaData }),
    unwrap: "data",
  }),
  "account.resetPassword": route({
    method: "POST",
    path: "/u/password/reset",
    summary: "以短信验证码重置密码",
    description: "成功后该账号的全部登录失效",
    permission: "public",
    form: true,
    body: z.object({ mobile, code: oneTimeCode, password: newPassword }),
    data: z.object({}),
    message: "密码重置成功",
  }),
  "account.changePassword": route({
    method: "POST",
    path: "/user/password/modify",
    summary: "修改密码",
    description: "成功后该账号的其他登录失效，当前登录保留",
    permission: "signed-in",
    form: true,
    query: z.object(tokenQuery),
    body: z.object({ old_password: password, new_password: newPassword }),
    data: z.object({}),
    message: "密码修改成功",
  }),
  "account.logout": route({
    method: "POST",
    path: "/user/logout",
    summary: "退出登录",
    permission: "signed-in",
    form: true,
    query: z.object(tokenQuery),
    data: z.object({}),
    message: "退出成功",
  }),
  "account.detail": route({
    method: "GET",
    path: "/user/detail",
    summary: "获取用户信息",
    permission: "signed-in",
    query: z.object(tokenQuery),
    data: z.object({
      data: z
        .object({
          user_id: z.string(),
          username: z.string(),
          email: z.string().meta({ "x-personal": "email" }),
          license_plate: z.string().meta({ "x-personal": "plate" }),
          battery_capacity: energy,
          created_at: z.string(),
          updated_at: z.string(),
        })
        .meta({ "x-personal-of": "user:user_id" }),
    }),
    message: "获取用户信息成功",
    unwrap: "data",
  }),
  "charge.apply": route({
    method: "POST",
    path: "/user/charge/apply",
    summary: "申请充电",
    permission: "charging:charge",
    form: true,
    query: z.object({ ...tokenQuery, ...stationQuery }),
    body: z.object({ mode, quantity: decimalInput.meta({ description: "充电量，kWh", examples: ["100.4"] }) }),
    data: z.object({ data: z.string().meta({ description: "排队号码", examples: ["F1"] }) }),
    message: "申请成功",
    unwrap: "data",
    idempotent: true,
  }),
  "charge.cancel": route({
    method: "POST",
    path: "/user/charge/cancel",
    summary: "取消充电",
    permission: "charging:charge",
    form: true,
    query: z.object({ ...tokenQuery, ...stationQuery }),
    data: z.object({}),
    message: "取消成功",
    idempotent: true,
  }),
  "charge.modify": route({
    method: "POST",
    path: "/user/charge/modify",
    summary: "修改充电请求",
    permission: "charging:charge",
    form: true,
    query: z.object({ ...tokenQuery, ...stationQuery }),
    body: z.object({
      mode: mode.optional(),
      quantity: decimalInput.optional().meta({ description: "充电量，kWh", examples: ["1023.4"] }),
    }),
    data: z.object({ data: z.string().meta({ description: "新的排队号码" }) }),
    message: "修改成功",
    unwrap: "data",
    idempotent: true,
  }),
  "charge.info": route({
    method: "GET",
    path: "/user/charge/info",
    summary: "返回充电状态",
    permission: "charging:charge",
    query: z.object({ ...tokenQuery, ...stationQuery }),
    data: z.object({
      data: z.object({
        user_id: z.string(),
        charging_type: z.enum(["fast", "slow"]),
        request_power: energy.meta({ description: "申请的充电量，kWh" }),
        queue_num: z.string(),
        time_duration: z.int().meta({ description: "已等待秒数" }),
        created_at: z.string(),
        state: z.boolean().meta({ description: "是否已被叫号" }),
        status: z.enum(["waiting", "called", "charging", "charged", "interrupted"]).meta({ description: "当前阶段" }),
        pile: z.string().nullable().meta({ description: "叫到的充电桩" }),
        charging_station_id: z.int().nullable().meta({ description: "充电桩id" }),
        cars_ahead: z.int().nullable(),
        estimated_start: z.string().nullable(),
        estimated_finish: z.string().nullable(),
        charged_energy: z.string().meta({ description: "已充电量，kWh" }),
        cost: z.string().meta({ description: "目前费用，元" }),
      }),
    }),
    message: "查询成功",
    unwrap: "data",
  }),
  "logs.list": route({
    method: "GET",
    path: "/user/log/get",
    summary: "获取历史数据",
    permission: "charging:charge",
    query: z.object({
      ...tokenQuery,
      num: z.coerce.number().int().min(1).max(100).default(10).meta({ description: "返回的个数，默认为10" }),
    }),
    data: z.object({
      log: z.array(
        z.object({
          record_id: z.int(),
          request_id: z.int(),
          charging_station_id: z.int(),
          start_time: z.string(),
          end_time: z.string(),
          actual_power: z.string().meta({ description: "kWh" }),
          service_fee: z.string().meta({ description: "元" }),
          charging_fee: z.string().meta({ description: "元" }),
          total_fee: z.string().meta({ description: "元" }),
          periods: z.array(
            z.object({
              period: z.string(),
              from: z.string(),
              to: z.string(),
              energy: z.string(),
              price: z.string(),
              fee: z.string(),
            }),
          ),
          correlation_id: z.string(),
        }),
      ),
    }),
    message: "查询成功",
    unwrap: "log",
  }),
  "traces.get": route({
    method: "GET",
    path: "/traces/{id}",
    summary: "追踪一次充电",
    permission: "charging:charge",
    params: z.object({ id: z.string().min(1).max(64) }),
    query: z.object(tokenQuery),
    data: z.object({ data: trace }),
    unwrap: "data",
  }),
} as const;
