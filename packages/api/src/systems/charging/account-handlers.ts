import { zonedIso } from "@waystation/core/kernel";
import { kilowattHours, kilowattHoursFromWh, quantityNumber } from "@waystation/core/quantity";
import type { Context } from "../../context.js";
import { type Caller, callerOf } from "../../contract/call.js";
import { Refusal } from "../../contract/refusal.js";
import type { Handlers } from "../../contract/register-system.js";
import { captchaOf } from "../../contract/sign-in-fields.js";
import {
  CODE_TTL_S,
  changePassword,
  closeSession,
  makeCaptcha,
  openSession,
  proveByCode,
  proveByPassword,
  resetPassword,
  sendCode,
  useCode,
} from "../../services/sign-in/index.js";
import { accounts } from "../../storage/repositories/accounts.js";
import { CHARGING_ZONE } from "./charging-floor.js";
import type { chargingRoutes } from "./contract.js";

type AccountOperation = Extract<keyof typeof chargingRoutes, `account.${string}`>;

const isoOf = (at: number): string => zonedIso(at, CHARGING_ZONE);

/** The accounts of drivers: registration, sign-in, passwords. */
export const accountHandlers = (context: Context): Pick<Handlers<typeof chargingRoutes>, AccountOperation> => {
  const { db, clock, passwords } = context;
  const tokenFor = async (call: Caller, userId: number) => {
    call.note({ object: `users:${userId}` });
    return { token: (await openSession(context, "charging", userId)).token };
  };

  return {
    "account.login": async ({ body }, call) => {
      const { address } = call;
      const proof = { name: body.username, password: body.password, address, captcha: captchaOf(body) };
      return tokenFor(call, (await proveByPassword(context, "charging", proof)).id);
    },
    "account.loginByCode": async ({ body }, call) =>
      tokenFor(call, (await proveByCode(context, "charging", { ...body, address: call.address })).id),
    "account.register": async ({ body }, call) => {
      const battery = body.battery_capacity ?? body.battery_capcity;
      const { mobile = null, code = "" } = body;
      if (mobile !== null && !(await useCode(context, "charging", mobile, "register", code))) {
        throw new Refusal("auth.code-wrong");
      }
      const role = await accounts(db, "charging").roleByCode("driver");
      const at = clock.now();
      const created = await accounts(call.db, "charging").create({
        username: body.username,
        password_hash: await passwords.hash(body.password),
        real_name: null,
        mobile,
        email: body.email,
        role_id: role!.id,
        status: 1,
        avatar: null,
        license_plate: body.license_plate ?? null,
        // Detail prints 0 for a battery that is not known: so 0 says that here too.
        battery_wh: (battery === undefined ? 0 : kilowattHours(battery).steps / 10) || null,
        last_login_at: null,
        created_at: at,
        updated_at: at,
      });
      if (!created) throw new Refusal("user.name-taken", { username: body.username });
      return tokenFor(call, created.id);
    },
    "account.sendCode": async ({ body }, { address }) => {
      const { mobile, type: purpose } = body;
      const isExpected = async () => {
        const isTaken = (await accounts(db, "charging").byMobile(mobile)) !== undefined;
        return purpose === "register" ? !isTaken : isTaken;
      };
      await sendCode(context, "charging", { mobile, purpose, address, captcha: captchaOf(body), isExpected });
      return { data: { expires_in: CODE_TTL_S } };
    },
    "account.captcha": async () => {
      const { key, image, expiresInS } = await makeCaptcha(context);
      return { data: { captcha_key: key, image, expires_in: expiresInS } };
    },
    "account.resetPassword": async ({ body }, { address }) => {
      const { mobile, code, password: newPassword } = body;
      await resetPassword(context, "charging", { mobile, code, newPassword, address });
      return {};
    },
    "account.changePassword": async ({ body }, call) => {
      const { old_password: oldPassword, new_password: newPassword } = body;
      const { address } = call;
      await changePassword(context, "charging", callerOf(call), { oldPassword, newPassword, address });
      return {};
    },
    "account.logout": async (_input, call) => {
      await closeSession(context, callerOf(call).sessionId);
      return {};
    },
    "account.detail": async (_input, call) => {
      const account = (await accounts(db, "charging").byId(callerOf(call).userId))!;
      return {
        data: {
          user_id: String(account.id),
          username: account.username,
          email: account.email ?? "",
          license_plate: account.license_plate ?? "",
          battery_capacity: quantityNumber(kilowattHoursFromWh(account.battery_wh ?? 0)),
          created_at: isoOf(account.created_at),
          updated_at: isoOf(account.updated_at),
        },
      };
    },
  };
};
