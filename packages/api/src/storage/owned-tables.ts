import type { EntityId, IdScope, RecordFilter } from "@waystation/core/iam";
import { type OperationNode, type RawBuilder, sql } from "kysely";
import type { Database } from "./database.js";

/** The condition under which a row, known as `ref` in its query, belongs to one of these ids. */
type Belongs = (ref: string, ids: readonly EntityId[]) => RawBuilder<boolean>;

const isAmong =
  (column: string): Belongs =>
  (ref, ids) =>
    sql<boolean>`${sql.ref(`${ref}.${column}`)} in (${sql.join(ids)})`;

const ofOwnMember: Belongs = (ref, ids) =>
  sql<boolean>`${sql.ref(`${ref}.member_id`)} in (select id from members where user_id in (${sql.join(ids)}))`;

const fuelOrder = { own: ofOwnMember, station: isAmong("station_id"), tenant: isAmong("tenant_id") };

/** A row that belongs to whomever its order belongs to. */
const ofOrder =
  (belongs: Belongs): Belongs =>
  (ref, ids) =>
    sql<boolean>`${sql.ref(`${ref}.order_id`)} in (select id from fuel_orders where ${belongs("fuel_orders", ids)})`;

const ofFuelOrder = {
  own: ofOrder(ofOwnMember),
  station: ofOrder(isAmong("station_id")),
  tenant: isAmong("tenant_id"),
};

/** What each scope means in each table that holds somebody's records. A scope that stands not here holds no row. */
const belonging = {
  users: { own: isAmong("id"), tenant: isAmong("tenant_id") },
  members: { own: isAmong("user_id"), tenant: isAmong("tenant_id") },
  user_coupons: { own: isAmong("user_id"), tenant: isAmong("tenant_id") },
  stations: { station: isAmong("id"), tenant: isAmong("tenant_id") },
  oil_guns: { station: isAmong("station_id"), tenant: isAmong("tenant_id") },
  fuel_orders: fuelOrder,
  refuel_records: ofFuelOrder,
  payments: ofFuelOrder,
  audit_log: { own: isAmong("user_id"), tenant: isAmong("tenant_id") },
  charging_requests: { own: isAmong("user_id"), station: isAmong("station_id"), tenant: isAmong("tenant_id") },
  charging_records: { own: isAmong("user_id"), tenant: isAmong("tenant_id") },
} satisfies Partial<Record<keyof Database, Partial<Record<IdScope, Belongs>>>>;

/** A table whose rows belong to somebody. */
export type OwnedTable = keyof typeof belonging;

export const isOwned = (table: string): table is OwnedTable => Object.hasOwn(belonging, table);

/** Core's filter as a condition on a table; undefined where it lets every row pass. */
export const reachCondition = (table: OwnedTable, ref: string, filter: RecordFilter): OperationNode | undefined => {
  if (filter.every) return undefined;
  const scopes: Partial<Record<IdScope, Belongs>> = belonging[table];
  const conditions = filter.anyOf.flatMap(({ scope, ids }) => scopes[scope]?.(ref, ids) ?? []);
  return (conditions.length > 0 ? sql`${sql.join(conditions, sql` or `)}` : sql`1 = 0`).toOperationNode();
};
