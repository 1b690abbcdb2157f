/** A session as the client keeps it. A store keeps it whole: later releases may add properties. */
export interface Tokens {
  readonly accessToken: string;
  /** When to renew ahead of expiry, in milliseconds since 1970; renewed on refusal only when absent. */
  readonly renewAtMs?: number;
  /** Buys the next tokens, once; absent where the server gave none. */
  readonly refreshToken?: string;
}

/** Where tokens live: in memory unless the application hands in a store of its own. */
export interface TokenStore {
  get(): Promise<Tokens | undefined> | Tokens | undefined;
  /** Undefined forgets. */
  set(tokens: Tokens | undefined): Promise<void> | void;
}

/** Keeps tokens for as long as the page or the process lives. */
export const memoryTokenStore = (tokens?: Tokens): TokenStore => {
  let kept = tokens;
  return {
    get: () => kept,
    set: (next) => {
      kept = next;
    },
  };
};
