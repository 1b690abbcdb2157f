import { ForbiddenError, UnauthorisedError } from "./errors.js";
import type { TokenStore, Tokens } from "./tokens.js";

/** How a system signs in, by the ids of its operations. */
export interface SessionRules {
  /** Their answers are tokens: sign-in, registration, refresh. They are sent with the token at hand, never renewed first. */
  readonly opens: readonly string[];
  /** After them there is no session. */
  readonly closes: readonly string[];
  tokensOf(answer: unknown, now: number): Tokens;
  /** Exchanges a live token for the next; absent where a system has none. */
  readonly refresh?: () => Promise<unknown>;
  /** Signs in by the application's credentials; absent where it gave none. */
  readonly signIn?: (() => Promise<unknown>) | undefined;
}

export interface Session {
  /** The tokens to send, renewed ahead of their expiry; undefined when not signed in. */
  current(): Promise<Tokens | undefined>;
  /** Tokens after the stale ones: whoever comes while a renewal runs shares it. Rejects when there are none to be had. */
  renew(stale: Tokens | undefined): Promise<Tokens>;
}

export const createSession = (store: TokenStore, rules: SessionRules, now: () => number): Session => {
  let running: Promise<Tokens> | undefined;

  const attempt = async (stale: Tokens | undefined): Promise<Tokens> => {
    const current = await store.get();
    if (current && current.accessToken !== stale?.accessToken) return current;
    const ways = [...(current && rules.refresh ? [rules.refresh] : []), ...(rules.signIn ? [rules.signIn] : [])];
    let cause: unknown;
    for (const way of ways) {
      try {
        await way();
        const renewed = await store.get();
        if (renewed) return renewed;
      } catch (failure) {
        // Without a clear no the session may well be alive: it is kept for the next call.
        if (!(failure instanceof UnauthorisedError || failure instanceof ForbiddenError)) throw failure;
        cause = failure;
      }
    }
    await store.set(undefined);
    throw cause ?? new Error("no way to renew the session");
  };

  const renew = (stale: Tokens | undefined): Promise<Tokens> => {
    running ??= attempt(stale).finally(() => {
      running = undefined;
    });
    return running;
  };

  const current = async (): Promise<Tokens | undefined> => {
    const tokens = await store.get();
    if (!tokens) return rules.signIn ? renew(undefined) : undefined;
    const due = tokens.renewAtMs !== undefined && now() >= tokens.renewAtMs;
    // A token that could not be renewed ahead of time is good until it is refused.
    return due ? renew(tokens).catch(() => tokens) : tokens;
  };

  return { current, renew };
};
