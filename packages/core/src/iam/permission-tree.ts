import { err, ok, type Result } from "../kernel/index.js";

/** What a permission guards: an entry of the navigation, a control on a page, an endpoint. */
export type PermissionKind = "menu" | "button" | "api";

/** A permission as it is stored: codes nest by colons (`system:user:view`), rows by `parentId`. */
export interface Permission {
  readonly id: number;
  readonly parentId: number | null;
  readonly code: string;
  readonly kind: PermissionKind;
  readonly sortOrder: number;
}

/** A permission with those below it, sorted by `sortOrder`, then id. */
export type PermissionNode<P extends Permission = Permission> = P & { readonly children: readonly PermissionNode<P>[] };

/** The rows are no tree: a code stands twice, a parent is missing, or a row is its own ancestor. */
export type PermissionTreeError =
  | { readonly code: "iam.permission-code-twice"; readonly permission: string }
  | { readonly code: "iam.permission-without-parent"; readonly permission: string; readonly parentId: number }
  | { readonly code: "iam.permission-cycle"; readonly permission: string };

/** Builds the tree of the navigation and its controls from rows in any order; further fields of a row are kept. */
export const permissionTree = <P extends Permission>(
  rows: readonly P[],
): Result<PermissionNode<P>[], PermissionTreeError> => {
  const ids = new Set(rows.map(({ id }) => id));
  const codes = new Set<string>();
  for (const { code, parentId } of rows) {
    if (codes.has(code)) return err({ code: "iam.permission-code-twice", permission: code });
    codes.add(code);
    if (parentId !== null && !ids.has(parentId)) {
      return err({ code: "iam.permission-without-parent", permission: code, parentId });
    }
  }

  const below = new Map<number | null, P[]>();
  for (const row of [...rows].sort(bySortOrder)) {
    const siblings = below.get(row.parentId);
    if (siblings === undefined) below.set(row.parentId, [row]);
    else siblings.push(row);
  }
  const placed = new Set<string>();
  const grow = (parentId: number | null): PermissionNode<P>[] =>
    (below.get(parentId) ?? []).map((row) => {
      placed.add(row.code);
      return { ...row, children: grow(row.id) };
    });
  const tree = grow(null);
  const circling = rows.find(({ code }) => !placed.has(code));
  return circling === undefined ? ok(tree) : err({ code: "iam.permission-cycle", permission: circling.code });
};

const bySortOrder = (left: Permission, right: Permission): number =>
  left.sortOrder - right.sortOrder || left.id - right.id;

/** The part of the tree that somebody sees: what is held, and the menus above it. */
export const visibleTree = <P extends Permission>(
  tree: readonly PermissionNode<P>[],
  holds: (code: string) => boolean,
): PermissionNode<P>[] =>
  tree.flatMap((node) => {
    const children = visibleTree(node.children, holds);
    return children.length > 0 || holds(node.code) ? [{ ...node, children }] : [];
  });
