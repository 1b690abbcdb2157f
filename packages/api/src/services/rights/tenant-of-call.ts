import { Refusal } from "../../contract/refusal.js";
import type { Db } from "../../storage/database.js";
import { tenants } from "../../storage/repositories/tenants.js";
import type { CallerRights } from "./caller-rights.js";

/** The tenant of whoever has not signed in: customers who register, and codes that are sent to them. */
const DEFAULT_TENANT = 1;

/** Whose data a call is about. */
export interface TenantOfCall {
  readonly tenantId: number;
  /** It looks at all tenants: a platform administrator who reads and names none. */
  readonly isEvery: boolean;
}

/**
 * The tenant comes from the caller's account. `X-Tenant-Id` narrows what a platform administrator sees; from anybody else, or for
 * a tenant that is not there, it is refused unless it says what holds anyway.
 */
export const tenantOfCall = async (
  db: Db,
  caller: { readonly tenantId: number; readonly rights: CallerRights } | undefined,
  { permission, header, isRead }: { permission: string; header: string | string[] | undefined; isRead: boolean },
): Promise<TenantOfCall> => {
  const own = caller?.tenantId ?? DEFAULT_TENANT;
  const spansTenants = caller?.rights.filterOf(permission)?.every === true;
  if (header === undefined) return { tenantId: own, isEvery: spansTenants && isRead };
  const named = typeof header === "string" && /^[1-9]\d{0,14}$/.test(header) ? Number(header) : undefined;
  if (named === own || (spansTenants && named !== undefined && (await tenants(db).byId(named)))) {
    return { tenantId: named as number, isEvery: false };
  }
  throw new Refusal("auth.tenant-refused");
};
