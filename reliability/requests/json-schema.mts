/** As much of JSON Schema as the OpenAPI documents use. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
}

/** The named schemas of a document. */
export type Components = Readonly<Record<string, Schema>>;

export const resolve = (schema: Schema, components: Components): Schema => {
  if (schema.$ref === undefined) return schema;
  const found = components[schema.$ref.replace("#/components/schemas/", "")];
  if (!found) throw new Error(`${schema.$ref} leads nowhere`);
  return resolve(found, components);
};

const typeOf = (value: unknown): string => {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
};

const isOfType = (value: unknown, type: string): boolean =>
  type === "integer" ? Number.isInteger(value) : typeOf(value) === type;

const numberProblems = (schema: Schema, value: number): boolean =>
  value < (schema.minimum ?? Number.NEGATIVE_INFINITY) ||
  value > (schema.maximum ?? Number.POSITIVE_INFINITY) ||
  value <= (schema.exclusiveMinimum ?? Number.NEGATIVE_INFINITY) ||
  value >= (schema.exclusiveMaximum ?? Number.POSITIVE_INFINITY);

const textProblems = (schema: Schema, value: string): boolean => {
  const length = [...value].length;
  return (
    length < (schema.minLength ?? 0) ||
    length > (schema.maxLength ?? Number.POSITIVE_INFINITY) ||
    (schema.pattern !== undefined && !new RegExp(schema.pattern, "u").test(value))
  );
};

const objectProblem = (
  schema: Schema,
  value: Record<string, unknown>,
  components: Components,
  path: string,
): string | undefined => {
  const missing = schema.required?.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return `${path}.${missing} is missing`;
  for (const [name, each] of Object.entries(value)) {
    const own = schema.properties && Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined;
    if (own === undefined && schema.additionalProperties === false) return `${path}.${name} is not in the document`;
    const rule = own ?? (typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined);
    const problem = rule && problemOf(rule, each, components, `${path}.${name}`);
    if (problem) return problem;
  }
  return undefined;
};

/** What is wrong with a value by its schema; undefined when it is right. Written apart from zod, so that it can judge it. */
export const problemOf = (given: Schema, value: unknown, components: Components, path = "$"): string | undefined => {
  const schema = resolve(given, components);
  const options = schema.anyOf ?? schema.oneOf;
  if (options?.every((option) => problemOf(option, value, components, path))) return `${path} fits none of its forms`;
  for (const part of schema.allOf ?? []) {
    const problem = problemOf(part, value, components, path);
    if (problem) return problem;
  }
  const types = schema.type === undefined ? undefined : [schema.type].flat();
  if (types && !types.some((type) => isOfType(value, type)))
    return `${path} is ${typeOf(value)}, not ${types.join("|")}`;
  if (schema.const !== undefined && value !== schema.const) return `${path} is not ${schema.const}`;
  if (schema.enum && !schema.enum.includes(value)) return `${path} is not one of its values`;
  if (typeof value === "number" && numberProblems(schema, value)) return `${path} is out of its range`;
  if (typeof value === "string" && textProblems(schema, value)) return `${path} is not text of its form`;
  if (Array.isArray(value)) {
    if (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Number.POSITIVE_INFINITY)) {
      return `${path} has ${value.length} items`;
    }
    for (const [index, each] of value.entries()) {
      const problem = schema.items && problemOf(schema.items, each, components, `${path}[${index}]`);
      if (problem) return problem;
    }
  } else if (typeof value === "object" && value !== null) {
    return objectProblem(schema, value as Record<string, unknown>, components, path);
  }
  return undefined;
};
