import { type MachineActor, transition } from "@waystation/core/kernel";
import {
  type FuelOrder,
  type FuelOrderEvent,
  type FuelOrderFacts,
  type FuelOrderState,
  fuelOrderMachine,
} from "@waystation/core/orders";
import { rate } from "@waystation/core/quantity";
import type { Updateable } from "kysely";
import type { Principal } from "../../contract/call.js";
import { Refusal } from "../../contract/refusal.js";
import type { Database, Db } from "../../storage/database.js";
import { type FuelOrderRow, fuelOrders } from "../../storage/repositories/fuel-orders.js";
import { timeline } from "../../storage/repositories/timeline.js";

export type Actor = MachineActor<FuelOrder>;

export const deviceActor: Actor = { role: "device", id: "device" };
export const systemActor: Actor = { role: "system", id: "system" };

const rolesByCode: Readonly<Record<string, Actor["role"]>> = {
  admin: "manager",
  attendant: "attendant",
  cashier: "cashier",
  member: "customer",
};

/** The part an account plays towards an order. */
export const actorOf = ({ roleCode, userId }: Principal): Actor => ({
  role: rolesByCode[roleCode] ?? "customer",
  id: `user:${userId}`,
});

export interface Move {
  readonly event: FuelOrderEvent;
  readonly actor: Actor;
  readonly at: number;
  readonly reason?: string;
  /** What the order becomes beside its state; the guards see the order after it. */
  readonly patch?: Updateable<Database["fuel_orders"]>;
  /** The price that the pump itself shows, in 1e-5 yuan. */
  readonly pumpUnitPrice?: number | null;
}

const factsOf = (order: FuelOrderRow, pumpUnitPrice: number | null): FuelOrderFacts => ({
  dueFen: order.total_fen - order.discount_fen,
  keptFen: order.paid_fen,
  prepaymentFen: 0,
  unitPrice: rate(order.unit_price),
  pumpUnitPrice: pumpUnitPrice === null ? null : rate(pumpUnitPrice),
  measured: order.measured_ml === null ? null : { volumeMl: order.measured_ml, amountFen: order.total_fen },
});

/** Moves an order along core's machine and writes its timeline; refuses what the machine refuses. */
export const moveOrder = async (db: Db, order: FuelOrderRow, move: Move): Promise<FuelOrderRow> => {
  const { event, actor, at, reason, patch = {}, pumpUnitPrice = null } = move;
  const after: FuelOrderRow = { ...order, ...(patch as Partial<FuelOrderRow>) };
  const moved = transition(fuelOrderMachine, { state: order.state as FuelOrderState, version: order.version }, event, {
    at,
    actor,
    facts: factsOf(after, pumpUnitPrice),
    ...(reason === undefined ? {} : { reason }),
  });
  if (!moved.ok) {
    throw new Refusal("order.not-allowed", { event, reason: `${order.state}: ${moved.error.code}` });
  }
  const { state, version } = moved.value;
  if (!(await fuelOrders(db).change(order.id, order.version, { ...patch, state, version }))) {
    throw new Refusal("order.changed");
  }
  await timeline(db).add({
    correlation_id: order.correlation_id,
    at,
    event,
    from_state: order.state,
    to_state: state,
    actor: actor.id,
    reason: reason ?? null,
  });
  return { ...after, state, version };
};

/** The order, or the refusal that it does not exist. */
export const requireOrder = async (db: Db, id: number): Promise<FuelOrderRow> => {
  const order = await fuelOrders(db).byId(id);
  if (!order) throw new Refusal("order.not-found", { id });
  return order;
};
