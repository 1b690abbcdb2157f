import { type Kysely, type Migration, sql } from "kysely";
import { createTable } from "../create-table.js";

/** Who changed what. The database itself refuses to change or to remove a line of it. */
export const auditLog: Migration = {
  up: async (db: Kysely<unknown>) => {
    await createTable(
      db,
      "audit_log",
      {
        id: "id",
        at: "bigint",
        tenant_id: "integer",
        system: "text",
        user_id: "integer?",
        username: "text?",
        operation: "text",
        outcome: "text",
        object: "text?",
        before: "text?",
        after: "text?",
        address: "text",
        request_id: "text",
        correlation_id: "text?",
      },
      { index: [["tenant_id", "at"], ["user_id"], ["object"], ["correlation_id"]] },
    );
    const refusal = sql`select raise(abort, 'the audit log can only be appended to')`;
    await sql`create trigger audit_log_update before update on audit_log begin ${refusal}; end`.execute(db);
    await sql`create trigger audit_log_delete before delete on audit_log begin ${refusal}; end`.execute(db);
    // `insert or replace` removes a row without asking the trigger of deletions.
    await sql`create trigger audit_log_replace before insert on audit_log
      when exists (select 1 from audit_log where id = new.id) begin ${refusal}; end`.execute(db);
  },
};
