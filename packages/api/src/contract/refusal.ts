/** What may be wrong with a field of a request, by the field's path (`items.0.amount`). */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/**
 * Every expected failure of the API, its HTTP status and its message: the one registry. A code is `area.what-went-wrong`;
 * `{name}` in a message is filled from the refusal's data.
 */
export const refusals = {
  "request.invalid": { status: 400, message: "参数错误" },
  "request.not-found": { status: 404, message: "接口不存在：{method} {path}" },
  "request.too-large": { status: 413, message: "请求内容过大" },
  "request.unsupported-media": { status: 415, message: "不支持的内容类型：{contentType}" },
  "request.too-many": { status: 429, message: "请求过于频繁，请{seconds}秒后重试" },
  "request.idempotency-conflict": { status: 422, message: "同一Idempotency-Key的请求内容不一致" },
  "request.idempotency-running": { status: 409, message: "同一Idempotency-Key的请求正在处理" },
  "server.overloaded": { status: 503, message: "服务繁忙，请稍后重试" },
  "server.failed": { status: 500, message: "服务器内部错误，请求编号{requestId}" },
  "auth.token-missing": { status: 401, message: "未登录：缺少访问令牌" },
  "auth.token-invalid": { status: 401, message: "访问令牌无效或已过期" },
  "auth.credentials-wrong": { status: 401, message: "用户名或密码错误" },
  "auth.account-disabled": { status: 403, message: "账号已停用" },
  "auth.locked": { status: 429, message: "登录失败次数过多，请{seconds}秒后重试" },
  "auth.code-wrong": { status: 401, message: "验证码错误或已失效" },
  "auth.code-too-soon": { status: 429, message: "验证码发送过于频繁，请{seconds}秒后重试" },
  "auth.codes-unavailable": { status: 501, message: "未配置短信服务，无法发送验证码" },
  "auth.captcha-required": { status: 400, message: "请先完成图形验证码" },
  "auth.captcha-wrong": { status: 400, message: "图形验证码错误或已失效" },
  "auth.password-wrong": { status: 400, message: "原密码错误" },
  "auth.password-same": { status: 400, message: "新密码不能与原密码相同" },
  "auth.tenant-refused": { status: 403, message: "无权访问X-Tenant-Id指定的租户" },
  "auth.forbidden": { status: 403, message: "没有权限：{permission}" },
  "user.name-taken": { status: 409, message: "用户名已存在：{username}" },
  "user.not-found": { status: 404, message: "用户不存在" },
  "member.not-found": { status: 404, message: "会员不存在：{id}" },
  "station.not-found": { status: 404, message: "站点不存在：{id}" },
  "oil.not-found": { status: 404, message: "油品不存在：{id}" },
  "station.closed": { status: 409, message: "站点{id}已停业" },
  "oil.disabled": { status: 409, message: "油品{id}已停用" },
  "oil.no-price": { status: 409, message: "油品{id}当前没有生效的价格" },
  "gun.not-found": { status: 404, message: "油枪不存在：{id}" },
  "gun.wrong-station": { status: 409, message: "油枪{gunNo}不属于该站点" },
  "gun.wrong-oil": { status: 409, message: "油枪{gunNo}不出售该油品" },
  "gun.not-free": { status: 409, message: "油枪{gunNo}当前不可用：{state}" },
  "gun.price-differs": { status: 409, message: "油枪{gunNo}显示的单价{pumpPrice}与订单单价{orderPrice}不一致" },
  "gun.price-unconfirmed": { status: 409, message: "油枪{gunNo}尚未确认单价" },
  "gun.no-device": { status: 409, message: "油枪{gunNo}未连接设备" },
  "order.not-found": { status: 404, message: "订单不存在：{id}" },
  "order.not-allowed": { status: 409, message: "订单当前状态不允许该操作：{event}（{reason}）" },
  "order.gun-differs": { status: 409, message: "订单的油枪与请求不一致" },
  "order.changed": { status: 409, message: "订单已被其他请求修改，请刷新后重试" },
  "refuel.not-found": { status: 404, message: "加油记录不存在：{id}" },
  "refuel.still-running": { status: 409, message: "油枪尚未挂回，加油仍在进行" },
  "coupon.not-found": { status: 404, message: "优惠券不存在：{id}" },
  "coupon.not-applicable": { status: 409, message: "优惠券不可用：{reason}" },
  "payment.not-found": { status: 404, message: "支付记录不存在：{id}" },
  "payment.amount-differs": { status: 409, message: "支付金额与应付金额不一致：应付{due}元" },
  "payment.transaction-unknown": { status: 409, message: "支付渠道没有该流水号：{transactionId}" },
  "payment.transaction-differs": { status: 409, message: "支付渠道的金额或状态与请求不一致" },
  "payment.transaction-used": { status: 409, message: "该支付流水号已被使用" },
  "payment.method-unknown": { status: 400, message: "不支持的支付方式：{method}" },
  "gateway.code-refused": { status: 403, message: "注册码无效、已使用或已过期" },
  "device.offline": { status: 409, message: "设备离线：{device}" },
  "device.refused": { status: 409, message: "设备拒绝：{reason}" },
  "device.timeout": { status: 504, message: "设备未在规定时间内应答：{device}" },
  "upload.missing": { status: 400, message: "缺少文件：字段file" },
  "upload.type-refused": { status: 400, message: "文件类型不允许：仅限内容与扩展名一致的PNG、JPEG、WebP图片" },
  "upload.too-many-pixels": { status: 400, message: "图片尺寸过大：最多{limit}像素" },
  "upload.not-found": { status: 404, message: "文件不存在" },
  "trace.not-found": { status: 404, message: "没有该编号的记录：{id}" },
  "charging.refused": { status: 409, message: "{reason}" },
  "charging.no-request": { status: 409, message: "当前没有充电请求" },
  "charging.quantity-invalid": { status: 400, message: "充电量必须大于0" },
  "charging.quantity-over-battery": { status: 400, message: "充电量超过电池容量{capacity}kWh" },
} as const satisfies Record<string, { status: number; message: string }>;

export type RefusalCode = keyof typeof refusals;

export type RefusalData = Readonly<Record<string, string | number>>;

/** An expected failure, thrown so that a transaction rolls back; the dialect of the system puts it on the wire. */
export class Refusal extends Error {
  readonly status: number;

  constructor(
    readonly code: RefusalCode,
    readonly data: RefusalData = {},
    readonly fields?: FieldErrors,
  ) {
    super(refusals[code].message.replace(/\{(\w+)\}/g, (_, name: string) => String(data[name] ?? "?")));
    this.name = "Refusal";
    this.status = refusals[code].status;
  }
}
