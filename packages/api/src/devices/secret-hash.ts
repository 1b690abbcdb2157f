import { createHash, pbkdf2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";

const derive = promisify(pbkdf2);

/** What `mosquitto_passwd` makes: 101 rounds suffice, since secrets are 256 random bits and nobody can guess one. */
const ROUNDS = 101;
const SALT_BYTES = 12;
const HASH_BYTES = 64;
const MAX_SECRET_BYTES = 256;

/** A new secret of a gateway: 256 random bits as 43 letters, digits, `-` and `_`. */
export const createSecret = (): string => randomBytes(32).toString("base64url");

/**
 * A secret as it is kept: `$7$rounds$salt$hash`, PBKDF2 with SHA-512, in base64. That is the form of Mosquitto's password
 * file, so that the same stored hash serves either broker.
 */
export const hashOfSecret = async (secret: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(secret, salt, ROUNDS, HASH_BYTES, "sha512");
  return `$7$${ROUNDS}$${salt.toString("base64")}$${hash.toString("base64")}`;
};

/** Is this the secret behind a stored hash? Takes the plain SHA-256 of the first release too. */
export const matchesSecret = async (secret: Buffer, stored: string): Promise<boolean> => {
  if (secret.length === 0 || secret.length > MAX_SECRET_BYTES) return false;
  if (/^[0-9a-f]{64}$/.test(stored)) {
    return timingSafeEqual(createHash("sha256").update(secret).digest(), Buffer.from(stored, "hex"));
  }
  const [, kind, rounds, salt, hash] = stored.split("$");
  if (kind !== "7" || !rounds || !salt || !hash) return false;
  const expected = Buffer.from(hash, "base64");
  const given = await derive(secret, Buffer.from(salt, "base64"), Number(rounds), expected.length, "sha512");
  return timingSafeEqual(given, expected);
};
