import { createHash } from "node:crypto";
import formbody from "@fastify/formbody";
import multipart from "@fastify/multipart";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Context } from "../context.js";
import { permissionTableOf, requirePermissions } from "../rights/index.js";
import { type AuditTrail, createAuditTrail } from "../services/audit.js";
import { authenticate, authorise } from "../services/authenticate.js";
import { shownTo } from "../services/personal-data.js";
import { createRightsOf, type TenantOfCall, tenantOfCall } from "../services/rights/index.js";
import { receiveImage } from "../services/uploads/index.js";
import { everyTenant, forTenant } from "../storage/confine.js";
import type { Db } from "../storage/database.js";
import { idempotencyKeys } from "../storage/repositories/idempotency-keys.js";
import { roles } from "../storage/repositories/roles.js";
import type { Call, Principal } from "./call.js";
import type { Download } from "./download.js";
import type { SystemDescription } from "./openapi.js";
import { personalFieldsOf } from "./personal-fields.js";
import { Refusal } from "./refusal.js";
import type { Input, RouteContract, Routes } from "./route.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /** `fuel:orders.create`: which operation of which system a route is. */
    operation?: string;
    permission?: string;
  }
}

/** A few lines for each endpoint: validated input in, the route's data out; failures are thrown `Refusal`s. */
export type Handlers<R extends Routes> = {
  readonly [Id in keyof R]: (
    input: Input<R[Id]>,
    call: Call<z.input<R[Id]["data"]>>,
  ) => Promise<z.input<R[Id]["data"]>>;
};

type AnyHandler = (input: { params: unknown; query: unknown; body: unknown }, call: Call<unknown>) => Promise<unknown>;

const { localeError } = z.locales.zhCN();

/** What is wrong with a field, in the documents' language; text that is no number is not called `NaN`. */
const chinese: z.core.$ZodErrorMap = (issue) =>
  issue.code === "invalid_type" && Number.isNaN(issue.input) ? "必须是一个数字" : localeError(issue);

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);

const parsed = (schema: z.ZodType | undefined, value: unknown): unknown => {
  if (!schema) return undefined;
  const result = schema.safeParse(value === undefined ? {} : value, { error: chinese });
  if (result.success) return result.data;
  const fields: Record<string, string[]> = {};
  for (const { path, message } of result.error.issues) {
    const field = path.join(".") || "body";
    const isMissing = path.length > 0 && at(value ?? {}, path) === undefined;
    fields[field] = [...(fields[field] ?? []), isMissing ? "必填" : message];
  }
  throw new Refusal("request.invalid", {}, fields);
};

const responseSchema = (schema: z.ZodType): object => z.toJSONSchema(schema, { target: "draft-7", io: "output" });

const keyOf = (request: FastifyRequest): string | undefined => {
  const header = request.headers["idempotency-key"];
  const text = (Array.isArray(header) ? header[0] : header)?.replace(/^"(.*)"$/, "$1").trim();
  if (!text) return undefined;
  if (text.length > 128) throw new Refusal("request.invalid", {}, { "Idempotency-Key": ["最多128个字符"] });
  return text;
};

/** Refusals that are security events, counted by their code: sign-ins and rights, limits reached. */
const countedArea = /^(auth\.|request\.too-many$|server\.overloaded$)/;

/** Refusals of rights: they stand in the audit log. */
const aboutRights: ReadonlySet<string> = new Set(["auth.forbidden", "auth.tenant-refused"]);

/** A request on its way through one system. */
interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly principal: Principal | undefined;
  readonly trail: AuditTrail;
  readonly tenant: TenantOfCall;
}

/** What a multipart body holds beside its file. */
const MULTIPART_BYTES = 64 * 1024;

/** Keys whose first request is still running in this process. */
const running = new Set<string>();

/** JSON is what a system takes, forms beside it where it says so. Clients say "JSON" also where they send no body at all. */
const takeJsonOnly = (scope: FastifyInstance): void => {
  const parseJson = scope.getDefaultJsonParser("error", "error");
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) =>
    body === "" ? done(null, undefined) : parseJson(request, String(body), done),
  );
};

