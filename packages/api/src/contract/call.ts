import type { FastifyBaseLogger } from "fastify";
import type { CallerRights } from "../services/rights/index.js";
import type { Db } from "../storage/database.js";

/** Who calls: an account, its rights, and the sign-in it came by. */
export interface Principal {
  readonly userId: number;
  readonly tenantId: number;
  readonly username: string;
  readonly roleCode: string;
  readonly rights: CallerRights;
  readonly sessionId: string;
  /** Which token of the sign-in was shown: see `isVersionLive`. */
  readonly sessionVersion: number;
}

/** What the audit log says of a change, beside who made it: the object (`orders:12`), and values that changed. */
export interface Change {
  readonly object?: string;
  readonly correlationId?: string;
  readonly before?: Readonly<Record<string, string | number | null>>;
  readonly after?: Readonly<Record<string, string | number | null>>;
}

/** Who asks and in which request: what services are told of a call. */
export interface Caller {
  /** Absent on public routes only. */
  readonly principal: Principal | undefined;
  /** The database as the caller reaches it: what is not his is not there. */
  readonly db: Db;
  readonly requestId: string;
  /** The network address of the client, as far as proxies are trusted. */
  readonly address: string;
  readonly log: FastifyBaseLogger;
  /** Says for the audit log what this call changes; call it before the transaction ends. */
  note(change: Change): void;
}

/** Runs work in the transaction of a call's effect. */
export type Commit<T, Answer> = (work: (db: Db) => Promise<T>) => Promise<Answer>;

/** One request as a handler sees it, beside its parsed input. */
export interface Call<Data> extends Caller {
  /**
   * Runs the effect in one transaction and makes the answer of its outcome. Where the caller sent an Idempotency-Key, the answer
   * is stored in the same transaction, so that a repetition gets it again and never a second effect.
   */
  commit<T>(work: (db: Db) => Promise<T>, answer: (outcome: T, db: Db) => Data | Promise<Data>): Promise<Data>;
}

/** The caller of a route that demands one. */
export const callerOf = (call: Caller): Principal => {
  if (!call.principal) throw new Error("a route without a permission has asked for its caller");
  return call.principal;
};
