/** Whose a thing is, as seen by the role that asks. */
export const owners = ["own", "otherUser", "otherStation", "otherTenant"] as const;
export type Owner = (typeof owners)[number];

/** What requests name. */
export const things = [
  "order",
  "record",
  "payment",
  "coupon",
  "user",
  "member",
  "oil",
  "gun",
  "station",
  "trace",
  "charge",
] as const;
export type Thing = (typeof things)[number];

export const roleNames = ["nobody", "admin", "cashier", "attendant", "member", "driver"] as const;
export type RoleName = (typeof roleNames)[number];

const ofTheTenant: readonly Owner[] = ["own", "otherUser", "otherStation"];
const ofTheStation: readonly Owner[] = ["own", "otherUser"];
const ofOneself: readonly Owner[] = ["own"];
const nothing: readonly Owner[] = [];

const atStation: Readonly<Record<Thing, readonly Owner[]>> = {
  order: ofTheStation,
  record: ofTheStation,
  payment: ofTheStation,
  trace: ofTheStation,
  station: ofTheStation,
  gun: ofTheStation,
  coupon: ofTheTenant,
  member: ofTheTenant,
  oil: ofTheTenant,
  user: nothing,
  charge: nothing,
};
const all = (reach: readonly Owner[]) => Object.fromEntries(things.map((thing) => [thing, reach]));

/**
 * Whose things each role may reach: written down here apart from the product, so that a slip there is not repeated. "Own" are
 * the member user001 and his orders at the first station, where cashier and attendant work.
 */
const reach: Readonly<Record<RoleName, Partial<Record<Thing, readonly Owner[]>>>> = {
  nobody: {},
  admin: { ...all(ofTheTenant), charge: nothing },
  cashier: atStation,
  attendant: atStation,
  member: { ...all(ofOneself), oil: ofTheTenant, gun: ofTheTenant, station: ofTheTenant, charge: nothing },
  driver: { charge: ofOneself, station: ofTheTenant },
};

export const mayReach = (role: RoleName, thing: Thing, owner: Owner): boolean =>
  reach[role][thing]?.includes(owner) ?? false;
