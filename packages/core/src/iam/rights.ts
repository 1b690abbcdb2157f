import { err, ok, type Result } from "../kernel/index.js";
import type { EntityId, Grant, IdScope, Principal, Role, Scope, ScopedRecord } from "./role.js";

/** Why something is not allowed. */
export type Denial =
  | { readonly code: "iam.permission-missing"; readonly permission: string }
  | { readonly code: "iam.permission-denied"; readonly permission: string; readonly role: string }
  | { readonly code: "iam.out-of-scope"; readonly permission: string; readonly scopes: readonly Scope[] };

/** One alternative of a filter: the record's id of this scope is among these. */
export interface ScopeCondition {
  readonly scope: IdScope;
  readonly ids: readonly EntityId[];
}

/**
 * Which records a permission reaches, as plain data for a query: every one, or those that meet any of the conditions (none: no
 * record). The storage says which column a scope means in its table.
 */
export type RecordFilter =
  | { readonly every: true }
  | { readonly every: false; readonly anyOf: readonly ScopeCondition[] };

interface Reach {
  readonly filter: RecordFilter;
  readonly outOfScope: Result<never, Denial>;
}

/** What one person may do, compiled from his roles. Made by `compileRights`, asked by `checkPermission`, `recordFilter` and `holdsPermission`. */
export interface Rights<P extends string = string> {
  readonly reaches: ReadonlyMap<P, Reach>;
  readonly denials: ReadonlyMap<P, Result<never, Denial>>;
}

/**
 * Compiles roles into rights over the known permissions. Wildcards are resolved here, once; the scopes that several roles give to
 * one permission add up.
 */
export const compileRights = <P extends string>(
  permissions: Iterable<P>,
  roles: readonly Role[],
  principal: Principal,
): Rights<P> => {
  const reaches = new Map<P, Reach>();
  const denials = new Map<P, Result<never, Denial>>();
  for (const permission of permissions) {
    const denying = roles.find(({ denies }) => denies?.some((pattern) => covers(pattern, permission)));
    if (denying !== undefined) {
      denials.set(permission, err({ code: "iam.permission-denied", permission, role: denying.code }));
      continue;
    }
    const grants = roles.flatMap((role) => role.grants.filter((grant) => covers(grant.permission, permission)));
    if (grants.length > 0) reaches.set(permission, reachOf(permission, grants, principal));
  }
  return { reaches, denials };
};

const covers = (pattern: string, permission: string): boolean => {
  if (pattern === "*" || pattern === permission) return true;
  if (!pattern.endsWith(":*")) return false;
  return permission === pattern.slice(0, -2) || permission.startsWith(pattern.slice(0, -1));
};

const reachOf = (permission: string, grants: readonly Grant[], principal: Principal): Reach => {
  const scopes = [...new Set(grants.map(({ scope }) => scope))];
  const conditions = scopes
    .filter((scope) => scope !== "all")
    .map((scope) => ({ scope, ids: principal[scope] ?? [] }))
    .filter(({ ids }) => ids.length > 0);
  return {
    filter: scopes.includes("all") ? { every: true } : { every: false, anyOf: conditions },
    outOfScope: err({ code: "iam.out-of-scope", permission, scopes }),
  };
};

const allowed: Result<true, never> = ok(true);

/**
 * May this person do this, to this record where one is given? A denial says why: no role has the permission, a role denies it, or
 * the record is not within its scopes. Without a record only the permission is asked: for buttons and menus.
 */
export const checkPermission = <P extends string>(
  { reaches, denials }: Rights<P>,
  permission: P,
  record?: ScopedRecord,
): Result<true, Denial> => {
  const reach = reaches.get(permission);
  if (reach === undefined) return denials.get(permission) ?? err({ code: "iam.permission-missing", permission });
  return record === undefined || matchesFilter(reach.filter, record) ? allowed : reach.outOfScope;
};

/** Whether the permission is held at all, over whichever records: what `visibleTree` asks. */
export const holdsPermission = <P extends string>({ reaches }: Rights<P>, permission: P): boolean =>
  reaches.has(permission);

/** The rule that `checkPermission` applies to one record, as a filter for a query over many. */
export const recordFilter = <P extends string>(
  { reaches, denials }: Rights<P>,
  permission: P,
): Result<RecordFilter, Denial> => {
  const reach = reaches.get(permission);
  if (reach !== undefined) return ok(reach.filter);
  return denials.get(permission) ?? err({ code: "iam.permission-missing", permission });
};

/** Applies a filter to one record. */
export const matchesFilter = (filter: RecordFilter, record: ScopedRecord): boolean => {
  if (filter.every) return true;
  for (const { scope, ids } of filter.anyOf) {
    const owner = record[scope];
    if (owner === undefined || owner === null) continue;
    if (typeof owner === "object" ? owner.some((id) => ids.includes(id)) : ids.includes(owner)) return true;
  }
  return false;
};
