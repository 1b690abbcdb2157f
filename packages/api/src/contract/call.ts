import type { FastifyBaseLogger } from "fastify";
import type { Db } from "../storage/database.js";

/** Who calls: an account, its rights, and the sign-in it came by. */
export interface Principal {
  readonly userId: number;
  readonly username: string;
  readonly roleCode: string;
  readonly permissions: readonly string[];
  readonly sessionId: string;
}

/** One request as a handler sees it, beside its parsed input. */
export interface Call {
  /** Absent on public routes only. */
  readonly principal: Principal | undefined;
  readonly requestId: string;
  readonly log: FastifyBaseLogger;
  /**
   * Runs the effect in one transaction. Where the caller sent an Idempotency-Key, the answer is stored in the same
   * transaction, so that a repetition gets it again and never a second effect.
   */
  transact<T>(work: (db: Db) => Promise<T>): Promise<T>;
}

/** The caller of a route that demands one. */
export const callerOf = (call: Call): Principal => {
  if (!call.principal) throw new Error("a route without a permission has asked for its caller");
  return call.principal;
};
