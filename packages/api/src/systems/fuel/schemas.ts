import { z } from "zod";
import { localTime, yuan } from "../../contract/fields.js";

const statusNumber = (description: string) => z.int().meta({ description });

const role = z.object({ id: z.int(), name: z.string(), code: z.string() }).meta({ id: "Role", description: "角色" });

export const userInfo = z.object({ id: z.int(), username: z.string(), role }).meta({ id: "UserInfo" });

export const user = z
  .object({
    id: z.int(),
    username: z.string(),
    real_name: z.string().nullable().meta({ "x-personal": "name" }),
    mobile: z.string().nullable().meta({ "x-personal": "phone" }),
    email: z.string().nullable().meta({ "x-personal": "email" }),
    role,
    avatar: z.string().nullable(),
    last_login_time: localTime.nullable(),
  })
  .meta({ id: "User", "x-personal-of": "user:id" });

export const oil = z
  .object({
    id: z.int(),
    name: z.string(),
    code: z.string(),
    type: z.string(),
    unit: z.string(),
    current_price: yuan.nullable().meta({ description: "当前价格，元/升" }),
    status: statusNumber("1 正常，0 停用"),
    status_text: z.string(),
  })
  .meta({ id: "Oil" });

export const oilDetail = oil
  .extend({ cost_price: yuan.nullable(), created_at: localTime, updated_at: localTime })
  .meta({ id: "OilDetail" });

export const station = z
  .object({
    id: z.int(),
    name: z.string(),
    code: z.string(),
    city: z.string().nullable(),
    address: z.string().nullable(),
    phone: z.string().nullable(),
    time_zone: z.string(),
    status: statusNumber("1 营业，0 停业"),
  })
  .meta({ id: "Station" });

export const gun = z
  .object({
    id: z.int(),
    gun_no: z.string(),
    station_id: z.int(),
    oil_id: z.int(),
    oil_name: z.string(),
    status: statusNumber("1 正常，2 故障，3 已预约，4 加油中，5 关闭"),
    status_text: z.string(),
    remark: z.string().nullable(),
    device: z
      .object({
        online: z.boolean(),
        state: z.string().meta({ examples: ["idle"] }),
        price: yuan.nullable().meta({ description: "油机自己显示的单价" }),
        volume: z.number().meta({ description: "正在或最近一次加油的升数" }),
        amount: yuan.meta({ description: "正在或最近一次加油的金额" }),
      })
      .nullable()
      .meta({ description: "油机实时状态；未连接设备为null" }),
  })
  .meta({ id: "OilGun" });

export const refuelRecord = z
  .object({
    record_id: z.int(),
    order_id: z.int(),
    oil_gun_id: z.int(),
    operator_id: z.int().nullable(),
    status: statusNumber("0 加油中，1 已完成，2 已取消"),
    actual_amount: z.number().meta({ description: "升；加油中为实时值，完成后为油机显示值" }),
    actual_money: yuan.meta({ description: "元；油机显示值" }),
    start_time: localTime,
    end_time: localTime.nullable(),
  })
  .meta({ id: "RefuelRecord" });

export const payment = z
  .object({
    id: z.int(),
    order_id: z.int(),
    payment_method: z.string(),
    payment_amount: yuan,
    transaction_id: z.string().nullable(),
    cashier_id: z.int().nullable(),
    status: statusNumber("1 成功，2 已退款，3 部分退款"),
    paid_at: localTime,
  })
  .meta({ id: "Payment" });

export const order = z
  .object({
    id: z.int(),
    order_no: z.string().meta({ examples: ["GS202503121530001"] }),
    station_id: z.int(),
    member_id: z.int().nullable(),
    oil_id: z.int(),
    oil_gun_id: z.int(),
    service_type: z.int().nullable(),
    amount: z.number().nullable().meta({ description: "预定升数" }),
    preset_money: yuan.nullable().meta({ description: "预定金额" }),
    unit_price: yuan.meta({ description: "下单时锁定的单价，元/升" }),
    actual_amount: z.number().nullable().meta({ description: "实际升数：油机显示值" }),
    total_amount: yuan.meta({ description: "应收合计：加油前为预估，完成后为油机显示金额" }),
    discount_amount: yuan,
    payable_amount: yuan.meta({ description: "应付金额" }),
    paid_amount: yuan,
    vehicle_no: z.string().nullable().meta({ description: "车牌号", "x-personal": "plate" }),
    attendant_id: z.int().nullable(),
    remark: z.string().nullable(),
    status: statusNumber("1 已创建，2 加油完成，3 已支付，4 已取消，5 加油中，6 已退款，7 部分退款"),
    status_text: z.string(),
    correlation_id: z.string().meta({ description: "贯穿订单、设备、账本的追踪编号" }),
    created_at: localTime,
  })
  .meta({ id: "Order", "x-personal-of": "member:member_id" });

export const orderDetail = order
  .extend({
    refuel_records: z.array(refuelRecord),
    payments: z.array(payment),
    coupons: z.array(z.object({ user_coupon_id: z.int(), name: z.string(), discount: yuan })),
    timeline: z.array(
      z.object({
        at: localTime,
        event: z.string(),
        from: z.string(),
        to: z.string(),
        actor: z.string(),
        reason: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: "OrderDetail", "x-personal-of": "member:member_id" });

const changed = z
  .record(z.string(), z.union([z.string(), z.number(), z.null()]))
  .nullable()
  .meta({ description: "金额单位为分，体积为毫升，单价为1e-5元" });

export const auditEntry = z
  .object({
    id: z.int(),
    at: localTime,
    user_id: z.int().nullable(),
    username: z.string().nullable(),
    operation: z.string().meta({ examples: ["orders.pay"] }),
    outcome: z.string().meta({ description: "done，或拒绝原因", examples: ["done", "auth.forbidden"] }),
    object: z
      .string()
      .nullable()
      .meta({ examples: ["orders:12"] }),
    before: changed,
    after: changed,
    address: z.string(),
    request_id: z.string(),
    correlation_id: z.string().nullable(),
  })
  .meta({ id: "AuditEntry" });

export const userCoupon = z
  .object({
    id: z.int(),
    coupon_id: z.int(),
    name: z.string(),
    type: z.int(),
    discount_value: yuan,
    min_amount: yuan,
    start_time: localTime,
    end_time: localTime,
    applicable_oil_ids: z.string().nullable(),
    status: statusNumber("1 未使用，2 已使用，3 已过期"),
    order_id: z.int().nullable(),
  })
  .meta({ id: "UserCoupon" });
