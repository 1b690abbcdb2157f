import type { Insertable, Selectable, Updateable } from "kysely";
import type { Database, Db } from "../database.js";
import { type Slice, sliceOf } from "../page.js";

export type RefuelRecordRow = Selectable<Database["refuel_records"]>;

export interface RefuelRecordFilter {
  readonly orderId?: number | undefined;
  readonly gunId?: number | undefined;
  readonly state?: string | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** One record for every release of a pump, and the pump sales that no order explains. */
export const refuelRecords = (db: Db) => ({
  byId: (id: number) => db.selectFrom("refuel_records").selectAll().where("id", "=", id).executeTakeFirst(),
  byAuthorisation: (authorisationId: string) =>
    db.selectFrom("refuel_records").selectAll().where("authorisation_id", "=", authorisationId).executeTakeFirst(),
  bySale: (saleId: string) =>
    db.selectFrom("refuel_records").selectAll().where("sale_id", "=", saleId).executeTakeFirst(),
  running: () => db.selectFrom("refuel_records").selectAll().where("state", "=", "running").execute(),
  ofOrder: (orderId: number) =>
    db.selectFrom("refuel_records").selectAll().where("order_id", "=", orderId).orderBy("id").execute(),
  insert: (row: Insertable<Database["refuel_records"]>) =>
    db.insertInto("refuel_records").values(row).returningAll().executeTakeFirstOrThrow(),
  change: (id: number, patch: Updateable<Database["refuel_records"]>) =>
    db.updateTable("refuel_records").set(patch).where("id", "=", id).execute(),
  addUnattributed: (row: Insertable<Database["unattributed_sales"]>) =>
    db.insertInto("unattributed_sales").values(row).execute(),
  unattributed: (saleId: string) =>
    db.selectFrom("unattributed_sales").selectAll().where("sale_id", "=", saleId).executeTakeFirst(),
  list: ({ orderId, gunId, state, from, until }: RefuelRecordFilter, slice: Slice) =>
    sliceOf(
      db,
      db
        .selectFrom("refuel_records")
        .selectAll()
        .$if(orderId !== undefined, (query) => query.where("order_id", "=", orderId!))
        .$if(gunId !== undefined, (query) => query.where("oil_gun_id", "=", gunId!))
        .$if(state !== undefined, (query) => query.where("state", "=", state!))
        .$if(from !== undefined, (query) => query.where("started_at", ">=", from!))
        .$if(until !== undefined, (query) => query.where("started_at", "<", until!))
        .orderBy("id", "desc"),
      slice,
    ),
});
