import type { Context } from "../../context.js";
import { Refusal } from "../../contract/refusal.js";
import { type AccountRow, accounts } from "../../storage/repositories/accounts.js";
import { type CaptchaAnswer, checkCaptcha } from "./captcha.js";
import { failuresOf, underLockOut } from "./lock-out.js";
import { useCode } from "./one-time-code.js";

export interface PasswordProof {
  /** A user name or a phone number. */
  readonly name: string;
  readonly password: string;
  readonly address: string;
  /** Only accounts of this kind: `customer`, `merchant` or `system`. */
  readonly loginType?: string | undefined;
  readonly captcha?: CaptchaAnswer | undefined;
}

const wrong = () => new Refusal("auth.credentials-wrong");

const enabled = (account: AccountRow): AccountRow => {
  if (account.status !== 1) throw new Refusal("auth.account-disabled");
  return account;
};

const isOfType = (account: AccountRow, loginType: string | undefined): boolean =>
  loginType === undefined || account.role_login_type === loginType;

/** The account behind a name and password. Unknown names, wrong passwords and wrong kinds look and last the same. */
export const proveByPassword = async (
  context: Context,
  system: string,
  { name, password, address, loginType, captcha }: PasswordProof,
): Promise<AccountRow> => {
  const claim = { system, name, address };
  const { captchaAfterFailures } = context.config;
  const isCaptchaDue = captchaAfterFailures > 0 && (await failuresOf(context, claim)) >= captchaAfterFailures;
  await checkCaptcha(context, captcha, isCaptchaDue);
  const account = await underLockOut(context, claim, wrong, async () => {
    const found = await accounts(context.db, system).byNameOrMobile(name);
    const matches = await context.passwords.matches(found?.password_hash, password);
    return found && matches && isOfType(found, loginType) ? found : undefined;
  });
  return enabled(account);
};

/** The account of a phone that was sent a code to sign in with. */
export const proveByCode = async (
  context: Context,
  system: string,
  { mobile, code, address }: { readonly mobile: string; readonly code: string; readonly address: string },
): Promise<AccountRow> => {
  const wrongCode = () => new Refusal("auth.code-wrong");
  const account = await underLockOut(context, { system, name: mobile, address }, wrongCode, async () =>
    (await useCode(context, system, mobile, "login", code))
      ? await accounts(context.db, system).byMobile(mobile)
      : undefined,
  );
  return enabled(account);
};
