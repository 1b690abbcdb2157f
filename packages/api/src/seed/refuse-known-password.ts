import { ConfigError } from "../config.js";
import type { PasswordHasher } from "../services/sign-in/index.js";
import type { Db } from "../storage/database.js";
import { DEVELOPMENT_PASSWORD, developmentUsernames } from "./development.js";

const LOOPBACK = /^(127\.|localhost$|::1$)/;

/**
 * Throws `ConfigError` when an account of a development seed, whenever that was, still has the password that everybody knows
 * while the API is to be served to other machines.
 */
export const refuseKnownPassword = async (db: Db, passwords: PasswordHasher, host: string): Promise<void> => {
  if (LOOPBACK.test(host)) return;
  const seeded = await db
    .selectFrom("users")
    .select(["username", "password_hash"])
    .where("system", "=", "fuel")
    .where("username", "in", developmentUsernames)
    .execute();
  for (const { username, password_hash } of seeded) {
    if (await passwords.matches(password_hash, DEVELOPMENT_PASSWORD)) {
      throw new ConfigError(
        `${username} has the password of the development seed, and ${host} is no loopback address: change it first`,
      );
    }
  }
};
