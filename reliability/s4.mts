import { inflateRawSync } from "node:zlib";
import type { ApiClient } from "../packages/api/test/station/api-client.js";
import { type OpenStation, openStation } from "../packages/api/test/station/open-station.js";
import type { Figure, Finding } from "./figure.mjs";
import { type Operation, operationsOf } from "./requests/document.mjs";
import { honestFiles, hostileFiles } from "./uploads/hostile-files.mjs";

const HOSTILE_CELLS = 200;

/** People who exist only here: whatever is found of them was shown raw. */
const people = [
  {
    username: "person-a",
    real_name: "欧阳翠花",
    mobile: "13912340001",
    email: "ouyang.cuihua@example.com",
    plate: "粤B7K3Q9",
  },
  {
    username: "person-b",
    real_name: "司马铁柱",
    mobile: "13912340002",
    email: "sima.tiezhu@example.com",
    plate: "京AD12F67",
  },
  {
    username: "person-c",
    real_name: "诸葛小明",
    mobile: "13912340003",
    email: "zhuge.xiaoming@example.com",
    plate: "沪C9X8Y7",
  },
];

type Person = (typeof people)[number];

const rawOf = ({ real_name, mobile, email, plate }: Person): string[] => [real_name, mobile, email, plate];

interface Seen {
  readonly where: string;
  readonly what: string;
}

const foundIn = (where: string, text: string, raw: readonly string[]): Seen[] =>
  raw.filter((value) => text.includes(value)).map((what) => ({ where, what }));

/** Members of the fuel system and drivers of the charging system, each with an order or a request of their own. */
const seed = async (station: OpenStation) => {
  const admin = await station.signIn("admin");
  const like = station.db.selectFrom("users").selectAll().where("username", "=", "user001");
  const { id: likeId, ...row } = await like.executeTakeFirstOrThrow();
  const memberOf = station.db.selectFrom("members").selectAll().where("user_id", "=", likeId);
  const { id: _, ...member } = await memberOf.executeTakeFirstOrThrow();
  const drivers: { readonly client: ApiClient; readonly person: Person }[] = [];
  for (const [index, person] of people.entries()) {
    const { username, real_name, mobile, email, plate } = person;
    const { id: userId } = await station.db
      .insertInto("users")
      .values({
        ...row,
        username,
        real_name,
        mobile,
        email,
        license_plate: plate,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const { id: memberId } = await station.db
      .insertInto("members")
      .values({ ...member, user_id: userId, member_no: `M${index}` })
      .returning("id")
      .executeTakeFirstOrThrow();
    const order = { station_id: 1, oil_id: 2, oil_gun_id: 3, amount: 10, member_id: memberId, vehicle_no: plate };
    const made = await admin.post<{ order_id: number }>("/orders", order);
    if (made.status !== 200) throw new Error(`an order could not be seeded: ${made.text}`);
    const client = await station.driver({ username, email, license_plate: plate });
    await client.post("/user/charge/apply", { mode: "fast", quantity: "10" });
    drivers.push({ client, person });
  }
  return { admin, drivers };
};

interface Principal {
  readonly name: string;
  readonly client: ApiClient;
  /** What is not the principal's own. */
  readonly raw: readonly string[];
}

const everybody = people.flatMap(rawOf);

const textOf = async (client: ApiClient, path: string, init: RequestInit = {}): Promise<string> => {
  const headers: Record<string, string> = client.token ? { authorization: `Bearer ${client.token}` } : {};
  const response = await fetch(client.base + path, { ...init, headers: { ...headers, ...(init.headers as object) } });
  return `${response.status} ${JSON.stringify([...response.headers])} ${unpacked(Buffer.from(await response.arrayBuffer()))}`;
};

/** A body as text; the files of an archive one after another. */
const unpacked = (bytes: Buffer): string => {
  if (bytes.toString("latin1", 0, 4) !== "PK\u0003\u0004") return bytes.toString();
  const texts: string[] = [];
  for (let at = bytes.readUInt32LE(bytes.length - 6); bytes.readUInt32LE(at) === 0x02014b50; ) {
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26);
    texts.push(inflateRawSync(bytes.subarray(from, from + bytes.readUInt32LE(at + 20))).toString());
    at += 46 + bytes.readUInt16LE(at + 28);
  }
  return texts.join("\n");
};

/** Every way to fill an operation's path, with the queries that show most. */
const pathsOf = ({ path, parameters, id }: Operation, ids: readonly string[]): string[] => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([whole]) => whole);
  const paths = names.reduce<string[]>(
    (all, name) => all.flatMap((each) => ids.map((value) => each.replace(name, value))),
    [path],
  );
  const has = (name: string) => parameters.some((each) => each.in === "query" && each.name === name);
  const queries = ["", ...(has("page_size") ? ["?page_size=100"] : []), ...(has("num") ? ["?num=100"] : [])];
  if (id === "orders.export") queries.push("?format=csv", "?format=xlsx");
  return paths.flatMap((each) => queries.map((query) => each + query));
};

