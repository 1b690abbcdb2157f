import { apis, buttons, menu, type SystemRights } from "./system-rights.js";

/** Admins act for their tenant, cashiers and attendants at their stations, members for themselves. */
export const fuelRights: SystemRights = {
  permissions: [
    menu("fuel:sale", "销售管理", "/sale", [
      menu("fuel:order", "订单", "/sale/orders", [
        ...apis("fuel:order", {
          read: "查看订单",
          create: "创建订单",
          cancel: "取消订单",
          pay: "订单收款",
          export: "导出订单",
        }),
      ]),
      menu("fuel:refuel", "加油记录", "/sale/refuels", [
        ...apis("fuel:refuel", { read: "查看加油记录", start: "开始加油", end: "结束加油" }),
        ...buttons("fuel:refuel", { "by-hand": "手工录入升数" }),
      ]),
      menu("fuel:payment", "支付", "/sale/payments", [
        ...apis("fuel:payment", { read: "查看支付" }),
        ...buttons("fuel:payment", { counter: "现金与刷卡收款" }),
      ]),
      menu("fuel:trace", "交易追踪", "/sale/traces", apis("fuel:trace", { read: "追踪交易" })),
    ]),
    menu("fuel:site", "站点管理", "/site", [
      menu("fuel:station", "站点与油枪", "/site/stations", apis("fuel:station", { read: "查看站点与油枪" })),
      menu("fuel:oil", "油品与价格", "/site/oils", apis("fuel:oil", { read: "查看油品", price: "调整价格" })),
    ]),
    menu("fuel:customer", "客户管理", "/customer", [
      menu("fuel:member", "会员", "/customer/members", buttons("fuel:member", { read: "查看会员" })),
      menu(
        "fuel:coupon",
        "优惠券",
        "/customer/coupons",
        apis("fuel:coupon", { read: "查看优惠券", use: "使用优惠券" }),
      ),
    ]),
    menu("fuel:system", "系统管理", "/system", [
      menu("fuel:user", "用户", "/system/users", buttons("fuel:user", { read: "查看用户" })),
      menu("fuel:audit", "审计日志", "/system/audit", apis("fuel:audit", { read: "查看审计日志" })),
      menu("fuel:personal", "个人信息", "/system/personal", buttons("fuel:personal", { read: "查看完整个人信息" })),
    ]),
  ],
  roles: [
    { code: "admin", name: "管理员", loginType: "system", grants: { tenant: ["*"] } },
    {
      code: "cashier",
      name: "收银员",
      loginType: "merchant",
      grants: {
        station: ["fuel:order:*", "fuel:refuel:*", "fuel:payment:*", "fuel:station:read", "fuel:trace:read"],
        tenant: ["fuel:coupon:*", "fuel:member:read", "fuel:oil:read"],
        own: ["fuel:user:read"],
      },
    },
    {
      code: "attendant",
      name: "加油员",
      loginType: "merchant",
      grants: {
        station: [
          "fuel:order:create",
          "fuel:order:read",
          "fuel:order:cancel",
          "fuel:refuel:*",
          "fuel:payment:read",
          "fuel:station:read",
        ],
        tenant: ["fuel:coupon:read", "fuel:member:read", "fuel:oil:read"],
        own: ["fuel:user:read"],
      },
    },
    {
      code: "member",
      name: "会员",
      loginType: "customer",
      grants: {
        own: [
          "fuel:order:read",
          "fuel:order:create",
          "fuel:order:cancel",
          "fuel:order:pay",
          "fuel:refuel:read",
          "fuel:payment:read",
          "fuel:coupon:*",
          "fuel:member:read",
          "fuel:user:read",
        ],
        tenant: ["fuel:oil:read", "fuel:station:read"],
      },
    },
    { code: "platform", name: "平台管理员", loginType: "system", grants: { all: ["*"] } },
  ],
};
