import {
  compileRights,
  holdsPermission,
  type IdScope,
  type Principal as Ids,
  type RecordFilter,
  type Rights,
  recordFilter,
  type Scope,
} from "@waystation/core/iam";
import type { PermissionTable } from "../../rights/index.js";
import type { Reach } from "../../storage/confine.js";
import type { Db } from "../../storage/database.js";
import { isOwned, type OwnedTable } from "../../storage/owned-tables.js";
import { roles } from "../../storage/repositories/roles.js";

/** What one account may do, compiled for the version of its role. */
export interface CallerRights {
  /** Is the permission held, over whichever records? */
  may(permission: string): boolean;
  /** Over which records; null where it is not held. */
  filterOf(permission: string): RecordFilter | null;
  /** Which rows a caller of an operation under this permission reaches. */
  reachUnder(permission: string): Reach;
}

/** Permissions that speak of a table's rows: those of its area, and the one that decides for everybody else's operations. */
const areasOf = (system: string): Readonly<Record<OwnedTable, { readonly area: string; readonly read: string }>> => {
  const area = (name: string) => ({ area: name, read: `${name}:read` });
  const charge = { area: "charging:charge", read: "charging:charge" };
  return {
    users: area(`${system}:user`),
    members: area("fuel:member"),
    user_coupons: area("fuel:coupon"),
    stations: area("fuel:station"),
    oil_guns: area("fuel:station"),
    fuel_orders: area("fuel:order"),
    refuel_records: area("fuel:refuel"),
    payments: area("fuel:payment"),
    audit_log: area(`${system}:audit`),
    charging_requests: charge,
    charging_records: charge,
  };
};

const NOTHING: RecordFilter = { every: false, anyOf: [] };

const callerRights = (system: string, rights: Rights): CallerRights => {
  const areas = areasOf(system);
  const filterOf = (permission: string): RecordFilter | null => {
    const filter = recordFilter(rights, permission);
    return filter.ok ? filter.value : null;
  };
  return {
    may: (permission) => holdsPermission(rights, permission),
    filterOf,
    reachUnder: (permission) => (table) => {
      if (!isOwned(table)) return { every: true };
      const { area, read } = areas[table];
      const isOfArea = permission === area || permission.startsWith(`${area}:`);
      return filterOf(isOfArea ? permission : read) ?? NOTHING;
    },
  };
};

/** Whose rights are asked for: account, tenant, and the role as it was read with the session. */
export interface RightsHolder {
  readonly userId: number;
  readonly tenantId: number;
  readonly roleId: number;
  readonly roleCode: string;
  readonly roleVersion: number;
}

export type RightsOf = (holder: RightsHolder) => Promise<CallerRights>;

const MOST_KEPT = 10_000;

/**
 * Compiles the rights of accounts of one system, once for each version of a role. The version comes with every request, so that
 * a change of a role acts on the next one on every instance.
 */
export const createRightsOf = (db: Db, system: string, { codes }: PermissionTable): RightsOf => {
  const kept = new Map<string, CallerRights>();
  return async ({ userId, tenantId, roleId, roleCode, roleVersion }) => {
    const scopes = await roles(db).scopesOf(userId);
    const key = JSON.stringify([
      userId,
      tenantId,
      roleId,
      roleVersion,
      scopes.map(({ scope, entity_id }) => [scope, entity_id]),
    ]);
    const known = kept.get(key);
    if (known) return known;
    const stored = await roles(db).grantsOf(roleId);
    const role = {
      code: roleCode,
      grants: stored.flatMap(({ permission, scope }) =>
        scope === "never" ? [] : [{ permission, scope: scope as Scope }],
      ),
      denies: stored.filter(({ scope }) => scope === "never").map(({ permission }) => permission),
    };
    const ids: { [scope in IdScope]?: number[] } = { own: [userId], tenant: [tenantId] };
    for (const { scope, entity_id } of scopes) {
      const known = scope as IdScope;
      ids[known] = [...(ids[known] ?? []), entity_id];
    }
    const made = callerRights(system, compileRights(codes, [role], ids as Ids));
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, made);
    return made;
  };
};
