import type { Context } from "../../context.js";
import type { Principal } from "../../contract/call.js";
import { Refusal } from "../../contract/refusal.js";
import { accounts } from "../../storage/repositories/accounts.js";
import { sessions } from "../../storage/repositories/sessions.js";
import { forgetFailures, underLockOut } from "./lock-out.js";
import { useCode } from "./one-time-code.js";

const store = (context: Context, system: string, userId: number, passwordHash: string, exceptSession?: string) =>
  context.db.transaction().execute(async (tx) => {
    const now = context.clock.now();
    await accounts(tx, system).setPassword(userId, passwordHash, now);
    await sessions(tx).endAllOf(userId, now, exceptSession);
  });

export interface PasswordChange {
  readonly oldPassword: string;
  readonly newPassword: string;
  readonly address: string;
}

/** A new password for who knows the old one; every other sign-in of the account ends. */
export const changePassword = async (
  context: Context,
  system: string,
  { userId, sessionId }: Principal,
  { oldPassword, newPassword, address }: PasswordChange,
): Promise<void> => {
  // Apart from the names that people sign in by: those are anybody's to try.
  const claim = { system: `${system} password`, name: String(userId), address };
  const wrong = () => new Refusal("auth.password-wrong");
  await underLockOut(context, claim, wrong, async () => {
    const account = await accounts(context.db, system).byId(userId);
    return (await context.passwords.matches(account?.password_hash, oldPassword)) ? true : undefined;
  });
  if (newPassword === oldPassword) throw new Refusal("auth.password-same");
  await store(context, system, userId, await context.passwords.hash(newPassword), sessionId);
};

export interface PasswordReset {
  readonly mobile: string;
  readonly code: string;
  readonly newPassword: string;
  readonly address: string;
}

/** A new password for who was sent a code; every sign-in of the account ends, and its names are free of lock-outs. */
export const resetPassword = async (
  context: Context,
  system: string,
  { mobile, code, newPassword, address }: PasswordReset,
): Promise<void> => {
  const wrong = () => new Refusal("auth.code-wrong");
  const account = await underLockOut(context, { system, name: mobile, address }, wrong, async () =>
    (await useCode(context, system, mobile, "reset_password", code))
      ? await accounts(context.db, system).byMobile(mobile)
      : undefined,
  );
  await store(context, system, account.id, await context.passwords.hash(newPassword));
  await forgetFailures(
    context,
    [mobile, account.username].map((name) => ({ system, name, address })),
  );
};
