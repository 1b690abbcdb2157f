import { withDeadline } from "./deadline.js";
import { UnauthorisedError } from "./errors.js";
import { type CallInput, type Operation, type RequestOptions, urlOf } from "./operation.js";
import type { ClientOptions } from "./options.js";
import { type NextPage, Pages } from "./pages.js";
import { webPlatform } from "./platform.js";
import { type Prepared, send } from "./send.js";
import { createSession, type SessionRules } from "./session.js";
import { memoryTokenStore } from "./tokens.js";

/** What the generated resources call. */
export interface Caller {
  call<Answer>(operation: Operation, input: CallInput, options?: RequestOptions): Promise<Answer>;
  pages<Page, Item>(operation: Operation, input: CallInput, options?: RequestOptions): Pages<Page, Item>;
}

/** What differs from system to system. */
export interface SystemRules {
  readonly session: SessionRules;
  readonly nextPage: NextPage;
}

/** The runtime of one client: prepares, signs, sends, renews the session once when it is refused. */
export const createCaller = (options: ClientOptions, { session: rules, nextPage }: SystemRules): Caller => {
  const platform = options.platform ?? webPlatform;
  const store = options.tokens ?? memoryTokenStore();
  const session = createSession(store, rules, platform.now);
  const context = { platform, hooks: options };
  const isRenewable = ({ id }: Operation): boolean => !rules.opens.includes(id);

  const prepare = (
    operation: Operation,
    input: CallInput,
    each: RequestOptions,
    overallTimeoutMs: number,
  ): Prepared => {
    const requestId = platform.uuid();
    const idempotencyKey = each.idempotencyKey ?? (operation.idempotent ? platform.uuid() : undefined);
    return {
      operation,
      url: urlOf(options.baseUrl, operation, input),
      headers: {
        Accept: "application/json",
        ...options.headers,
        ...each.headers,
        "X-Request-Id": requestId,
        ...(idempotencyKey === undefined ? {} : { "Idempotency-Key": idempotencyKey }),
      },
      body: input.body === undefined ? undefined : JSON.stringify(input.body),
      requestId,
      idempotencyKey,
      timeoutMs: each.timeoutMs ?? options.timeoutMs ?? 30_000,
      maxRetries: each.maxRetries ?? options.maxRetries ?? 3,
      endsAtMs: overallTimeoutMs ? platform.now() + overallTimeoutMs : Number.POSITIVE_INFINITY,
    };
  };

  const authorised = async (call: Prepared, signal: AbortSignal): Promise<unknown> => {
    if (call.operation.public) return send(call, undefined, signal, context);
    const renewable = isRenewable(call.operation);
    // Nobody is signed in to be signed out; but a session whose token has expired is renewed, so that it can be ended.
    const asIs = !renewable || rules.closes.includes(call.operation.id);
    const tokens = asIs ? await store.get() : await session.current();
    try {
      return await send(call, tokens?.accessToken, signal, context);
    } catch (refusal) {
      if (!(refusal instanceof UnauthorisedError && tokens && renewable)) throw refusal;
      const renewed = await session.renew(tokens).catch((cause: unknown) => {
        refusal.cause = cause;
        throw refusal;
      });
      return send(call, renewed.accessToken, signal, context);
    }
  };

  const settle = async ({ id }: Operation, answer: unknown): Promise<void> => {
    if (rules.opens.includes(id)) await store.set(rules.tokensOf(answer, platform.now()));
    if (rules.closes.includes(id)) await store.set(undefined);
  };

  const call = async (operation: Operation, input: CallInput, each: RequestOptions = {}): Promise<unknown> => {
    const overallTimeoutMs = each.overallTimeoutMs ?? options.overallTimeoutMs ?? 120_000;
    const prepared = prepare(operation, input, each, overallTimeoutMs);
    const deadline = { platform, parent: each.signal, timeoutMs: overallTimeoutMs, requestId: prepared.requestId };
    return withDeadline(deadline, async (signal) => {
      const answer = await authorised(prepared, signal);
      await settle(operation, answer);
      return answer;
    });
  };

  return {
    call: <Answer>(operation: Operation, input: CallInput, each?: RequestOptions) =>
      call(operation, input, each) as Promise<Answer>,
    pages: <Page, Item>(operation: Operation, input: CallInput, each?: RequestOptions) =>
      new Pages<Page, Item>(
        (query) => call(operation, { ...input, query: { ...input.query, ...query } }, each) as Promise<Page>,
        (page) => (page as Record<string, readonly Item[]>)[operation.items ?? "list"] ?? [],
        nextPage,
      ),
  };
};
