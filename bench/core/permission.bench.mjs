// A permission check against CASL: the same 60 permissions, the same person (a cashier of two stations who also sees his own
// records), the same records. CASL's subjects are tagged once, outside the measured part.
import { createMongoAbility, subject } from "@casl/ability";
import { checkPermission, compileRights, recordFilter } from "@waystation/core/iam";

const subjects = ["order", "oil", "gun", "member", "coupon", "payment", "shift", "report", "user", "role"];
const actions = ["view", "create", "update", "delete", "export", "refund"];
const permissions = subjects.flatMap((name) => actions.map((action) => `${name}:${action}`));

const cashier = {
  code: "cashier",
  grants: [
    { permission: "order:view", scope: "own" },
    { permission: "order:view", scope: "station" },
    { permission: "order:create", scope: "station" },
    { permission: "payment:*", scope: "station" },
    { permission: "coupon:view", scope: "all" },
    { permission: "member:view", scope: "all" },
  ],
};
const rights = compileRights(permissions, [cashier], { own: [7], station: [1, 2] });

const atStations = { stationId: { $in: [1, 2] } };
const ability = createMongoAbility([
  { action: "view", subject: "order", conditions: { ownerId: { $in: [7] } } },
  { action: "view", subject: "order", conditions: atStations },
  { action: "create", subject: "order", conditions: atStations },
  ...actions.map((action) => ({ action, subject: "payment", conditions: atStations })),
  { action: "view", subject: "coupon" },
  { action: "view", subject: "member" },
]);

const inside = { own: 9, station: 2 };
const outside = { own: 9, station: 3 };
const peerInside = subject("order", { ownerId: 9, stationId: 2 });
const peerOutside = subject("order", { ownerId: 9, stationId: 3 });

const compare = (name, ours, peer, target) => {
  if (ours().ok !== peer()) throw new Error(`${name}: the two do not agree`);
  return { bench: "permission", case: name, peerName: "CASL 7", unit: "checks/s", target, ours, peer };
};

export const cases = [
  compare(
    "permission alone",
    () => checkPermission(rights, "coupon:view"),
    () => ability.can("view", "coupon"),
    1.2,
  ),
  compare(
    "record within the scope",
    () => checkPermission(rights, "order:view", inside),
    () => ability.can("view", peerInside),
    1.2,
  ),
  compare(
    "record outside of the scope, with the reason",
    () => checkPermission(rights, "order:view", outside),
    () => ability.can("view", peerOutside),
    1.2,
  ),
  compare(
    "permission that nobody granted, with the reason",
    () => checkPermission(rights, "role:delete", inside),
    () => ability.can("delete", "role"),
    1.2,
  ),
  {
    bench: "permission",
    case: "the same rule as a filter",
    unit: "filters/s",
    ours: () => recordFilter(rights, "order:view"),
  },
  {
    bench: "permission",
    case: "compiling a role over 60 permissions",
    unit: "persons/s",
    ours: () => compileRights(permissions, [cashier], { own: [7], station: [1, 2] }),
  },
];