const readEverything = async (principals: readonly Principal[], ids: readonly string[]) => {
  const seen: Seen[] = [];
  let requests = 0;
  for (const system of ["fuel", "charging"]) {
    for (const operation of operationsOf(system).filter(({ method }) => method === "GET")) {
      for (const { name, client, raw } of principals.filter((each) => each.client.base.includes(system))) {
        for (const path of pathsOf(operation, ids)) {
          requests++;
          seen.push(...foundIn(`${name} GET ${system}${path}`, await textOf(client, path), raw));
        }
      }
    }
  }
  return { requests, seen };
};

/** Requests that go wrong with personal data in them: neither their answers nor the log may repeat these. */
const provokeErrors = async (principals: readonly Principal[]): Promise<Seen[]> => {
  const seen: Seen[] = [];
  const [{ real_name, mobile, email, plate }] = people as [Person];
  for (const { name, client } of principals) {
    const bad = { vehicle_no: plate, mobile, email, real_name, station_id: mobile, remark: real_name };
    for (const [path, body] of [
      ["/orders", JSON.stringify(bad)],
      ["/orders", `{"vehicle_no":"${plate}",`],
      ["/user/charge/apply", JSON.stringify({ ...bad, mode: plate })],
      ["/nowhere", JSON.stringify(bad)],
    ] as const) {
      const init = { method: "POST", body, headers: { "content-type": "application/json" } };
      seen.push(...foundIn(`${name} POST ${path}, refused`, await textOf(client, path, init), everybody));
    }
    const query = `?keyword=${mobile}&name=${encodeURIComponent(real_name)}&token=${client.token}&page=x`;
    seen.push(...foundIn(`${name} GET /oils, refused`, await textOf(client, `/oils${query}`), everybody));
  }
  return seen;
};

/** A fill by a member whose data the gateway must not get. */
const watchGateway = async (station: OpenStation, admin: ApiClient): Promise<Seen[]> => {
  const gateway = await station.gateway();
  const heard: string[] = [];
  gateway.client.on("message", (topic, bytes) => heard.push(`${topic} ${bytes}`));
  await gateway.pump();
  const { data } = await admin.get<{ list: { id: number; oil_gun_id: number }[] }>("/orders?page_size=100");
  for (const { id, oil_gun_id } of data.list.slice(0, people.length)) {
    await admin.post("/refuel-records", { order_id: id, oil_gun_id });
    await admin.post(`/orders/${id}/cancel`, { reason: "" });
  }
  if (heard.length === 0) throw new Error("the gateway heard nothing");
  return heard.flatMap((message) => foundIn("MQTT", message, everybody));
};

const beginnings = ["=", "+", "-", "@", "\t", "\r", "\n", " =", "\u200b=", "＝", "＋", "－", "＠", "\ufeff="];
const formulas = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://evil.example","x")', "SUM(1,1)", "2"];

/** Text cells of a CSV file, read as a spreadsheet reads it. */
const csvTexts = (text: string): string[] =>
  [...text.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell]) => cell!.replaceAll('""', '"'));

const isLive = (cell: string): boolean => /^(?:[\t\r\n]|[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠])/u.test(cell);

const exportHostileCells = async (admin: ApiClient): Promise<{ live: number; cells: number }> => {
  for (let index = 0; index < HOSTILE_CELLS; index++) {
    const remark = `${beginnings[index % beginnings.length]}${formulas[index % formulas.length]} #${index}`;
    const made = await admin.post("/orders", { station_id: 1, oil_id: 2, oil_gun_id: 3, amount: 1, remark });
    if (made.status !== 200) throw new Error(`a hostile remark was not stored: ${made.text}`);
  }
  const csv = csvTexts(await textOf(admin, "/orders/export?format=csv"));
  const workbook = await textOf(admin, "/orders/export?format=xlsx");
  const xlsx = [...workbook.matchAll(/<t xml:space="preserve">([^<]*)<\/t>/g)].map(([, cell]) =>
    cell!.replaceAll("&#13;", "\r"),
  );
  const cells = [...csv, ...xlsx].filter((cell) => cell.includes("#"));
  return { live: cells.filter(isLive).length + (workbook.match(/<f\b/g)?.length ?? 0), cells: cells.length };
};

