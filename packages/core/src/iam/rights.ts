import { err, ok, type Result } from "../kernel/index.js";
import type { EntityId, IdScope, Principal, Role, Scope, ScopedRecord } from "./role.js";

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

interface Right {
  /** Null where the permission is not held. */
  readonly filter: RecordFilter | null;
  /** The answer where it is not held, or a record lies outside of the filter. */
  readonly refusal: Result<never, Denial>;
}

/** What one person may do, by permission. Made by `compileRights`, asked by `checkPermission`, `recordFilter`, `holdsPermission`. */
export type Rights<P extends string = string> = ReadonlyMap<P, Right>;

/**
 * Compiles roles into rights over the known permissions. Wildcards are resolved here, once; the scopes that several roles give to
 * one permission add up.
 */
export const compileRights = <P extends string>(
  permissions: Iterable<P>,
  roles: readonly Role[],
  principal: Principal,
): Rights<P> => new Map([...permissions].map((permission) => [permission, rightOf(permission, roles, principal)]));

const rightOf = (permission: string, roles: readonly Role[], principal: Principal): Right => {
  const denying = roles.find(({ denies }) => denies?.some((pattern) => covers(pattern, permission)));
  if (denying !== undefined) {
    return { filter: null, refusal: err({ code: "iam.permission-denied", permission, role: denying.code }) };
  }
  const grants = roles.flatMap((role) => role.grants.filter((grant) => covers(grant.permission, permission)));
  if (grants.length === 0) return { filter: null, refusal: missing(permission) };
  const scopes = [...new Set(grants.map(({ scope }) => scope))];
  return { filter: filterOf(scopes, principal), refusal: err({ code: "iam.out-of-scope", permission, scopes }) };
};

const missing = (permission: string): Result<never, Denial> => err({ code: "iam.permission-missing", permission });

const filterOf = (scopes: readonly Scope[], principal: Principal): RecordFilter => {
  if (scopes.includes("all")) return { every: true };
  const conditions = scopes.filter((scope) => scope !== "all").map((scope) => ({ scope, ids: principal[scope] ?? [] }));
  return { every: false, anyOf: conditions.filter(({ ids }) => ids.length > 0) };
};

const covers = (pattern: string, permission: string): boolean => {
  if (pattern === "*" || pattern === permission) return true;
  if (!pattern.endsWith(":*")) return false;
  return permission === pattern.slice(0, -2) || permission.startsWith(pattern.slice(0, -1));
};

const allowed: Result<true, never> = ok(true);

/**
 * May this person do this, to this record where one is given? A denial says why: no role has the permission, a role denies it, or
 * the record is not within its scopes. Without a record only the permission is asked: for buttons and menus.
 */
export const checkPermission = <P extends string>(
  rights: Rights<P>,
  permission: P,
  record?: ScopedRecord,
): Result<true, Denial> => {
  const right = rights.get(permission);
  if (right === undefined) return missing(permission);
  const { filter, refusal } = right;
  return filter !== null && (record === undefined || matchesFilter(filter, record)) ? allowed : refusal;
};

/** Whether the permission is held at all, over whichever records: what `visibleTree` asks. */
export const holdsPermission = <P extends string>(rights: Rights<P>, permission: P): boolean =>
  checkPermission(rights, permission).ok;

/** The rule that `checkPermission` applies to one record, as a filter for a query over many. */
export const recordFilter = <P extends string>(rights: Rights<P>, permission: P): Result<RecordFilter, Denial> => {
  const right = rights.get(permission);
  if (right === undefined) return missing(permission);
  return right.filter === null ? right.refusal : ok(right.filter);
};

/** Applies a filter to one record. */
export const matchesFilter = (filter: RecordFilter, record: ScopedRecord): boolean => {
  if (filter.every) return true;
  for (const { scope, ids } of filter.anyOf) {
    const owner = idOf(record, scope);
    if (owner === undefined || owner === null) continue;
    if (typeof owner === "object" ? owner.some((id) => ids.includes(id)) : ids.includes(owner)) return true;
  }
  return false;
};

/** `record[scope]`, a third faster: every check comes through here, and constant names are compiled to plain loads. */
const idOf = (record: ScopedRecord, scope: IdScope): ScopedRecord[IdScope] => {
  switch (scope) {
    case "own":
      return record.own;
    case "station":
      return record.station;
    case "merchant":
      return record.merchant;
    case "farm":
      return record.farm;
    case "tenant":
      return record.tenant;
  }
};
