import type { Insertable, Selectable, Updateable } from "kysely";
import type { Database, Db } from "../database.js";
import { type Slice, sliceOf } from "../page.js";

export type FuelOrderRow = Selectable<Database["fuel_orders"]>;

export interface FuelOrderFilter {
  readonly stationId?: number | undefined;
  readonly memberId?: number | undefined;
  readonly states?: readonly string[] | undefined;
  /** Created at or after. */
  readonly from?: number | undefined;
  /** Created before. */
  readonly until?: number | undefined;
}

const matching = (db: Db, { stationId, memberId, states, from, until }: FuelOrderFilter) =>
  db
    .selectFrom("fuel_orders")
    .selectAll()
    .$if(stationId !== undefined, (query) => query.where("station_id", "=", stationId!))
    .$if(memberId !== undefined, (query) => query.where("member_id", "=", memberId!))
    .$if(states !== undefined, (query) => query.where("state", "in", states!))
    .$if(from !== undefined, (query) => query.where("created_at", ">=", from!))
    .$if(until !== undefined, (query) => query.where("created_at", "<", until!));

/** Fuel orders; a change is made under the condition that nobody changed the order meanwhile. */
export const fuelOrders = (db: Db) => ({
  byId: (id: number) => db.selectFrom("fuel_orders").selectAll().where("id", "=", id).executeTakeFirst(),
  byNumberOrCorrelation: (text: string) =>
    db
      .selectFrom("fuel_orders")
      .selectAll()
      .where((eb) => eb.or([eb("order_no", "=", text), eb("correlation_id", "=", text)]))
      .executeTakeFirst(),
  insert: (row: Insertable<Database["fuel_orders"]>) =>
    db.insertInto("fuel_orders").values(row).returningAll().executeTakeFirstOrThrow(),
  /** False when the order has another version by now. */
  change: async (id: number, expectedVersion: number, patch: Updateable<Database["fuel_orders"]>): Promise<boolean> => {
    const changed = await db
      .updateTable("fuel_orders")
      .set(patch)
      .where("id", "=", id)
      .where("version", "=", expectedVersion)
      .executeTakeFirst();
    return changed.numUpdatedRows === 1n;
  },
  list: (filter: FuelOrderFilter, slice: Slice) =>
    sliceOf(db, matching(db, filter).orderBy("created_at", "desc").orderBy("id", "desc"), slice),
  /** The next orders behind one, oldest first: for walking through all of them. */
  after: (id: number, filter: FuelOrderFilter, limit: number): Promise<FuelOrderRow[]> =>
    matching(db, filter).where("id", ">", id).orderBy("id").limit(limit).execute(),
});
