import type { Context } from "../../context.js";
import { type Caller, callerOf } from "../../contract/call.js";
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
  refreshByBearer,
  refreshByToken,
  resetPassword,
  type SignedIn,
  sendCode,
} from "../../services/sign-in/index.js";
import { type AccountRow, accounts } from "../../storage/repositories/accounts.js";
import type { fuelRoutes } from "./contract.js";
import { roleView } from "./views.js";

type AuthOperation = Extract<keyof typeof fuelRoutes, `auth.${string}`>;

interface SessionWishes {
  readonly remember?: boolean | undefined;
  readonly refresh_token?: boolean | undefined;
}

const tokenView = ({ token, expiresInS, refreshToken }: SignedIn) => ({
  token,
  expires_in: expiresInS,
  ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
});

/** Sign-in, its tokens and its passwords, as the fuel document writes them and in its style where it is silent. */
export const authHandlers = (context: Context): Pick<Handlers<typeof fuelRoutes>, AuthOperation> => {
  const signedIn = async (call: Caller, account: AccountRow, wishes: SessionWishes, loginType?: string) => {
    call.note({ object: `users:${account.id}` });
    const { remember, refresh_token: rotating } = wishes;
    const opened = await openSession(context, "fuel", account.id, { remember, rotating, loginType });
    const { id, username } = account;
    return { ...tokenView(opened), user_info: { id, username, role: roleView(account) } };
  };
  return {
    "auth.login": async ({ body }, call) => {
      const { address } = call;
      const { username: name, password, login_type: loginType } = body;
      const proof = { name, password, address, loginType, captcha: captchaOf(body) };
      return signedIn(call, await proveByPassword(context, "fuel", proof), body, loginType);
    },
    "auth.loginByCode": async ({ body }, call) => {
      const { mobile, code } = body;
      return signedIn(call, await proveByCode(context, "fuel", { mobile, code, address: call.address }), body);
    },
    "auth.sendCode": async ({ body }, { address }) => {
      const { mobile, type: purpose } = body;
      const isExpected = async () => (await accounts(context.db, "fuel").byMobile(mobile)) !== undefined;
      await sendCode(context, "fuel", { mobile, purpose, address, captcha: captchaOf(body), isExpected });
      return { expires_in: CODE_TTL_S };
    },
    "auth.captcha": async () => {
      const { key, image, expiresInS } = await makeCaptcha(context);
      return { captcha_key: key, image, expires_in: expiresInS };
    },
    "auth.resetPassword": async ({ body }, { address }) => {
      const { mobile, code, password: newPassword } = body;
      await resetPassword(context, "fuel", { mobile, code, newPassword, address });
      return null;
    },
    "auth.changePassword": async ({ body }, call) => {
      const { old_password: oldPassword, new_password: newPassword } = body;
      await changePassword(context, "fuel", callerOf(call), { oldPassword, newPassword, address: call.address });
      return null;
    },
    "auth.logout": async (_input, call) => {
      await closeSession(context, callerOf(call).sessionId);
      return null;
    },
    "auth.refresh": async ({ body }, call) =>
      tokenView(
        body.refresh_token === undefined
          ? await refreshByBearer(context, "fuel", callerOf(call))
          : await refreshByToken(context, "fuel", body.refresh_token),
      ),
  };
};
