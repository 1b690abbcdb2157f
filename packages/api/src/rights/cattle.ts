import { apis, menu, type SystemRights } from "./system-rights.js";

/** Who may do what in a cattle trade, as the document's "权限" lines say; buyer and seller both own an order. */
export const cattleRights: SystemRights = {
  permissions: [
    menu("cattle:trade", "交易", "/trade", [
      menu("cattle:order", "采购订单", "/trade/orders", [
        ...apis("cattle:order", { read: "查看订单", create: "创建订单", move: "更新订单状态", cancel: "取消订单" }),
      ]),
      menu("cattle:settlement", "结算与支付", "/trade/settlements", [
        ...apis("cattle:settlement", { create: "创建结算", pay: "支付", statistics: "财务统计" }),
      ]),
    ]),
    menu("cattle:transport", "运输", "/transport", [
      ...apis("cattle:transport", {
        read: "查看运输任务",
        create: "创建运输任务",
        locate: "上报位置",
        report: "上报事件",
      }),
    ]),
    menu(
      "cattle:inspection",
      "质检",
      "/inspection",
      apis("cattle:inspection", { read: "查看质检", create: "创建质检" }),
    ),
    menu("cattle:file", "文件", "/files", apis("cattle:file", { upload: "上传文件" })),
    menu("cattle:notification", "通知", "/notifications", apis("cattle:notification", { read: "查看与已读通知" })),
    menu("cattle:system", "系统", "/system", apis("cattle:system", { config: "查看配置", log: "查看日志" })),
  ],
  roles: [
    { code: "admin", name: "管理员", loginType: "system", grants: { tenant: ["*"] } },
    {
      code: "trader",
      name: "贸易商",
      loginType: "merchant",
      grants: {
        own: [
          "cattle:order:*",
          "cattle:transport:read",
          "cattle:transport:create",
          "cattle:inspection:read",
          "cattle:settlement:*",
          "cattle:file:upload",
          "cattle:notification:read",
        ],
        tenant: ["cattle:system:config"],
      },
    },
    {
      code: "supplier",
      name: "供应商",
      loginType: "merchant",
      grants: {
        own: [
          "cattle:order:read",
          "cattle:order:move",
          "cattle:order:cancel",
          "cattle:transport:read",
          "cattle:transport:create",
          "cattle:inspection:*",
          "cattle:file:upload",
          "cattle:notification:read",
        ],
        tenant: ["cattle:system:config"],
      },
    },
    {
      code: "driver",
      name: "司机",
      loginType: "merchant",
      grants: {
        own: [
          "cattle:transport:read",
          "cattle:transport:locate",
          "cattle:transport:report",
          "cattle:file:upload",
          "cattle:notification:read",
        ],
        tenant: ["cattle:system:config"],
      },
    },
    {
      code: "client",
      name: "采购商",
      loginType: "customer",
      grants: {
        own: [
          "cattle:order:*",
          "cattle:transport:read",
          "cattle:inspection:*",
          "cattle:settlement:*",
          "cattle:file:upload",
          "cattle:notification:read",
        ],
        tenant: ["cattle:system:config"],
      },
    },
  ],
};
