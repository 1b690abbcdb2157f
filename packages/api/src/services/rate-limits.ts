import { isIPv6 } from "node:net";
import type { FastifyReply } from "fastify";
import { Refusal } from "../contract/refusal.js";
import type { RateStore } from "../integrations/rate-store.js";

const WINDOW_MS = 60_000;

/** Something that may be asked so often in a minute. */
export interface Allowance {
  readonly key: string;
  /** 0 for no limit. */
  readonly perMinute: number;
}

export interface RateLimits {
  /**
   * Counts a request against its allowances and writes the standard headers of the one that is nearest its end. Refuses with
   * `request.too-many` and Retry-After when one is used up.
   */
  take(reply: FastifyReply, allowances: readonly Allowance[]): Promise<void>;
}

/** Who an address stands for: an IPv6 customer owns a whole /64. */
export const addressKey = (address: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("%")[0]!.split("::");
  const groups = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - after.length);
  const whole = [...groups, ...Array<string>(zeros).fill("0"), ...after].slice(0, 4);
  return `${whole.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
};

interface State {
  readonly limit: number;
  readonly remaining: number;
  readonly resetS: number;
}

const writeHeaders = (reply: FastifyReply, { limit, remaining, resetS }: State): void => {
  const shown = reply.getHeader("ratelimit-remaining");
  if (shown !== undefined && Number(shown) <= remaining) return;
  reply.header("ratelimit-limit", limit);
  reply.header("ratelimit-remaining", remaining);
  reply.header("ratelimit-reset", resetS);
  reply.header("ratelimit-policy", `${limit};w=${WINDOW_MS / 1000}`);
};

/** Limits by the minute on a store; headers as draft-ietf-httpapi-ratelimit-headers-06 has them. */
export const createRateLimits = (store: RateStore): RateLimits => ({
  take: async (reply, allowances) => {
    const limited = allowances.filter(({ perMinute }) => perMinute > 0);
    const states = await Promise.all(
      limited.map(async ({ key, perMinute: limit }) => {
        const { count, resetMs } = await store.hit(key, WINDOW_MS);
        return { limit, count, remaining: Math.max(0, limit - count), resetS: Math.max(1, Math.ceil(resetMs / 1000)) };
      }),
    );
    for (const state of states) writeHeaders(reply, state);
    const exceeded = states.find(({ count, limit }) => count > limit);
    if (!exceeded) return;
    reply.header("retry-after", exceeded.resetS);
    throw new Refusal("request.too-many", { seconds: exceeded.resetS });
  },
});
