import { hash, verify } from "@node-rs/argon2";
import type { Context } from "../context.js";
import { Refusal } from "../contract/refusal.js";
import { type AccountRow, accounts } from "../storage/repositories/accounts.js";

/** argon2id, 19 MiB, two passes (OWASP's first choice). */
const HASHING = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const ACCESS_TTL_S = 3600;
const REMEMBERED_TTL_S = 7 * 24 * 3600;
const GRACE_MS = 10_000;

let dummyHash: Promise<string> | undefined;

export interface SignedIn {
  readonly token: string;
  readonly expiresInS: number;
}

export const hashPassword = (password: string): Promise<string> => hash(password, HASHING);

/** The account behind a name and password. Unknown names cost as much time as wrong passwords. */
export const checkPassword = async (
  { db }: Context,
  system: string,
  username: string,
  password: string,
): Promise<AccountRow> => {
  const account = await accounts(db, system).byName(username);
  dummyHash ??= hashPassword("no such account");
  const matches = await verify(account?.password_hash ?? (await dummyHash), password);
  if (!account || !matches) throw new Refusal("auth.credentials-wrong");
  if (account.status !== 1) throw new Refusal("auth.account-disabled");
  return account;
};

/** Opens a sign-in and issues its token. */
export const openSession = async (
  { db, clock, ids, tokens }: Context,
  system: string,
  userId: number,
  remember = false,
): Promise<SignedIn> => {
  const now = clock.now();
  const expiresInS = remember ? REMEMBERED_TTL_S : ACCESS_TTL_S;
  const session = { id: ids.next(), user_id: userId, created_at: now, expires_at: now + expiresInS * 1000 };
  await accounts(db, system).openSession(session);
  await accounts(db, system).markLogin(userId, now);
  const token = await tokens.issue(system, { userId, sessionId: session.id }, session.expires_at);
  return { token, expiresInS };
};

/** A new token for a live sign-in; the old one lives ten seconds more, for requests that are under way. */
export const refreshSession = async (
  context: Context,
  system: string,
  principal: { readonly userId: number; readonly sessionId: string },
): Promise<SignedIn> => {
  const opened = await openSession(context, system, principal.userId);
  await accounts(context.db, system).endSession(principal.sessionId, context.clock.now() + GRACE_MS);
  return opened;
};

export const closeSession = ({ db, clock }: Context, system: string, sessionId: string) =>
  accounts(db, system).endSession(sessionId, clock.now());
