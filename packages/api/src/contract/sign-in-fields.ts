import { z } from "zod";

/** Fields of sign-in that every system spells alike. */
export const mobile = z
  .string()
  .regex(/^1[3-9]\d{9}$/, "手机号格式不正确")
  .meta({ description: "手机号", examples: ["13800138000"] });

export const oneTimeCode = z
  .string()
  .regex(/^\d{6}$/, "验证码为6位数字")
  .meta({ description: "短信验证码", examples: ["123456"] });

/** A password that is being set; what was set before may be shorter. */
export const newPassword = z
  .string()
  .min(8, "至少8个字符")
  .max(128)
  .meta({ description: "新密码，至少8个字符", examples: ["new_password456"] });

/** A password that is being tried. */
export const password = z.string().min(1).max(128);

/** What an image captcha showed: both or neither. */
export const captchaFields = {
  captcha: z
    .string()
    .max(16)
    .optional()
    .meta({ description: "图形验证码", examples: ["ABCD"] }),
  captcha_key: z.string().max(64).optional().meta({ description: "图形验证码的captcha_key" }),
};

/** The captcha of a body, if it holds one. */
export const captchaOf = (body: {
  readonly captcha?: string | undefined;
  readonly captcha_key?: string | undefined;
}) =>
  body.captcha !== undefined && body.captcha_key !== undefined
    ? { text: body.captcha, key: body.captcha_key }
    : undefined;

export const captchaData = z.object({
  captcha_key: z.string(),
  image: z.string().meta({ description: "SVG图片的data URI" }),
  expires_in: z.int().meta({ description: "秒", examples: [300] }),
});
