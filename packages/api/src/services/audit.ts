import type { Context } from "../context.js";
import type { Change, Principal } from "../contract/call.js";
import type { Db } from "../storage/database.js";
import { auditLog } from "../storage/repositories/audit-log.js";

/** Who calls what, in which request, from where. */
export interface AuditedCall {
  readonly system: string;
  readonly operation: string;
  readonly principal: Principal | undefined;
  readonly address: string;
  readonly requestId: string;
}

/** The line that one call leaves in the audit log. */
export interface AuditTrail {
  note(change: Change): void;
  /** Writes the call down as done, in the transaction of its change. */
  done(tx: Db): Promise<void>;
  /** Writes the call down as refused. */
  refused(db: Db, code: string): Promise<void>;
}

const textOf = (values: Change["before"]): string | null => (values === undefined ? null : JSON.stringify(values));

/** What a call changes is noted while it runs; the object is the one of its path where nothing else is said. */
export const createAuditTrail = (
  clock: Context["clock"],
  call: AuditedCall,
  pathId: string | undefined,
): AuditTrail => {
  const { system, operation, principal, address, requestId } = call;
  let change: Change = pathId === undefined ? {} : { object: `${operation.split(".")[0]}:${pathId}` };
  const write = async (db: Db, outcome: string): Promise<void> => {
    await auditLog(db).append({
      at: clock.now(),
      system,
      user_id: principal?.userId ?? null,
      username: principal?.username ?? null,
      operation,
      outcome,
      object: change.object ?? null,
      before: textOf(change.before),
      after: textOf(change.after),
      address,
      request_id: requestId,
      correlation_id: change.correlationId ?? null,
    });
  };
  return {
    note: (more) => {
      change = { ...change, ...more };
    },
    done: (tx) => write(tx, "done"),
    refused: (db, code) => write(db, code),
  };
};
