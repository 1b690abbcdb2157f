import type { OpenStation } from "../../packages/api/test/station/open-station.js";
import { type Owner, owners, type Thing, type things } from "./who-may.mjs";

/** The ids of one owner's things, as a request names them. */
export type Ids = Readonly<Record<Thing, number | string>>;

interface Place {
  readonly tenant: number;
  readonly station: number;
  readonly user: number;
  readonly member: number;
  readonly driver: number;
  readonly oil: number;
}

/** Where each owner lives: two stations of one tenant, and one of another. */
const places: Readonly<Record<Owner, Place>> = {
  own: { tenant: 1, station: 1, user: 5, member: 5, driver: 501, oil: 101 },
  otherUser: { tenant: 1, station: 1, user: 106, member: 106, driver: 502, oil: 101 },
  otherStation: { tenant: 1, station: 2, user: 107, member: 107, driver: 503, oil: 101 },
  otherTenant: { tenant: 2, station: 3, user: 205, member: 205, driver: 504, oil: 201 },
};

/** What stands in a thing that is shown, so that an answer betrays whose it is. */
export const markOf = (owner: Owner, thing: Thing): string => `@${owner}.${thing}@`;

const zone = "Asia/Shanghai";
const times = { created_at: 1, updated_at: 1 };

/** Accounts, stations, oils and guns of everybody. */
export const settle = async ({ db }: OpenStation): Promise<void> => {
  await db.insertInto("tenants").values({ id: 2, code: "t2", name: "另一租户", status: 1, created_at: 0 }).execute();
  const like = await db.selectFrom("users").selectAll().where("username", "=", "user001").executeTakeFirstOrThrow();
  const role = async (system: string, code: string) =>
    (
      await db
        .selectFrom("roles")
        .select("id")
        .where("system", "=", system)
        .where("code", "=", code)
        .executeTakeFirstOrThrow()
    ).id;
  const memberRole = await role("fuel", "member");
  const driverRole = await role("charging", "driver");
  await db
    .insertInto("charging_piles")
    .values([
      { id: 20, tenant_id: 1, code: "Q1", station_id: 2, mode: "fast", power_w: 30_000, connector: 1 },
      { id: 30, tenant_id: 2, code: "R1", station_id: 3, mode: "fast", power_w: 30_000, connector: 1 },
    ])
    .execute();
  const addUser = (id: number, tenant_id: number, username: string, change: object = {}) =>
    db
      .insertInto("users")
      .values({ ...like, id, tenant_id, username, mobile: null, real_name: null, email: null, ...change })
      .execute();
  for (const owner of owners) {
    const { tenant: tenant_id, station, user, member, driver, oil } = places[owner];
    const name = markOf(owner, "user");
    if (owner !== "own") {
      await addUser(user, tenant_id, name, { role_id: memberRole });
      await db
        .insertInto("members")
        .values({ id: member, tenant_id, user_id: user, member_no: name, status: 1, created_at: 0 })
        .execute();
    }
    await addUser(driver, tenant_id, `driver-${owner}`, { role_id: driverRole, system: "charging" });
    if (owner === "otherStation" || owner === "otherTenant") {
      const code = markOf(owner, "station");
      await db
        .insertInto("stations")
        .values({ id: station, tenant_id, code, name: code, time_zone: zone, status: 1 })
        .execute();
    }
    if (owner === "own" || owner === "otherTenant") {
      const title = markOf(owner, "oil");
      const what = { name: title, code: "95#", type: "汽油", unit: "升", status: 1 };
      await db
        .insertInto("oils")
        .values({ id: oil, tenant_id, ...what, ...times })
        .execute();
      const price = { oil_id: oil, tenant_id, price: 805_000, effective_at: 0, created_at: 0 };
      await db.insertInto("oil_prices").values(price).execute();
    }
    await db
      .insertInto("oil_guns")
      .values({
        id: 1000 + driver,
        tenant_id,
        gun_no: markOf(owner, "gun"),
        station_id: station,
        oil_id: oil,
        status: 1,
      })
      .execute();
  }
};

let made = 0;

/** What an order must be for an operation to take it. */
const stateFor = (operation: string): string => {
  if (operation === "orders.pay" || operation === "userCoupons.use") return "completed";
  return operation === "refuelRecords.end" ? "authorised" : "created";
};

/** An order of an owner with a record, a payment and a coupon, and a charge: fresh, so that no case spoils another. */
export const freshThings = ({ db }: OpenStation, owner: Owner, operation: string): Promise<Ids> =>
  db.transaction().execute(async (tx) => {
    made += 1;
    const { tenant: tenant_id, station: station_id, user, member, driver, oil } = places[owner];
    const gun = 1000 + driver;
    const correlation_id = `${markOf(owner, "trace")}${made}`;
    const { id: order } = await tx
      .insertInto("fuel_orders")
      .values({
        tenant_id,
        order_no: `${markOf(owner, "order")}${made}`,
        correlation_id,
        station_id,
        member_id: member,
        oil_id: oil,
        oil_gun_id: gun,
        service_type: null,
        preset_ml: 1_000,
        preset_fen: null,
        unit_price: 805_000,
        measured_ml: 1_000,
        total_fen: 805,
        discount_fen: 0,
        paid_fen: 0,
        vehicle_no: null,
        attendant_id: null,
        remark: null,
        state: stateFor(operation),
        version: 0,
        created_at: made,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await tx
      .insertInto("order_timeline")
      .values({ tenant_id, correlation_id, at: 0, event: "create", from_state: "", to_state: "created", actor: "x" })
      .execute();
    const { id: record } = await tx
      .insertInto("refuel_records")
      .values({
        tenant_id,
        order_id: order,
        oil_gun_id: gun,
        operator_id: null,
        authorisation_id: `a-${made}`,
        state: "running",
        started_at: made,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await tx
      .insertInto("payments")
      .values({
        tenant_id,
        order_id: order,
        correlation_id,
        method: "card",
        amount_fen: 1,
        transaction_id: `${markOf(owner, "payment")}${made}`,
        cashier_id: null,
        state: "captured",
        paid_at: made,
      })
      .execute();
    const { id: coupon_id } = await tx
      .insertInto("coupons")
      .values({
        tenant_id,
        name: markOf(owner, "coupon"),
        type: 1,
        discount_fen: 5,
        min_fen: 0,
        starts_at: 0,
        ends_at: 1e15,
        oil_ids: null,
        status: 1,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const { id: coupon } = await tx
      .insertInto("user_coupons")
      .values({ tenant_id, coupon_id, user_id: user, status: 1 })
      .returning("id")
      .executeTakeFirstOrThrow();
    const charge = `${markOf(owner, "charge")}${made}`;
    await tx
      .insertInto("charging_requests")
      .values({
        tenant_id,
        user_id: driver,
        station_id,
        correlation_id: charge,
        number: "F1",
        mode: "fast",
        quantity: "1",
        state: "ended",
        pile_id: null,
        transaction_id: null,
        meter_start_wh: null,
        id_tag: "U",
        created_at: 0,
        called_at: null,
        ended_at: 1,
      })
      .execute();
    await tx
      .insertInto("order_timeline")
      .values({ tenant_id, correlation_id: charge, at: 0, event: "called", from_state: "", to_state: "P1", actor: "x" })
      .execute();
    const ids = { order, record, coupon, user, member, oil, gun, station: station_id, trace: correlation_id, charge };
    return { ...ids, payment: order } satisfies Record<(typeof things)[number], number | string>;
  });
