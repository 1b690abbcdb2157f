import type { Permission, Scope } from "@waystation/core/iam";
import type { Insertable } from "kysely";
import type { Database, Db } from "../database.js";

/** How far a grant reaches; `never` denies, whatever another grant says. */
export type GrantScope = Scope | "never";

export interface StoredGrant {
  readonly permission: string;
  readonly scope: GrantScope;
}

/** Permissions, roles and what they grant. A role's version counts the changes of its grants. */
export const roles = (db: Db) => ({
  permissionsOf: async (system: string): Promise<Permission[]> => {
    const rows = await db
      .selectFrom("permissions")
      .select(["id", "parent_id", "code", "kind", "sort_order"])
      .where("system", "=", system)
      .where("status", "=", 1)
      .execute();
    return rows.map(({ id, parent_id, code, kind, sort_order }) => ({
      id,
      parentId: parent_id,
      code,
      kind: kind as Permission["kind"],
      sortOrder: sort_order,
    }));
  },
  /** The permission's id, whether it stood there or is new. */
  addPermission: async (row: Insertable<Database["permissions"]>): Promise<number> => {
    const known = await db
      .selectFrom("permissions")
      .select("id")
      .where("system", "=", row.system)
      .where("code", "=", row.code)
      .executeTakeFirst();
    return (known ?? (await db.insertInto("permissions").values(row).returning("id").executeTakeFirstOrThrow())).id;
  },
  /** The role, whether it stood there or is new; version 0 has never been granted anything. */
  addRole: async (row: Insertable<Database["roles"]>): Promise<{ id: number; version: number }> => {
    const known = await db
      .selectFrom("roles")
      .select(["id", "version"])
      .where("system", "=", row.system)
      .where("code", "=", row.code)
      .executeTakeFirst();
    return known ?? db.insertInto("roles").values(row).returning(["id", "version"]).executeTakeFirstOrThrow();
  },
  grantsOf: async (roleId: number): Promise<StoredGrant[]> =>
    (await db
      .selectFrom("role_grants")
      .select(["permission", "scope"])
      .where("role_id", "=", roleId)
      .execute()) as StoredGrant[],
  /** Replaces what a role grants; call it within a transaction. */
  setGrants: async (roleId: number, grants: readonly StoredGrant[]): Promise<void> => {
    await db.deleteFrom("role_grants").where("role_id", "=", roleId).execute();
    if (grants.length > 0) {
      await db
        .insertInto("role_grants")
        .values(grants.map((grant) => ({ ...grant, role_id: roleId })))
        .execute();
    }
  },
  /** The stations, merchants and farms that a user works for. */
  scopesOf: (userId: number) =>
    db
      .selectFrom("user_scopes")
      .select(["scope", "entity_id"])
      .where("user_id", "=", userId)
      .orderBy("scope")
      .orderBy("entity_id")
      .execute(),
  addScope: (row: Insertable<Database["user_scopes"]>) => db.insertInto("user_scopes").values(row).execute(),
});
