import type { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from "zod-openapi";
import type { Dialect } from "./dialect.js";
import { personalFieldsOf, personalPermission } from "./personal-fields.js";
import type { RouteContract, Routes } from "./route.js";

/** What a system's document says beside its routes. */
export interface SystemDescription {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly prefix: string;
  readonly dialect: Dialect;
  /** Takes access tokens as query parameter `token` too. */
  readonly tokenInQuery?: boolean;
  readonly routes: Routes;
}

const binary = { type: "string" as const, format: "binary" };
const oneFile = { type: "object" as const, required: ["file"], properties: { file: binary } };

const permissionText = (permission: string): string =>
  ({
    public: "无需登录",
    "signed-in": "登录即可访问",
    "signed-in-or-refresh-token": "登录或凭refresh_token访问",
  })[permission] ?? `权限：${permission}`;

const operationOf = (
  operationId: string,
  contract: RouteContract,
  { name, dialect }: SystemDescription,
): ZodOpenApiOperationObject => {
  const idempotencyKey = {
    name: "Idempotency-Key",
    in: "header" as const,
    required: false,
    schema: { type: "string" as const, maxLength: 128 },
    description: "The same key gives the same answer; send one for every attempt of one wish",
  };
  const media = [
    "application/json",
    ...(contract.form ? ["application/x-www-form-urlencoded", "multipart/form-data"] : []),
  ];
  return {
    operationId,
    summary: contract.summary,
    description: [contract.description, permissionText(contract.permission)].filter(Boolean).join("。"),
    tags: [operationId.split(".")[0]!],
    ...(contract.permission === "public" ? { security: [] } : {}),
    ...(contract.permission === "signed-in-or-refresh-token" ? { security: [{ bearer: [] }, {}] } : {}),
    "x-permission": contract.permission,
    ...(personalFieldsOf(contract.data) ? { "x-personal-permission": personalPermission(name) } : {}),
    ...(contract.unwrap ? { "x-unwrap": contract.unwrap } : {}),
    ...(contract.paged ? { "x-paged": true } : {}),
    ...(contract.upload || contract.produces ? { "x-binary": true } : {}),
    ...(contract.idempotent ? { "x-idempotent": true, parameters: [idempotencyKey] } : {}),
    requestParams: {
      ...(contract.params ? { path: contract.params as z.ZodObject } : {}),
      ...(contract.query ? { query: contract.query as z.ZodObject } : {}),
    },
    ...(contract.upload
      ? { requestBody: { required: true, content: { "multipart/form-data": { schema: oneFile } } } }
      : {}),
    ...(contract.body && !contract.upload
      ? {
          requestBody: {
            required: !contract.body.safeParse({}).success,
            content: Object.fromEntries(media.map((type) => [type, { schema: contract.body! }])),
          },
        }
      : {}),
    responses: {
      200: {
        description: contract.message ?? "success",
        content: contract.produces
          ? Object.fromEntries(contract.produces.map((type) => [type, { schema: binary }]))
          : { "application/json": { schema: dialect.successSchema(contract.data) } },
      },
      default: { description: "失败", content: { "application/json": { schema: dialect.failureSchema } } },
    },
  };
};

/** The OpenAPI 3.1 document of one system, made from its contracts alone. */
export const openApiDocument = (system: SystemDescription) => {
  const { title, version, prefix, routes } = system;
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [operationId, contract] of Object.entries(routes)) {
    paths[contract.path] ??= {};
    paths[contract.path]![contract.method.toLowerCase()] = operationOf(operationId, contract, system);
  }
  return createDocument({
    openapi: "3.1.1",
    info: { title, version, license: { name: "MIT", identifier: "MIT" } },
    servers: [{ url: prefix }],
    security: [{ bearer: [] }],
    paths: paths as ZodOpenApiPathsObject,
    components: { securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } },
  });
};
