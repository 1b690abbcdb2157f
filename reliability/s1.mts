import { confine } from "../packages/api/src/storage/confine.js";
import type { ApiClient } from "../packages/api/test/station/api-client.js";
import { type OpenStation, openStation } from "../packages/api/test/station/open-station.js";
import type { Figure, Finding } from "./figure.mjs";
import { type Operation, operationsOf } from "./requests/document.mjs";
import { resolve, type Schema } from "./requests/json-schema.mjs";
import { mayReach, type Owner, owners, type RoleName, roleNames, type Thing, things } from "./rights/who-may.mjs";
import { freshThings, type Ids, markOf, settle } from "./rights/world.mjs";

/** What the id in a path names, by the segment before it. */
const thingOfSegment: Readonly<Record<string, Thing>> = {
  users: "user",
  "user-coupons": "coupon",
  oils: "oil",
  stations: "station",
  "oil-guns": "gun",
  orders: "order",
  "refuel-records": "record",
};

/** What a field of a body or a query names. People named as having taken part are remarks, not things that are reached. */
const thingOfField: Readonly<Record<string, Thing | null>> = {
  station_id: "station",
  member_id: "member",
  oil_id: "oil",
  oil_gun_id: "gun",
  order_id: "order",
  attendant_id: null,
  cashier_id: null,
  operator_id: null,
  user_id: null,
  request_id: null,
  correlation_id: null,
  gateway_id: null,
};

let wishes = 0;

/** Values that hold together: the fresh order is due 8.05, and the development provider knows such payments. */
const fitting: Readonly<Record<string, () => unknown>> = {
  payment_amount: () => 8.05,
  transaction_id: () => {
    wishes += 1;
    return `test-805-s1-${wishes}`;
  },
  amount: () => 1,
  quantity: () => "1",
  username: () => `somebody-${wishes++}`,
};

const thingOf = ({ id, path, system }: Operation): Thing | undefined => {
  const segment = /\/([\w-]+)\/\{\w+\}/.exec(path)?.[1];
  if (segment === undefined) return undefined;
  if (segment === "traces") return system === "charging" ? "charge" : "trace";
  const thing = thingOfSegment[segment];
  if (!thing) throw new Error(`${id} names things by ${path}, of which this figure knows nothing yet: teach it`);
  return thing;
};

interface Case {
  readonly path: string;
  readonly body: Record<string, unknown> | undefined;
  readonly named: readonly Thing[];
}

const exampleOf = (schema: Schema): unknown => {
  const [example] = (schema as { examples?: unknown[] }).examples ?? [];
  if (example !== undefined) return example;
  if (schema.enum) return schema.enum[0];
  const type = [schema.type ?? "string"].flat()[0];
  return type === "integer" || type === "number" ? 1 : type === "boolean" ? false : "13800000000";
};

/** A request to an operation that names the things of these ids wherever it can name something. */
const requestTo = (operation: Operation, ids: Ids): Case => {
  const { path, parameters, body, components, id } = operation;
  const named = new Set<Thing>();
  const main = thingOf(operation);
  if (main) named.add(main);
  const field = (name: string, schema: Schema): unknown => {
    if (fitting[name]) return fitting[name]();
    if (!name.endsWith("_id") || !(name in thingOfField)) {
      if (name.endsWith("_id") && !["transaction_id"].includes(name)) {
        throw new Error(`${id} takes ${name}, of which this figure knows nothing yet: teach it`);
      }
      return exampleOf(schema);
    }
    const thing = thingOfField[name];
    if (!thing) return undefined;
    named.add(thing);
    return ids[thing];
  };
  const query = new URLSearchParams();
  for (const { name, in: place, schema } of parameters) {
    if (place !== "query" || !name.endsWith("_id")) continue;
    const value = field(name, schema);
    if (value !== undefined) query.set(name, String(value));
  }
  const filled = main ? path.replace(/\{\w+\}/, encodeURIComponent(ids[main])) : path;
  const schema = body && resolve(body, components);
  const entries = Object.entries(schema?.properties ?? {}).flatMap(([name, inner]) => {
    const isWanted =
      schema?.required?.includes(name) || name in thingOfField || "examples" in inner || fitting[name] !== undefined;
    const value = isWanted ? field(name, inner) : undefined;
    return value === undefined ? [] : [[name, value]];
  });
  const text = query.toString();
  return {
    path: text ? `${filled}?${text}` : filled,
    body: schema ? Object.fromEntries(entries) : undefined,
    named: [...named],
  };
};

const signInAs = async ({ fuel, charging, db, signIn }: OpenStation, role: RoleName): Promise<ApiClient> => {
  // Wrong passwords are part of the tour; lock-outs are another figure's.
  await db.deleteFrom("attempts").execute();
  if (role === "nobody") return fuel;
  if (role !== "driver") return signIn(accountOf[role]);
  const answer = await charging.post("/u/login", { username: "driver-own", password: "password123" });
  return charging.as(String(answer.body.token));
};

const accountOf = { admin: "admin", cashier: "cashier001", attendant: "attendant001", member: "user001" } as const;

/** Operations after which a sign-in is another, or none. */
const endsSignIns = /\.(logout|changePassword|resetPassword|register)$/;

