import type { Scope } from "@waystation/core/iam";
import type { Db } from "../storage/database.js";
import { type GrantScope, roles } from "../storage/repositories/roles.js";
import { builtInRights } from "./built-in-rights.js";
import type { BuiltInPermission, BuiltInRole } from "./system-rights.js";

const addPermissions = async (
  db: Db,
  system: string,
  permissions: readonly BuiltInPermission[],
  parentId: number | null,
): Promise<void> => {
  for (const [sortOrder, { code, kind, name, path = null, children = [] }] of permissions.entries()) {
    const row = { system, parent_id: parentId, code, kind, name, path, icon: null, sort_order: sortOrder, status: 1 };
    await addPermissions(db, system, children, await roles(db).addPermission(row));
  }
};

const grantsOf = ({ grants, denies = [] }: BuiltInRole): { permission: string; scope: GrantScope }[] => [
  ...Object.entries(grants).flatMap(([scope, permissions]) =>
    permissions.map((permission) => ({ permission, scope: scope as Scope })),
  ),
  ...denies.map((permission) => ({ permission, scope: "never" as const })),
];

/** Adds what this release knows of permissions and roles and the database does not; what was edited there stays. */
export const seedRights = (db: Db): Promise<void> =>
  db.transaction().execute(async (tx) => {
    for (const [system, rights] of Object.entries(builtInRights)) {
      await addPermissions(tx, system, rights.permissions, null);
      for (const role of rights.roles) {
        const { code, name, loginType } = role;
        const { id, version } = await roles(tx).addRole({ system, code, name, login_type: loginType });
        if (version === 0) await roles(tx).setGrants(id, grantsOf(role));
      }
    }
  });
