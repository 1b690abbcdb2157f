import { apis, menu, type SystemRights } from "./system-rights.js";

/** Customers act for themselves, merchants for their shops, riders for their tasks. */
export const takeoutRights: SystemRights = {
  permissions: [
    menu("takeout:shop", "店铺", "/shop", [
      menu("takeout:merchant", "商家", "/shop/merchants", [
        ...apis("takeout:merchant", { read: "查看商家", create: "创建商家", update: "更新商家", delete: "删除商家" }),
      ]),
      menu("takeout:dish", "菜品", "/shop/dishes", [
        ...apis("takeout:dish", { read: "查看菜品", create: "创建菜品", update: "更新菜品", shelve: "批量上下架" }),
      ]),
      menu("takeout:review", "评价", "/shop/reviews", [
        ...apis("takeout:review", { read: "查看评价", create: "发表评价", reply: "回复评价" }),
      ]),
    ]),
    menu("takeout:trade", "交易", "/trade", [
      menu("takeout:order", "订单", "/trade/orders", [
        ...apis("takeout:order", {
          read: "查看订单",
          create: "创建订单",
          accept: "接单",
          cook: "开始制作",
          complete: "完成订单",
          cancel: "取消订单",
        }),
      ]),
      menu("takeout:payment", "支付与退款", "/trade/payments", [
        ...apis("takeout:payment", { create: "创建支付", read: "查看支付", refund: "申请退款" }),
      ]),
      menu(
        "takeout:coupon",
        "优惠券",
        "/trade/coupons",
        apis("takeout:coupon", { read: "查看优惠券", receive: "领取优惠券" }),
      ),
    ]),
    menu("takeout:delivery", "配送", "/delivery", [
      ...apis("takeout:delivery", {
        read: "查看配送任务",
        assign: "分配配送员",
        accept: "配送员接单",
        pickup: "确认取餐",
        deliver: "确认送达",
        locate: "更新配送员位置",
      }),
    ]),
    menu(
      "takeout:statistics",
      "统计",
      "/statistics",
      apis("takeout:statistics", { shop: "商家数据", platform: "平台数据" }),
    ),
    menu("takeout:file", "文件", "/files", apis("takeout:file", { upload: "上传图片" })),
  ],
  roles: [
    { code: "admin", name: "平台管理员", loginType: "system", grants: { tenant: ["*"] } },
    {
      code: "merchant",
      name: "商家",
      loginType: "merchant",
      grants: {
        merchant: [
          "takeout:merchant:read",
          "takeout:merchant:update",
          "takeout:dish:*",
          "takeout:order:read",
          "takeout:order:accept",
          "takeout:order:cook",
          "takeout:order:complete",
          "takeout:order:cancel",
          "takeout:payment:read",
          "takeout:payment:refund",
          "takeout:delivery:read",
          "takeout:delivery:assign",
          "takeout:review:read",
          "takeout:review:reply",
          "takeout:coupon:read",
          "takeout:statistics:shop",
        ],
        own: ["takeout:file:upload"],
      },
    },
    {
      code: "rider",
      name: "配送员",
      loginType: "merchant",
      grants: {
        own: [
          "takeout:delivery:read",
          "takeout:delivery:accept",
          "takeout:delivery:pickup",
          "takeout:delivery:deliver",
          "takeout:delivery:locate",
        ],
      },
    },
    {
      code: "customer",
      name: "顾客",
      loginType: "customer",
      grants: {
        tenant: ["takeout:merchant:read", "takeout:dish:read", "takeout:review:read"],
        own: [
          "takeout:order:read",
          "takeout:order:create",
          "takeout:order:cancel",
          "takeout:payment:*",
          "takeout:coupon:*",
          "takeout:review:create",
          "takeout:delivery:read",
          "takeout:file:upload",
        ],
      },
    },
  ],
};
