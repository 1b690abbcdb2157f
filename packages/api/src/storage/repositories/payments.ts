import type { Insertable, Selectable } from "kysely";
import type { Database, Db } from "../database.js";
import { type Slice, sliceOf } from "../page.js";

export type PaymentRow = Selectable<Database["payments"]>;

export interface PaymentFilter {
  readonly orderId?: number | undefined;
  readonly method?: string | undefined;
  readonly state?: string | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
}

/** Captured payments; a provider's transaction number stands at most once. */
export const payments = (db: Db) => ({
  ofOrder: (orderId: number) =>
    db.selectFrom("payments").selectAll().where("order_id", "=", orderId).orderBy("id").execute(),
  /** Undefined when this transaction number was used before. */
  insert: (row: Insertable<Database["payments"]>) =>
    db
      .insertInto("payments")
      .values(row)
      .onConflict((conflict) => conflict.columns(["method", "transaction_id"]).doNothing())
      .returningAll()
      .executeTakeFirst(),
  list: ({ orderId, method, state, from, until }: PaymentFilter, slice: Slice) =>
    sliceOf(
      db,
      db
        .selectFrom("payments")
        .selectAll()
        .$if(orderId !== undefined, (query) => query.where("order_id", "=", orderId!))
        .$if(method !== undefined, (query) => query.where("method", "=", method!))
        .$if(state !== undefined, (query) => query.where("state", "=", state!))
        .$if(from !== undefined, (query) => query.where("paid_at", ">=", from!))
        .$if(until !== undefined, (query) => query.where("paid_at", "<", until!))
        .orderBy("id", "desc"),
      slice,
    ),
});