/** Lists narrow what is shown; what they are asked for outside is an empty page, not a refusal. */
const isList = ({ method, path }: Operation): boolean => method === "GET" && !path.includes("{");

interface Tally {
  asked: number;
  /** Operations that somebody was let into: what is refused to everybody proves nothing. */
  readonly served: Set<string>;
  readonly faults: string[];
}

const tryCase = async (
  station: OpenStation,
  client: ApiClient,
  operation: Operation,
  { role, owner, spoofed }: { readonly role: RoleName; readonly owner: Owner; readonly spoofed: boolean },
  tally: Tally,
): Promise<void> => {
  const { id, system, method, permission } = operation;
  if (role === "driver" && id.startsWith("charge.")) {
    // An application wants a driver without a request, the rest one with it.
    if (id === "charge.apply") await client.post("/user/charge/cancel");
    else await client.post("/user/charge/apply", { mode: "fast", quantity: "1" });
  }
  const { path, body, named } = requestTo(operation, await freshThings(station, owner, id));
  const base = system === "charging" ? station.charging : station.fuel;
  const response = await fetch(base.base + path, {
    method,
    headers: {
      ...(client.token ? { authorization: `Bearer ${client.token}` } : {}),
      ...(body ? { "content-type": "application/json" } : {}),
      ...(spoofed ? { "x-tenant-id": "2" } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  tally.asked += 1;
  const isServed = response.ok && (system !== "charging" || text.includes('"code":200'));
  if (isServed) tally.served.add(`${system} ${id}`);
  const what = `${role}${spoofed ? " as another tenant" : ""}, ${method} ${path} of ${owner}: ${response.status}`;
  const outside = named.some((thing) => !mayReach(role, thing, owner));
  if (isServed && permission !== "public" && role === "nobody") tally.faults.push(what);
  if (isServed && spoofed) tally.faults.push(what);
  if (isServed && outside && permission !== "public" && !isList(operation)) tally.faults.push(what);
  // That it may not be done just now is knowledge of a thing that is not there for this caller.
  if (response.status === 409 && outside) tally.faults.push(what);
  for (const other of owners) {
    for (const thing of things) {
      if (isServed && text.includes(markOf(other, thing)) && !mayReach(role, thing, other)) {
        tally.faults.push(`${what}, shows ${markOf(other, thing)}`);
      }
    }
  }
};

/** Operations that no role of this world is let into, with what they would need. */
const needsMore = new Set([
  "fuel auth.loginByCode",
  "fuel auth.resetPassword",
  "fuel auth.sendCode",
  "fuel auth.login",
  "fuel auth.changePassword",
  "fuel users.setAvatar",
  "fuel users.avatar",
  "charging account.login",
  "charging account.loginByCode",
  "charging account.resetPassword",
  "charging account.sendCode",
  "charging account.changePassword",
  "charging account.register",
  // A queue in front of the piles: who is called at once changes nothing.
  "charging charge.modify",
]);

/** One filter removed: orders are shown whoever asks. */
const withoutOrderFilter: typeof confine = (db, { tenantId, reach }) =>
  confine(db, { tenantId, reach: (table) => (table === "fuel_orders" ? { every: true } : reach(table)) });

const run: Figure["run"] = async ({ scale, seed, fault }): Promise<Finding> => {
  let station = await openStation(fault ? { parts: { confine: withoutOrderFilter } } : {});
  try {
    await settle(station);
    // Charging stations are read when a server starts.
    station = await station.restart();
    const clients = {} as Record<RoleName, ApiClient>;
    for (const role of roleNames) clients[role] = await signInAs(station, role);
    const tally: Tally = { asked: 0, served: new Set(), faults: [] };
    const operations = [...operationsOf("fuel"), ...operationsOf("charging")];
    // A part of it leaves out combinations, spread over all of them, never a route.
    const share = Math.max(scale, 0.25);
    const isAsked = (index: number) => (Math.imul(index + seed, 2_654_435_761) >>> 0) / 2 ** 32 < share;
    let index = 0;
    for (const operation of operations) {
      for (const role of roleNames) {
        for (const [owner, spoofed] of [
          ...owners.map((each) => [each, false] as const),
          ["own", true] as const,
          ["otherTenant", true] as const,
        ]) {
          index += 1;
          if (owner !== "own" && !isAsked(index)) continue;
          await tryCase(station, clients[role], operation, { role, owner, spoofed }, tally);
          if (role !== "nobody" && endsSignIns.test(operation.id)) clients[role] = await signInAs(station, role);
        }
      }
    }
    const untried = operations
      .map(({ system, id }) => `${system} ${id}`)
      .filter((name) => !tally.served.has(name) && !needsMore.has(name));
    const { asked, faults } = tally;
    const problems = [...faults.slice(0, 5), ...untried.map((name) => `${name} was refused to everybody`)];
    return {
      measured: `${faults.length} unauthorised successes in ${asked} requests to ${operations.length} operations${
        problems.length > 0 ? `: ${problems.join("; ")}` : ""
      }`,
      ok: problems.length === 0,
    };
  } finally {
    await station.close();
  }
};

export const figure: Figure = {
  figure: "S1",
  claim:
    "every route × every role × {own, other user, other station, other tenant, spoofed tenant header}: 0 unauthorised successes",
  control: "one filter removed: of orders",
  run,
};
