import { z } from "zod";
import { download } from "../../../contract/download.js";
import { bodyId, dateInput, decimalInput, id, idParams, localTime, yuan, yuanInput } from "../../../contract/fields.js";
import { route } from "../../../contract/route.js";
import { trace } from "../../../contract/trace.js";
import { exportTypes } from "../../../services/exports/index.js";
import { pageOf, pageQuery } from "../dialect.js";
import { auditEntry, order, orderDetail, payment, refuelRecord } from "../schemas.js";
import { nothing, optionalText } from "./fields.js";

const dates = { start_date: dateInput.optional(), end_date: dateInput.optional() };

/** Orders, fills and payments, and what they left behind: chapters 2.6 to 2.8 of the document, the audit log and the trace. */
export const orderRoutes = {
  "orders.create": route({
    method: "POST",
    path: "/orders",
    summary: "创建订单",
    permission: "fuel:order:create",
    body: z
      .object({
        station_id: bodyId,
        member_id: bodyId.optional(),
        oil_id: bodyId,
        oil_gun_id: bodyId,
        service_type: z.int().min(0).max(9).optional(),
        amount: decimalInput.optional().meta({ description: "预定升数", examples: [50] }),
        preset_money: yuanInput.optional().meta({ description: "预定金额（元），与amount二选一" }),
        vehicle_no: z.string().max(20).optional(),
        attendant_id: bodyId.optional(),
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
      cashier_id: bodyId.optional(),
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
    body: z.object({ order_id: bodyId, oil_gun_id: bodyId, operator_id: bodyId.optional() }),
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
  "auditLogs.list": route({
    method: "GET",
    path: "/audit-logs",
    summary: "查询审计日志",
    description: "所有成功的变更与因权限被拒绝的请求，由新到旧；只能追加，不能修改或删除",
    permission: "fuel:audit:read",
    query: z.object({
      ...pageQuery,
      user_id: id.optional(),
      operation: optionalText,
      object: optionalText,
      outcome: optionalText,
      request_id: optionalText,
      correlation_id: optionalText,
      ...dates,
    }),
    data: pageOf(auditEntry),
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
