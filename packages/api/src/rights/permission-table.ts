import { type Permission, type PermissionNode, permissionTree } from "@waystation/core/iam";
import type { Routes } from "../contract/route.js";

/** The stored permissions of one system, checked: a tree, and its codes. */
export interface PermissionTable {
  readonly tree: readonly PermissionNode[];
  readonly codes: ReadonlySet<string>;
}

/** What a route may declare beside a permission of the tree: who asks, rather than what for. */
const WITHOUT_PERMISSION: ReadonlySet<string> = new Set(["public", "signed-in", "signed-in-or-refresh-token"]);

/** The rows of one system as its table; throws where they are no tree. */
export const permissionTableOf = (system: string, rows: readonly Permission[]): PermissionTable => {
  const tree = permissionTree(rows);
  if (!tree.ok) throw new Error(`the permissions of ${system} are no tree: ${JSON.stringify(tree.error)}`);
  return { tree: tree.value, codes: new Set(rows.map(({ code }) => code)) };
};

/** Refuses to serve a system in which a route declares no permission, or one that nobody could be granted. */
export const requirePermissions = (system: string, routes: Routes, { codes }: PermissionTable): void => {
  for (const [operation, { method, path, permission }] of Object.entries(routes)) {
    const route = `${system} ${operation} (${method} ${path})`;
    if (typeof permission !== "string" || permission === "") throw new Error(`${route} declares no permission`);
    if (!WITHOUT_PERMISSION.has(permission) && !codes.has(permission)) {
      throw new Error(
        `${route} declares the permission ${permission}, which is not in the permission tree of ${system}`,
      );
    }
  }
};
