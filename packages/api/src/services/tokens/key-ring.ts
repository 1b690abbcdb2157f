import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EpochMs } from "@waystation/core/kernel";
import { z } from "zod";
import { ConfigError } from "../../config.js";

/** A symmetric key of at least 32 random bytes. `id` is public: it stands in the header of every token it signed. */
export interface SigningKey {
  readonly id: string;
  readonly secret: Uint8Array;
  readonly createdAt: EpochMs;
}

/** The keys of a deployment, oldest first. A change of the file is seen by every instance at its next call. */
export interface KeyRing {
  all(): readonly SigningKey[];
  /** The key that signs. */
  newest(): SigningKey;
}

const FILE = "token-keys.json";
const SECRET_BYTES = 32;
/** Of 32 random bytes about 30 differ; a secret that somebody thought up seldom has 16. */
const LEAST_DISTINCT_BYTES = 16;
/** A key outlives the key after it by more than the longest-lived access token (7 days). */
const KEPT_AFTER_SUCCESSOR_MS = 8 * 24 * 3_600_000;

const schema = z.strictObject({
  keys: z
    .array(z.strictObject({ id: z.string().regex(/^[\w-]{4,40}$/), secret: z.base64url(), created_at: z.int() }))
    .min(1),
});

const makeKey = (now: EpochMs): SigningKey => ({
  id: randomBytes(6).toString("base64url"),
  secret: randomBytes(SECRET_BYTES),
  createdAt: now,
});

const refuseWeakness = (file: string, { id, secret }: SigningKey): void => {
  const advice = "delete the file to have a new one made, which signs everybody out";
  if (secret.length < SECRET_BYTES) throw new ConfigError(`${file}: key ${id} is shorter than 32 bytes: ${advice}`);
  if (new Set(secret).size < LEAST_DISTINCT_BYTES) throw new ConfigError(`${file}: key ${id} is not random: ${advice}`);
};

const readKeys = (file: string): SigningKey[] => {
  if (process.platform !== "win32" && statSync(file).mode & 0o077) {
    throw new ConfigError(`${file} may be read by others: chmod 600 it, and rotate the keys if anybody did`);
  }
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new ConfigError(`${file} is not JSON`);
  }
  const read = schema.safeParse(content);
  if (!read.success) throw new ConfigError(`${file} does not hold keys: ${read.error.issues[0]!.path.join(".")}`);
  const keys = read.data.keys.map(({ id, secret, created_at }) => ({
    id,
    secret: new Uint8Array(Buffer.from(secret, "base64url")),
    createdAt: created_at,
  }));
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new ConfigError(`${file} has one id twice`);
  for (const key of keys) refuseWeakness(file, key);
  return keys;
};

const writeKeys = (file: string, keys: readonly SigningKey[], place: (from: string, to: string) => void): void => {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  const shown = keys.map(({ id, secret, createdAt }) => ({
    id,
    secret: Buffer.from(secret).toString("base64url"),
    created_at: createdAt,
  }));
  writeFileSync(draft, `${JSON.stringify({ keys: shown }, null, 2)}\n`, { mode: 0o600, flush: true });
  place(draft, file);
};

/** A link is refused where the file stands: of two instances that start together, one makes the keys. */
const placeIfAbsent = (draft: string, file: string): void => {
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    unlinkSync(draft);
  }
};

const stampOf = (file: string): string => {
  const { ino, mtimeMs, size } = statSync(file);
  return `${ino}:${mtimeMs}:${size}`;
};

/**
 * The keys in the data directory; made on the first start. Throws `ConfigError` for weak or readable keys. A file that is
 * spoilt later is reported and the keys last read stay in use.
 */
export const openKeyRing = (dataDirectory: string, now: EpochMs, onSpoilt: (error: unknown) => void): KeyRing => {
  const file = join(dataDirectory, FILE);
  if (!existsSync(file)) writeKeys(file, [makeKey(now)], placeIfAbsent);
  let stamp = stampOf(file);
  let keys: readonly SigningKey[] = readKeys(file);
  const look = (): readonly SigningKey[] => {
    try {
      const found = stampOf(file);
      if (found === stamp) return keys;
      stamp = found;
      keys = readKeys(file);
    } catch (error) {
      onSpoilt(error);
    }
    return keys;
  };
  return { all: look, newest: () => look().at(-1)! };
};

/**
 * Adds a key, which signs from now on, and drops those whose tokens have all expired; tokens signed before stay valid. With
 * `dropOld` only the new key remains: for a key that leaked. Returns the ids, oldest first. Throws `ConfigError` where there are no keys.
 */
export const rotateKeys = (dataDirectory: string, now: EpochMs, dropOld: boolean): readonly string[] => {
  const file = join(dataDirectory, FILE);
  if (!existsSync(file)) throw new ConfigError(`${file} is not there: name the data directory of an API that has run`);
  const before = readKeys(file);
  const kept = before.filter((_, index) => {
    const successor = before[index + 1];
    return !dropOld && (!successor || now - successor.createdAt < KEPT_AFTER_SUCCESSOR_MS);
  });
  const keys = [...kept, makeKey(now)];
  writeKeys(file, keys, renameSync);
  return keys.map(({ id }) => id);
};
