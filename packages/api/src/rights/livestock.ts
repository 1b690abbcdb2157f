import { apis, buttons, menu, type SystemRights } from "./system-rights.js";

/** The document's own codes (`system:user:view`, `farm:view`, `animal:manage`), completed in their style. */
export const livestockRights: SystemRights = {
  permissions: [
    menu("system", "系统管理", "/system", [
      menu("system:user", "用户管理", "/system/users", [
        ...apis("system:user", {
          view: "查看用户",
          create: "创建用户",
          update: "更新用户",
          delete: "删除用户",
          "reset-password": "重置密码",
          "toggle-status": "启用与停用用户",
        }),
      ]),
      menu("system:role", "角色管理", "/system/roles", [
        ...apis("system:role", { view: "查看角色", create: "创建角色", update: "更新角色", delete: "删除角色" }),
      ]),
      menu("system:permission", "权限管理", "/system/permissions", [
        ...apis("system:permission", { view: "查看权限", create: "创建权限" }),
      ]),
      menu(
        "livestock:personal",
        "个人信息",
        "/system/personal",
        buttons("livestock:personal", { read: "查看完整个人信息" }),
      ),
    ]),
    menu(
      "farm",
      "养殖场管理",
      "/farms",
      apis("farm", { view: "查看养殖场", manage: "管理养殖场", audit: "审核养殖场" }),
    ),
    menu("animal", "动物管理", "/animals", apis("animal", { view: "查看动物", manage: "管理动物" })),
    menu("order", "订单管理", "/orders", apis("order", { view: "查看订单", audit: "审核订单" })),
    menu("statistics", "数据统计", "/statistics", apis("statistics", { view: "查看统计" })),
  ],
  roles: [
    { code: "super_admin", name: "超级管理员", loginType: "system", grants: { tenant: ["*"] } },
    {
      code: "operator",
      name: "运营管理员",
      loginType: "system",
      grants: { tenant: ["farm:*", "animal:*", "order:*", "statistics:view", "system:user:view"] },
    },
    {
      code: "farmer",
      name: "养殖户",
      loginType: "merchant",
      grants: {
        farm: ["farm:view", "farm:manage", "animal:*", "statistics:view"],
        own: ["order:view", "system:user:view"],
      },
    },
  ],
};
