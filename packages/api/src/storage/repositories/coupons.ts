import type { Db } from "../database.js";

/** Coupons in customers' hands with their templates. */
export const coupons = (db: Db) => {
  const held = () =>
    db
      .selectFrom("user_coupons")
      .innerJoin("coupons", "coupons.id", "user_coupons.coupon_id")
      .selectAll("user_coupons")
      .select(["name", "type", "discount_fen", "min_fen", "starts_at", "ends_at", "oil_ids"]);
  return {
    heldById: (id: number) => held().where("user_coupons.id", "=", id).executeTakeFirst(),
    heldBy: (userId: number) => held().where("user_id", "=", userId).orderBy("user_coupons.id").execute(),
    usedOn: (orderId: number) => held().where("order_id", "=", orderId).orderBy("user_coupons.id").execute(),
    /** False when somebody used it meanwhile. */
    markUsed: async (id: number, orderId: number, at: number): Promise<boolean> => {
      const changed = await db
        .updateTable("user_coupons")
        .set({ status: 2, order_id: orderId, used_at: at })
        .where("id", "=", id)
        .where("status", "=", 1)
        .executeTakeFirst();
      return changed.numUpdatedRows === 1n;
    },
  };
};

export type HeldCouponRow = NonNullable<Awaited<ReturnType<ReturnType<typeof coupons>["heldById"]>>>;
