// Writes packages/client-sdk/src/generated/<system>.{types,resources}.ts from the committed OpenAPI documents.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";

interface System {
  readonly name: string;
  /** Query parameters that the SDK fills by itself, as headers. */
  readonly filled?: readonly string[];
}

const systems: readonly System[] = [{ name: "fuel" }, { name: "charging", filled: ["token"] }];

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Content {
  readonly content?: { readonly "application/json"?: { readonly schema: Schema } };
}

interface Endpoint {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly required?: boolean }[];
  readonly requestBody?: Content & { readonly required?: boolean };
  readonly responses: { readonly 200: Content };
  readonly "x-permission": string;
  readonly "x-unwrap"?: string;
  readonly "x-paged"?: boolean;
  readonly "x-idempotent"?: boolean;
  /** Takes or gives a file: not for the SDK, whose bodies are JSON. */
  readonly "x-binary"?: boolean;
}

interface Document {
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Endpoint>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

const header = (system: System, document: Document): string =>
  [
    `// Generated from packages/api/openapi/${system.name}.json (${document.info.title} ${document.info.version}).`,
    "// Do not edit: npx tsx scripts/generate-sdk.mts",
    "",
    "",
  ].join("\n");

const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name);

/** The property of a page that holds its items: the only list among them. */
const itemsOf = (endpoint: Endpoint, document: Document): string => {
  const resolve = (schema: Schema | undefined): Schema | undefined =>
    schema?.$ref ? document.components.schemas[schema.$ref.replace("#/components/schemas/", "")] : schema;
  const envelope = resolve(endpoint.responses[200].content?.["application/json"]?.schema);
  const page = resolve(envelope?.properties?.[endpoint["x-unwrap"] ?? ""]);
  const lists = Object.entries(page?.properties ?? {}).filter(([, schema]) => resolve(schema)?.type === "array");
  if (lists.length !== 1) throw new Error(`${endpoint.operationId}: a page has one list, this one has ${lists.length}`);
  return lists[0]![0];
};

const docblock = (method: string, path: string, endpoint: Endpoint): string => {
  const facts = [`${method} ${path}`, `permission: ${endpoint["x-permission"]}`];
  if (endpoint["x-idempotent"]) facts.push("sent with an Idempotency-Key");
  const lines = [endpoint.summary, ...(endpoint.description ? ["", endpoint.description] : []), "", facts.join(" · ")];
  const body = lines
    .flatMap((line) => line.split("\n"))
    .map((line) => `     * ${line.replaceAll("*/", "*\\/")}`.trimEnd());
  return ["    /**", ...body, "     */"].join("\n");
};

/** One method: path parameters, then the query of a read or the body of a write, then the options. */
const methodSource = (system: System, document: Document, method: string, path: string, endpoint: Endpoint): string => {
  const id = JSON.stringify(endpoint.operationId);
  const operation = `operations[${id}]`;
  const pathNames = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
  const query = endpoint.parameters?.filter((each) => each.in === "query" && !system.filled?.includes(each.name)) ?? [];
  const queryType = `QueryOf<${operation}${system.filled ? `, ${system.filled.map((name) => JSON.stringify(name)).join(" | ")}` : ""}>`;
  const queryLeads = query.length > 0 && method === "GET";

  const parameters = pathNames.map((name) => `${name}: PathOf<${operation}>[${JSON.stringify(name)}]`);
  const input = pathNames.length > 0 ? [`path: { ${pathNames.join(", ")} }`] : [];
  if (queryLeads) {
    parameters.push(`query${query.some((each) => each.required) ? "" : "?"}: ${queryType}`);
    input.push("query: query ?? {}");
  }
  if (endpoint.requestBody) {
    parameters.push(`body${endpoint.requestBody.required ? "" : "?"}: BodyOf<${operation}>`);
    input.push("body");
  }
  parameters.push(`options?: ${query.length > 0 && !queryLeads ? `QueryOptions<${queryType}>` : "RequestOptions"}`);
  if (query.length > 0 && !queryLeads) input.push("query: options?.query ?? {}");

  const unwrap = endpoint["x-unwrap"];
  const answer = `AnswerOf<${operation}${unwrap === undefined ? "" : `, ${JSON.stringify(unwrap)}`}>`;
  const items = endpoint["x-paged"] ? itemsOf(endpoint, document) : undefined;
  const types = items === undefined ? answer : `${answer}, ItemOf<${answer}, ${JSON.stringify(items)}>`;
  const described = [
    `id: ${id}`,
    `method: ${JSON.stringify(method)}`,
    `path: ${JSON.stringify(path)}`,
    ...(unwrap === undefined ? [] : [`unwrap: ${JSON.stringify(unwrap)}`]),
    ...(items === undefined ? [] : [`items: ${JSON.stringify(items)}`]),
    ...(endpoint["x-idempotent"] ? ["idempotent: true"] : []),
    ...(endpoint.security?.length === 0 ? ["public: true"] : []),
  ];
  const name = endpoint.operationId.split(".")[1]!;
  return [
    docblock(method, path, endpoint),
    `    ${name}: (${parameters.join(", ")}): ${items === undefined ? "Promise" : "Pages"}<${types}> =>`,
    `      caller.${items === undefined ? "call" : "pages"}({ ${described.join(", ")} }, ${input.length > 0 ? `{ ${input.join(", ")} }` : "{}"}, options),`,
  ].join("\n");
};

const resourcesSource = (system: System, document: Document): string => {
  const resources = new Map<string, string[]>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, endpoint] of Object.entries(methods)) {
      if (endpoint["x-binary"]) continue;
      const names = endpoint.operationId.split(".");
      if (names.length !== 2 || !names.every(isIdentifier))
        throw new Error(`${endpoint.operationId}: not resource.method`);
      const source = methodSource(system, document, method.toUpperCase(), path, endpoint);
      resources.set(names[0]!, [...(resources.get(names[0]!) ?? []), source]);
    }
  }
  const body = [...resources].map(([name, methods]) => `  ${name}: {\n${methods.join("\n\n")}\n  },`).join("\n\n");
  const used = [
    "AnswerOf",
    "BodyOf",
    "Caller",
    "ItemOf",
    "Pages",
    "PathOf",
    "QueryOf",
    "QueryOptions",
    "RequestOptions",
  ];
  const imported = used.filter((name) => name === "Caller" || new RegExp(`\\b${name}\\b`).test(body));
  const title = system.name[0]!.toUpperCase() + system.name.slice(1);
  return `${header(system, document)}import type { ${imported.join(", ")} } from "../runtime/index.js";
import type { operations } from "./${system.name}.types.js";

/** The endpoints of the ${system.name} system by resource and method. */
export const ${system.name}Resources = (caller: Caller) => ({
${body}
});

export type ${title}Resources = ReturnType<typeof ${system.name}Resources>;
`;
};

const folder = new URL("../packages/client-sdk/src/generated/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const system of systems) {
  const source = readFileSync(new URL(`../packages/api/openapi/${system.name}.json`, import.meta.url), "utf8");
  const types = await openapiTS(JSON.parse(source) as OpenAPI3, {
    defaultNonNullable: false,
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    rootTypesKeepCasing: true,
  });
  const document = JSON.parse(source) as Document;
  writeFileSync(new URL(`${system.name}.types.ts`, folder), header(system, document) + astToString(types));
  writeFileSync(new URL(`${system.name}.resources.ts`, folder), resourcesSource(system, document));
}
