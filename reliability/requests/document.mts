import { readFileSync } from "node:fs";
import type { Components, Schema } from "./json-schema.mjs";

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: Schema;
}

/** One operation of a system's document. */
export interface Operation {
  readonly system: string;
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** `public`, `signed-in` or the right that it needs. */
  readonly permission: string;
  readonly parameters: readonly Parameter[];
  /** The JSON body; undefined where there is none. */
  readonly body: Schema | undefined;
  /** A file as multipart form. */
  readonly takesFile: boolean;
  /** The schema of a JSON success; undefined where it answers with a file. */
  readonly success: Schema | undefined;
  readonly failure: Schema;
  readonly components: Components;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

interface Endpoint {
  readonly operationId: string;
  readonly "x-permission": string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: { readonly 200: Content; readonly default: Content };
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Endpoint>>>>;
  readonly components: { readonly schemas?: Components };
}

const JSON_TYPE = "application/json";

/** Every operation of a system, as its committed document has it: what the server is measured against. */
export const operationsOf = (system: string): readonly Operation[] => {
  const file = new URL(`../../packages/api/openapi/${system}.json`, import.meta.url);
  const document = JSON.parse(readFileSync(file, "utf8")) as Document;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, endpoint]) => ({
      system,
      id: endpoint.operationId,
      method: method.toUpperCase(),
      path,
      permission: endpoint["x-permission"],
      parameters: endpoint.parameters ?? [],
      body: endpoint.requestBody?.content?.[JSON_TYPE]?.schema,
      takesFile: endpoint.requestBody?.content !== undefined && !(JSON_TYPE in endpoint.requestBody.content),
      success: endpoint.responses[200].content?.[JSON_TYPE]?.schema,
      failure: endpoint.responses.default.content![JSON_TYPE]!.schema,
      components: document.components.schemas ?? {},
    })),
  );
};