/**
 * Registers every route of a system under its prefix, each with its permission, validation, envelope and errors. Throws where a
 * route's permission is missing or unknown.
 */
export const registerSystem = async <R extends Routes>(
  app: FastifyInstance,
  system: SystemDescription & { readonly routes: R },
  handlers: Handlers<R>,
  context: Context,
): Promise<void> => {
  const { dialect } = system;
  const permissions = permissionTableOf(system.name, await roles(context.db).permissionsOf(system.name));
  requirePermissions(system.name, system.routes, permissions);
  const served = { system, rightsOf: createRightsOf(context.db, system.name, permissions) };
  const personal = new Map(Object.entries(system.routes).map(([id, { data }]) => [id, personalFieldsOf(data)]));

  const answerWith = async (
    operationId: string,
    contract: RouteContract,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<unknown> => {
    const principal = await authenticate(context, served, contract.permission, request);
    const { ip: address, id: requestId } = request;
    const who = { system: system.name, operation: operationId, principal, address, requestId };
    const trail = createAuditTrail(context.clock, who, (request.params as { id?: string }).id);
    try {
      if (principal) authorise(principal, contract.permission);
      const { permission, method } = contract;
      const asked = { permission, header: request.headers["x-tenant-id"], isRead: method === "GET" };
      const tenant = await tenantOfCall(context.db, principal, asked);
      return await answerTo(operationId, contract, { request, reply, principal, trail, tenant });
    } catch (error) {
      // Strangers are counted, not written down: they could fill the log.
      if (principal && error instanceof Refusal && aboutRights.has(error.code)) {
        await trail.refused(forTenant(context.db, principal.tenantId), error.code);
      }
      throw error;
    }
  };

  const answerTo = async (
    operationId: string,
    contract: RouteContract,
    { request, reply, principal: account, trail, tenant: { tenantId, isEvery } }: Asked,
  ): Promise<unknown> => {
    // From here on the caller acts in the tenant that the call is about.
    const principal = account && { ...account, tenantId };
    if (principal) {
      const key = `user:${system.name}:${principal.userId}`;
      await context.rates.take(reply, [{ key, perMinute: context.config.ratePerUser }]);
    }
    const input = {
      params: parsed(contract.params, request.params),
      query: parsed(contract.query, request.query),
      body: contract.upload ? await receiveImage(request, contract.upload) : parsed(contract.body, request.body),
    };
    const whole = forTenant(context.db, tenantId);
    const reach = principal?.rights.reachUnder(contract.permission);
    const db = isEvery ? everyTenant(context.db) : reach ? context.confine(context.db, { tenantId, reach }) : whole;
    const handler = handlers[operationId] as AnyHandler;
    const shown = await shownTo(context, system.name, personal.get(operationId), principal);
    const envelope = (data: unknown) => dialect.success(shown(data), contract.message);
    let isAudited = contract.method === "GET";
    const inTransaction = async <T>(work: (tx: Db) => Promise<T>): Promise<T> => {
      const isFirst = !isAudited;
      const outcome = await db.transaction().execute(async (tx) => {
        const made = await work(tx);
        if (isFirst) await trail.done(tx);
        return made;
      });
      isAudited = true;
      return outcome;
    };
    const handled = async (commit: Call<unknown>["commit"]): Promise<unknown> => {
      const { id: requestId, ip: address, log } = request;
      const data = await handler(input, { principal, db, requestId, address, log, note: trail.note, commit });
      if (!isAudited) await trail.done(whole);
      return data;
    };
    const key = contract.idempotent ? keyOf(request) : undefined;
    if (key === undefined) {
      const data = await handled((work, answer) => inTransaction(async (tx) => answer(await work(tx), tx)));
      return contract.produces ? sendFile(reply, data as Download) : envelope(data);
    }
    const scope = `${system.name}:${principal?.userId ?? 0}:${operationId}`;
    const requestHash = createHash("sha256")
      .update(JSON.stringify([request.params, { ...(input.query as object), token: null }, request.body ?? null]))
      .digest("hex");
    const earlier = await idempotencyKeys(whole).find(scope, key);
    if (earlier) {
      if (earlier.request_hash !== requestHash) throw new Refusal("request.idempotency-conflict");
      return reply.header("Idempotency-Replayed", "true").type("application/json; charset=utf-8").send(earlier.body);
    }
    const lock = `${tenantId}:${scope}:${key}`;
    if (running.has(lock)) {
      reply.header("Retry-After", "1");
      throw new Refusal("request.idempotency-running");
    }
    running.add(lock);
    try {
      let stored: string | undefined;
      const data = await handled((work, answer) =>
        inTransaction(async (tx) => {
          const data = await answer(await work(tx), tx);
          stored = JSON.stringify(envelope(data));
          await idempotencyKeys(tx).store({
            scope,
            key,
            request_hash: requestHash,
            status: 200,
            body: stored,
            created_at: context.clock.now(),
          });
          return data;
        }),
      );
      return reply.type("application/json; charset=utf-8").send(stored ?? JSON.stringify(envelope(data)));
    } finally {
      running.delete(lock);
    }
  };

  await app.register(
    async (scope) => {
      takeJsonOnly(scope);
      scope.setErrorHandler((error, request, reply) => {
        const refusal = refusalOf(error, request);
        const mayRetry = refusal.status === 429 || refusal.status === 503;
        if (mayRetry && !reply.hasHeader("Retry-After")) reply.header("Retry-After", String(refusal.data.seconds ?? 1));
        if (countedArea.test(refusal.code)) context.metrics.securityEvents.count(refusal.code);
        const { status, body } = dialect.failure(refusal);
        // As text: a refusal with HTTP 200 must not be shaped by the schema of a success.
        return reply.code(status).type("application/json; charset=utf-8").send(JSON.stringify(body));
      });
      scope.setNotFoundHandler((request) => {
        throw new Refusal("request.not-found", { method: request.method, path: request.url.split("?")[0]! });
      });
      const routes = Object.entries(system.routes);
      const add = (inner: FastifyInstance, [operationId, contract]: [string, RouteContract]): void => {
        inner.route({
          method: contract.method,
          config: { operation: `${system.name}:${operationId}`, permission: contract.permission },
          url: contract.path.replace(/\{(\w+)\}/g, ":$1"),
          schema: contract.produces ? {} : { response: { 200: responseSchema(dialect.successSchema(contract.data)) } },
          ...(contract.upload ? { bodyLimit: contract.upload.maxBytes + MULTIPART_BYTES } : {}),
          handler: (request, reply) => answerWith(operationId, contract, request, reply),
        });
      };
      const uploads = routes.filter(([, { upload }]) => upload);
      // Apart from each other: one parser of multipart bodies reads forms, the other files.
      await scope.register(async (inner) => {
        if (routes.some(([, { form }]) => form)) {
          await inner.register(formbody);
          await inner.register(multipart, { attachFieldsToBody: "keyValues", limits: { files: 0, fields: 50 } });
        }
        for (const route of routes) if (!uploads.includes(route)) add(inner, route);
      });
      await scope.register(async (inner) => {
        if (uploads.length > 0) await inner.register(multipart);
        for (const route of uploads) add(inner, route);
      });
    },
    { prefix: system.prefix },
  );
};

/** A file never runs in a browser: it is saved, and no other type is guessed for it. */
const sendFile = (reply: FastifyReply, { type, filename, body }: Download): FastifyReply =>
  reply
    .header("content-disposition", `attachment; filename="${filename.replace(/[^\w.-]/g, "_")}"`)
    .header("x-content-type-options", "nosniff")
    .type(type)
    .send(body);

const refusalOf = (error: unknown, request: FastifyRequest): Refusal => {
  if (error instanceof Refusal) return error;
  const { statusCode, code, message } = error as { statusCode?: number; code?: string; message?: string };
  if (statusCode === 413) return new Refusal("request.too-large");
  if (statusCode === 415) {
    return new Refusal("request.unsupported-media", { contentType: request.headers["content-type"] ?? "" });
  }
  if (statusCode && statusCode < 500) return new Refusal("request.invalid", {}, { body: [`${message} (${code})`] });
  request.log.error({ err: error }, "a request failed");
  return new Refusal("server.failed", { requestId: request.id });
};
