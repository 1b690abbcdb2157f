/** Time and chance: the only way the SDK touches either. Tests hand in their own. */
export interface Platform {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after the delay; rejects with the signal's reason when it aborts first. */
  sleep(delayMs: number, signal: AbortSignal): Promise<void>;
  /** Rings once after the delay unless the returned function is called before. */
  alarm(delayMs: number, ring: () => void): () => void;
  /** In [0, 1): spreads retries. Nothing secret comes of it. */
  random(): number;
  /** A version 4 UUID. */
  uuid(): string;
}

/** Timers fire at once when asked for more than this. */
const longestTimerMs = 2 ** 31 - 1;

const alarm = (delayMs: number, ring: () => void): (() => void) => {
  const timer = setTimeout(ring, Math.min(delayMs, longestTimerMs));
  return () => clearTimeout(timer);
};

type UuidSource = Pick<typeof crypto, "getRandomValues"> & Partial<Pick<typeof crypto, "randomUUID">>;

/**
 * A UUID from Web Crypto. `randomUUID` stands only in secure contexts: a page served over plain HTTP in a station's
 * network has none.
 */
export const uuidFrom = (source: UuidSource): string => {
  if (source.randomUUID) return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
};

/** The platform of browsers and Node. */
export const webPlatform: Platform = {
  now: () => Date.now(),
  sleep: (delayMs, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const stop = (): void => {
        cancel();
        reject(signal.reason);
      };
      const cancel = alarm(delayMs, () => {
        signal.removeEventListener("abort", stop);
        resolve();
      });
      signal.addEventListener("abort", stop, { once: true });
    }),
  alarm,
  random: () => Math.random(),
  uuid: () => uuidFrom(crypto),
};
