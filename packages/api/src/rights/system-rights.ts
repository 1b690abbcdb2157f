import type { PermissionKind, Scope } from "@waystation/core/iam";

/** A permission as a system brings it along, with those below it. */
export interface BuiltInPermission {
  readonly code: string;
  readonly kind: PermissionKind;
  readonly name: string;
  /** Where a menu leads. */
  readonly path?: string;
  readonly children?: readonly BuiltInPermission[];
}

/** The rights that a role gives, by scope; `denies` wins over every grant. */
export interface BuiltInRole {
  readonly code: string;
  readonly name: string;
  /** Who signs in with it: a document's `login_type`. */
  readonly loginType: "system" | "merchant" | "customer";
  readonly grants: Partial<Readonly<Record<Scope, readonly string[]>>>;
  readonly denies?: readonly string[];
}

/** What a system knows of rights before anybody has edited them. */
export interface SystemRights {
  readonly permissions: readonly BuiltInPermission[];
  readonly roles: readonly BuiltInRole[];
}

/** An entry of the navigation. */
export const menu = (
  code: string,
  name: string,
  path: string,
  children: readonly BuiltInPermission[],
): BuiltInPermission => ({ code, kind: "menu", name, path, children });

/** Endpoints by code and name: every one of a served system guards at least one route. */
export const apis = (area: string, names: Readonly<Record<string, string>>): BuiltInPermission[] =>
  Object.entries(names).map(([action, name]) => ({ code: `${area}:${action}`, kind: "api", name }));

/** Parts of a page or of an operation that need a right of their own. */
export const buttons = (area: string, names: Readonly<Record<string, string>>): BuiltInPermission[] =>
  Object.entries(names).map(([action, name]) => ({ code: `${area}:${action}`, kind: "button", name }));
