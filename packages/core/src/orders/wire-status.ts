import type { FuelOrderState } from "./fuel-order.js";
import type { TakeoutOrderState } from "./takeout-order.js";

/**
 * The numbers that stand for states on the wire, the only place that knows them. Fixed by the fuel system's document (order 1, 2;
 * gun 1, 2; coupon 1–3) and of the takeout system (order 2); the rest continue their rows. The released pump already counts as
 * fuelling: the record has begun. Cattle and livestock send the names of their states.
 */
export const fuelOrderStatus = {
  created: 1,
  completed: 2,
  paid: 3,
  cancelled: 4,
  authorised: 5,
  fuelling: 5,
  refunded: 6,
  "partly-refunded": 7,
} as const satisfies Record<FuelOrderState, number>;

/** Numbers of the takeout order; the document prints 2 with the text "waiting for acceptance". */
export const takeoutOrderStatus = {
  created: 1,
  paid: 2,
  accepted: 3,
  cooking: 4,
  ready: 5,
  delivering: 6,
  completed: 7,
  cancelled: 8,
} as const satisfies Record<TakeoutOrderState, number>;

/** Numbers of what happened to a takeout order's money; the document prints 1 for a paid order. */
export const takeoutPaymentStatus = { unpaid: 0, paid: 1, "partly-refunded": 2, refunded: 3 } as const;

/** State of a gun (one nozzle of a pump). */
export type GunState = "normal" | "fault" | "reserved" | "fuelling" | "closed";

/** Numbers of the states of a gun. */
export const gunStatus = {
  normal: 1,
  fault: 2,
  reserved: 3,
  fuelling: 4,
  closed: 5,
} as const satisfies Record<GunState, number>;

/** Numbers of the states of a coupon in a customer's hands, in the fuel and the takeout system. */
export const userCouponStatus = { unused: 1, used: 2, expired: 3 } as const;

/** The states that a number stands for, for filters of lists; none for an unknown number. */
export const statesOfStatus = <S extends string>(table: Readonly<Record<S, number>>, status: number): S[] =>
  (Object.keys(table) as S[]).filter((state) => table[state] === status);
