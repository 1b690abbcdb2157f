import { hash, verify } from "@node-rs/argon2";
import { Refusal } from "../../contract/refusal.js";

/** argon2id (the default of the package), 19 MiB, two passes (OWASP's first choice). */
const HASHING = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Passwords in and out of their stored form. Each call is slow on purpose, so that only a few run at a time. */
export interface PasswordHasher {
  /** Refuses with `server.overloaded` when too many wait already. */
  hash(password: string): Promise<string>;
  /** Does the password belong to the stored hash? Without one it is false and takes just as long. */
  matches(stored: string | undefined, password: string): Promise<boolean>;
}

export interface HasherLimits {
  /** Hashes that run at the same time; each takes a thread of the pool that the database uses too. */
  readonly concurrent: number;
  /** Calls that may wait for their turn. */
  readonly waiting: number;
}

/** Makes a hasher, which computes its dummy hash first: the first unknown name must not stand out. */
export const createPasswordHasher = async ({ concurrent, waiting }: HasherLimits): Promise<PasswordHasher> => {
  const dummy = await hash("nobody's password", HASHING);
  const queue: (() => void)[] = [];
  let running = 0;

  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < concurrent) running += 1;
    else {
      if (queue.length >= waiting) throw new Refusal("server.overloaded", { seconds: 2 });
      // Whoever leaves hands its place on, so `running` stays as it is.
      await new Promise<void>((go) => queue.push(go));
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };

  return {
    hash: (password) => inTurn(() => hash(password, HASHING)),
    matches: (stored, password) =>
      inTurn(async () => (await verify(stored ?? dummy, password)) && stored !== undefined),
  };
};