const sendFiles = async (client: ApiClient) => {
  const send = async (name: string, type: string, bytes: Buffer): Promise<number> => {
    const form = new FormData();
    form.set("file", new Blob([new Uint8Array(bytes)], { type }), name);
    return (await client.request("/users/current/avatar", { method: "POST", body: form })).status;
  };
  const taken: string[] = [];
  for (const { what, name, type, bytes } of hostileFiles) if ((await send(name, type, bytes)) < 400) taken.push(what);
  let honest = 0;
  for (const { name, type, bytes } of honestFiles) if ((await send(name, type, bytes)) === 200) honest++;
  const { data } = await client.get<{ id: number }>("/users/current");
  const shown = await textOf(client, `/users/${data.id}/avatar`);
  const isSafe = shown.includes('"nosniff"') && shown.includes("attachment;") && shown.includes("default-src 'none'");
  return { taken, honest, isSafe };
};

const measure = async (fault: boolean): Promise<Finding> => {
  const log: string[] = [];
  const station = await openStation({
    settings: { logLevel: "debug", replyTimeoutMs: 200 },
    parts: { logTo: { write: (line) => void log.push(line) }, ...(fault ? { mask: (_kind, text) => text } : {}) },
  });
  try {
    const { admin, drivers } = await seed(station);
    const staff = ["attendant001", "cashier001", "user001", people[0]!.username];
    const clients = await Promise.all(staff.map(async (name) => ({ name, client: await station.signIn(name) })));
    const principals: readonly Principal[] = [
      ...clients.map(({ name, client }) => ({ name, client, raw: notOwn(name) })),
      { name: "nobody", client: station.fuel, raw: everybody },
      { name: "nobody", client: station.charging, raw: everybody },
      ...drivers.map(({ client, person }) => ({ name: person.username, client, raw: notOwn(person.username) })),
    ];
    const numbers = await station.db.selectFrom("fuel_orders").select(["id", "order_no", "correlation_id"]).execute();
    const count = await station.db.selectFrom("users").select("id").execute();
    const ids = [
      ...count.map(({ id }) => String(id)),
      ...numbers.flatMap((row) => [String(row.id), row.order_no, row.correlation_id]),
    ];
    const { requests, seen } = await readEverything(principals, [...new Set(ids)]);
    seen.push(...(await provokeErrors(principals)), ...(await watchGateway(station, admin)));
    const cells = await exportHostileCells(admin);
    const files = await sendFiles(clients[0]!.client);
    const tokens = principals.map(({ client }) => client.token).filter(Boolean);
    for (const line of log) seen.push(...foundIn("log", line, everybody), ...foundIn("token in the log", line, tokens));
    const wrong = [...new Set(seen.map(({ where, what }) => `${what} in ${where}`))];
    const example = wrong[0] === undefined ? "" : ` (${wrong.slice(0, 3).join("; ")})`;
    return {
      measured: `${wrong.length} raw${example} in ${requests} reads, ${log.length} log lines, errors, exports and MQTT; ${cells.live} live formulas in ${cells.cells} hostile cells; ${files.taken.length} of ${hostileFiles.length} hostile files taken${files.taken[0] ? ` (${files.taken[0]})` : ""}, ${files.honest} of ${honestFiles.length} honest ones`,
      ok:
        wrong.length + cells.live + files.taken.length === 0 &&
        cells.cells === 2 * HOSTILE_CELLS &&
        files.honest === honestFiles.length &&
        files.isSafe &&
        log.length > requests,
    };
  } finally {
    await station.close();
  }
};

const notOwn = (username: string): string[] => people.filter((person) => person.username !== username).flatMap(rawOf);

export const figure: Figure = {
  figure: "S4",
  claim:
    "seeded personal data: 0 raw in responses to principals without the permission (one's own data excepted), logs, errors, exports, MQTT; 0 live formulas in 200; 0 of ≥ 40 hostile files taken",
  control: "mask off",
  run: ({ fault }) => measure(fault),
};
