import { z } from "zod";
import { download } from "../../../contract/download.js";
import { bodyId, idParams, yuan } from "../../../contract/fields.js";
import { route } from "../../../contract/route.js";
import {
  captchaData,
  captchaFields,
  mobile,
  newPassword,
  oneTimeCode,
  password,
} from "../../../contract/sign-in-fields.js";
import type { Image } from "../../../services/uploads/index.js";
import { user, userCoupon, userInfo } from "../schemas.js";
import { nothing } from "./fields.js";

const token = z.string().meta({ description: "JWT", examples: ["eyJhbGciOiJFZERTQSJ9..."] });
const expiresIn = z.int().meta({ description: "秒", examples: [3600] });
const refreshToken = z.string().optional().meta({ description: "仅在登录时请求了refresh_token的客户端得到" });
const sessionFields = {
  remember: z.boolean().optional().meta({ description: "是否记住登录状态" }),
  refresh_token: z.boolean().optional().meta({ description: "是否使用轮换的refresh_token，访问令牌随之缩短为15分钟" }),
};
const signedIn = z.object({ token, expires_in: expiresIn, refresh_token: refreshToken, user_info: userInfo });

/** Signing in, the own account, and the coupons in its hands: chapters 2.1, 2.2 and 2.9 of the document. */
export const accountRoutes = {
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
    body: z.object({ order_id: bodyId }),
    data: z.object({ order_id: z.int(), discount_amount: yuan, payable_amount: yuan }),
    unwrap: "data",
    idempotent: true,
  }),
} as const;
