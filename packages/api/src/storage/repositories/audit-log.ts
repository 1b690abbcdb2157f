import type { Insertable } from "kysely";
import type { Database, Db } from "../database.js";
import { type Slice, sliceOf } from "../page.js";

export interface AuditFilter {
  readonly system: string;
  readonly userId?: number | undefined;
  readonly operation?: string | undefined;
  readonly object?: string | undefined;
  readonly outcome?: string | undefined;
  readonly requestId?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** Who changed what, and whom rights were refused; append only, which the database enforces. */
export const auditLog = (db: Db) => ({
  append: (row: Insertable<Database["audit_log"]>) => db.insertInto("audit_log").values(row).execute(),
  /** The newest first. */
  list: ({ system, from, until, ...equal }: AuditFilter, slice: Slice) => {
    const columns = {
      user_id: equal.userId,
      operation: equal.operation,
      object: equal.object,
      outcome: equal.outcome,
      request_id: equal.requestId,
      correlation_id: equal.correlationId,
    };
    const given = Object.entries(columns).filter(([, value]) => value !== undefined) as [
      keyof typeof columns,
      string,
    ][];
    return sliceOf(
      db,
      db
        .selectFrom("audit_log")
        .selectAll()
        .where("system", "=", system)
        .$if(from !== undefined, (query) => query.where("at", ">=", from!))
        .$if(until !== undefined, (query) => query.where("at", "<", until!))
        .where((is) => is.and(given.map(([column, value]) => is(column, "=", value))))
        .orderBy("id", "desc"),
      slice,
    );
  },
});
