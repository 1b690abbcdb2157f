import type { Database } from "./database.js";

/** Tables whose rows each belong to one tenant (`tenant_id`). The others are the platform's, or hang on a user or a gateway. */
export const tenantTables = [
  "users",
  "members",
  "coupons",
  "user_coupons",
  "stations",
  "oils",
  "oil_prices",
  "oil_guns",
  "fuel_orders",
  "order_timeline",
  "refuel_records",
  "unattributed_sales",
  "payments",
  "ledger_accounts",
  "ledger_entries",
  "counters",
  "idempotency_keys",
  "device_streams",
  "device_events",
  "device_quarantine",
  "device_commands",
  "charging_piles",
  "charging_events",
  "charging_requests",
  "charging_readings",
  "charging_records",
  "audit_log",
] as const satisfies readonly (keyof Database)[];

export type TenantTable = (typeof tenantTables)[number];

const known: ReadonlySet<string> = new Set(tenantTables);

export const isTenantTable = (table: string): table is TenantTable => known.has(table);

/** Whoever signs in is found before his tenant is known. */
export const sharedBeforeSignIn: ReadonlySet<string> = new Set<TenantTable>(["users"]);

/** Tables in whose key the tenant stands: each tenant has its own counters, accounts of the ledger and keys of requests. */
export const keyedByTenant: ReadonlySet<string> = new Set<TenantTable>([
  "counters",
  "ledger_accounts",
  "idempotency_keys",
]);
