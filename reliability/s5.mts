import fc from "fast-check";
import { z } from "zod";
import { deviceSystem } from "../packages/api/src/devices/enrolment/system.js";
import { fuelRoutes } from "../packages/api/src/systems/fuel/contract.js";
import { type OpenStation, openStation } from "../packages/api/test/station/open-station.js";
import type { Figure, Finding } from "./figure.mjs";
import { type GeneratedRequest, requestsTo } from "./requests/arbitrary-request.mjs";
import { type Operation, operationsOf } from "./requests/document.mjs";
import { problemOf } from "./requests/json-schema.mjs";

const REQUESTS = 20_000;
const AT_ONCE = 8;
/** How often accounts that the requests themselves have changed are set right. */
const RESTORE_EVERY = 400;

type System = "fuel" | "charging" | "devices";

const operations = (["fuel", "charging", "devices"] as const).flatMap((system) =>
  operationsOf(system).map((operation) => ({ ...operation, system })),
);

interface Case {
  readonly operation: Operation & { readonly system: System };
  readonly request: GeneratedRequest;
}

/** The same number of requests to every operation of every document, in an order that the seed decides. */
const casesOf = (scale: number, seed: number): readonly Case[] => {
  const each = Math.ceil((REQUESTS * scale) / operations.length);
  const cases = operations.flatMap((operation) =>
    fc.sample(requestsTo(operation), { numRuns: each, seed }).map((request) => ({ operation, request })),
  );
  return fc.sample(fc.shuffledSubarray(cases, { minLength: cases.length }), { numRuns: 1, seed })[0] ?? [];
};

/** Callers of each system who may do all that can be done there, whatever the requests before did to the account. */
const callersOf = async (station: OpenStation) => {
  const users = await station.db.selectFrom("users").selectAll().execute();
  const roles = await station.db.selectFrom("roles").selectAll().execute();
  const tokens = { fuel: "", charging: "", devices: "" };
  const spare = { ...tokens };
  const signIn = async (): Promise<void> => {
    for (const { id, ...row } of users) await station.db.updateTable("users").set(row).where("id", "=", id).execute();
    for (const { id, ...row } of roles) await station.db.updateTable("roles").set(row).where("id", "=", id).execute();
    await station.db.deleteFrom("attempts").execute();
    tokens.fuel = (await station.signIn("admin")).token;
    tokens.charging = (await station.driver({ username: `driver-${performance.now()}` })).token;
    spare.fuel = (await station.signIn("attendant001")).token;
    spare.charging = (await station.driver({ username: `spare-${performance.now()}` })).token;
  };
  /** Requests that end sign-ins or change passwords end those of a spare account, not those of all other requests. */
  const tokenFor = ({ id, system }: Operation & { readonly system: System }): string =>
    /^(auth|account)\./.test(id) ? spare[system] : tokens[system];
  return { tokenFor, signIn };
};

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const bodyOf = ({ operation, request }: Case): { body?: string | FormData; type?: string } => {
  if (request.body) return { body: request.body.text, type: request.body.type };
  if (!operation.takesFile) return {};
  const form = new FormData();
  form.set("file", new Blob(["not a picture"]), "a.png");
  return { body: form };
};

const send = async (base: string, each: Case, token: string): Promise<Reply> => {
  const { body, type } = bodyOf(each);
  const response = await fetch(base + each.request.path, {
    method: each.operation.method,
    headers: { authorization: `Bearer ${token}`, ...(type ? { "content-type": type } : {}) },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  return { status: response.status, type: response.headers.get("content-type") ?? "", text };
};

/** What is wrong with an answer. */
const faultOf = ({ operation, request }: Case, { status, type, text }: Reply): string | undefined => {
  if (status >= 500) return `${status}`;
  if (status === 200 && operation.success === undefined && !type.startsWith("application/json")) {
    return request.problem && `a forbidden request was taken (${request.problem})`;
  }
  const answer: unknown = JSON.parse(text);
  const isSuccess = (answer as { code?: unknown }).code === 200;
  if (isSuccess && request.problem) return `a forbidden request was taken (${request.problem})`;
  const schema = isSuccess ? operation.success : operation.failure;
  const problem = schema && problemOf(schema, answer, operation.components);
  return problem && `an answer breaks its schema: ${problem}`;
};

const measure = async (scale: number, seed: number): Promise<Finding> => {
  const cases = casesOf(scale, seed);
  const station = await openStation({ settings: { replyTimeoutMs: 100 } });
  const faults: string[] = [];
  let taken = 0;
  try {
    const { tokenFor, signIn } = await callersOf(station);
    const bases = {
      fuel: station.fuel.base,
      charging: station.charging.base,
      devices: station.server.url + deviceSystem.prefix,
    };
    const judge = async (each: Case): Promise<void> => {
      const reply = await send(bases[each.operation.system], each, tokenFor(each.operation));
      const fault = faultOf(each, reply);
      if (reply.text.includes('"code":200')) taken++;
      if (!fault) return;
      const { method, id } = each.operation;
      faults.push(`${id}: ${fault} (${method} ${each.request.path} ${each.request.body?.text ?? ""} → ${reply.text})`);
    };
    for (let from = 0; from < cases.length; from += RESTORE_EVERY) {
      await signIn();
      const part = cases.slice(from, from + RESTORE_EVERY);
      const lanes = Array.from({ length: AT_ONCE }, async (_, lane) => {
        for (let at = lane; at < part.length; at += AT_ONCE) await judge(part[at]!);
      });
      await Promise.all(lanes);
    }
  } finally {
    await station.close();
  }
  const example = faults[0] === undefined ? "" : `; the first: ${faults[0].slice(0, 600)}`;
  return {
    measured: `${cases.length} requests to ${operations.length} operations, ${taken} of them taken: ${faults.length} wrong${example}`,
    ok: faults.length === 0,
  };
};

/** Measures while one route checks nothing of its query: the contract that the server is built from, weakened for so long. */
const withoutOneValidator = async (work: () => Promise<Finding>): Promise<Finding> => {
  const weakened = fuelRoutes["oils.list"] as { query: z.ZodType };
  const { query } = weakened;
  weakened.query = z.looseObject({});
  try {
    return await work();
  } finally {
    weakened.query = query;
  }
};

export const figure: Figure = {
  figure: "S5",
  claim:
    "20,000 generated requests over all routes: 0 × 5xx, 0 answers that break their schema, 0 invalid bodies accepted",
  control: "the validator of one route removed",
  run: ({ scale, seed, fault }) => (fault ? withoutOneValidator(() => measure(scale, seed)) : measure(scale, seed)),
};
