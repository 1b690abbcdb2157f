import { apis, buttons, menu, type SystemRights } from "./system-rights.js";

/** Drivers act for themselves, operators for their tenant. */
export const chargingRights: SystemRights = {
  permissions: [
    menu("charging:drive", "充电", "/charge", apis("charging", { charge: "申请与查看充电" })),
    menu("charging:system", "系统管理", "/system", [
      ...buttons("charging:user", { read: "查看用户" }),
      ...buttons("charging:personal", { read: "查看完整个人信息" }),
    ]),
  ],
  roles: [
    {
      code: "driver",
      name: "车主",
      loginType: "customer",
      grants: { own: ["charging:charge", "charging:user:read"] },
    },
    { code: "operator", name: "运营员", loginType: "system", grants: { tenant: ["*"] } },
    { code: "platform", name: "平台管理员", loginType: "system", grants: { all: ["*"] } },
  ],
};
