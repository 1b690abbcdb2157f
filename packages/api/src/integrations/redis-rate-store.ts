import { Redis } from "ioredis";
import type { Hits, RateStore } from "./rate-store.js";

/** One atomic step: count, and begin the window with the first hit. */
const HIT = `
local count = redis.call("INCR", KEYS[1])
if count == 1 then redis.call("PEXPIRE", KEYS[1], ARGV[1]) end
return { count, redis.call("PTTL", KEYS[1]) }`;

export interface RedisRateStoreOptions {
  readonly url: string;
  /** Counts while Redis does not answer: a limit of each instance alone is better than none, or than no service. */
  readonly fallback: RateStore;
  warn(message: string): void;
}

/** Counters that several instances of the API share. */
export const redisRateStore = ({ url, fallback, warn }: RedisRateStoreOptions): RateStore => {
  const redis = new Redis(url, {
    keyPrefix: "waystation:rate:",
    enableAutoPipelining: true,
    maxRetriesPerRequest: 1,
    commandTimeout: 500,
  });
  let isDown = false;
  const down = (error: Error): void => {
    if (!isDown) warn(`rate limits: Redis does not answer, this instance counts alone: ${error.message}`);
    isDown = true;
  };
  redis.on("error", down);
  redis.on("ready", () => {
    isDown = false;
  });
  return {
    hit: async (key, windowMs): Promise<Hits> => {
      if (isDown) return fallback.hit(key, windowMs);
      try {
        const [count, resetMs] = (await redis.eval(HIT, 1, key, windowMs)) as [number, number];
        return { count, resetMs: Math.max(0, resetMs) };
      } catch (error) {
        down(error as Error);
        return fallback.hit(key, windowMs);
      }
    },
    close: async () => {
      redis.disconnect();
      await fallback.close();
    },
  };
};
