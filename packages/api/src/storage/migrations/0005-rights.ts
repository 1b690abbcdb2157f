import { type Kysely, type Migration, sql } from "kysely";
import { createTable } from "../create-table.js";

/** Permissions as a tree, grants with their scopes, and the stations, merchants and farms that a user works for. */
export const rights: Migration = {
  up: async (db: Kysely<unknown>) => {
    await createTable(
      db,
      "permissions",
      {
        id: "id",
        system: "text",
        parent_id: "integer?",
        code: "text",
        kind: "text",
        name: "text",
        path: "text?",
        icon: "text?",
        sort_order: "integer",
        status: "integer",
      },
      { unique: [["system", "code"]] },
    );
    await createTable(
      db,
      "role_grants",
      { role_id: "integer", permission: "text", scope: "text" },
      { key: ["role_id", "permission", "scope"] },
    );
    await createTable(
      db,
      "user_scopes",
      { user_id: "integer", scope: "text", entity_id: "integer" },
      { key: ["user_id", "scope", "entity_id"] },
    );
    await db.schema.alterTable("roles").dropColumn("permissions").execute();
    await db.schema
      .alterTable("roles")
      .addColumn("version", "integer", (made) => made.notNull().defaultTo(0))
      .execute();
    // However a grant is changed, by us or by hand: whoever has compiled the role before sees that it has another version.
    for (const [event, row] of [
      ["insert", "new"],
      ["update", "new"],
      ["delete", "old"],
    ]) {
      await sql`create trigger ${sql.ref(`role_grants_version_${event}`)} after ${sql.raw(event!)} on role_grants
        begin update roles set version = version + 1 where id = ${sql.ref(`${row}.role_id`)}; end`.execute(db);
    }
    // Whoever sold fuel before there were scopes did so at the deployment's first station.
    await sql`insert into user_scopes (user_id, scope, entity_id)
      select users.id, 'station', (select min(id) from stations) from users join roles on roles.id = users.role_id
      where roles.system = 'fuel' and roles.login_type = 'merchant' and exists (select 1 from stations)`.execute(db);
  },
};
