import fc from "fast-check";
import type { Operation } from "./document.mjs";
import { type Components, problemOf, resolve, type Schema } from "./json-schema.mjs";

/** A request as it goes over the wire, and whether the document allows it. */
export interface GeneratedRequest {
  /** Below the system's prefix, with its query. */
  readonly path: string;
  /** The text of the body and its type. */
  readonly body: { readonly text: string; readonly type: string } | undefined;
  /** Why the document forbids it; undefined when it does not. */
  readonly problem: string | undefined;
}

const numbers = (schema: Schema, isInteger: boolean): fc.Arbitrary<number> => {
  const least = schema.minimum ?? (schema.exclusiveMinimum === undefined ? 0 : schema.exclusiveMinimum + 1);
  const most = Math.min(
    schema.maximum ?? 1e9,
    schema.exclusiveMaximum === undefined ? 1e9 : schema.exclusiveMaximum - 1,
  );
  const low = fc.integer({ min: least, max: Math.max(least, Math.min(most, least + 12)) });
  const any = fc.integer({ min: least, max: Math.max(least, most) });
  return isInteger
    ? fc.oneof({ weight: 3, arbitrary: low }, any)
    : fc.oneof(
        low,
        any,
        any.map((value) => value / 100),
      );
};

const texts = (schema: Schema): fc.Arbitrary<string> => {
  if (schema.format === "email") return fc.constantFrom("driver@example.com", "a.b+c@example.org");
  if (schema.pattern) return fc.stringMatching(new RegExp(schema.pattern, "u"), { size: "-1" });
  const minLength = schema.minLength ?? 0;
  const lengths = { minLength, maxLength: Math.max(minLength, Math.min(schema.maxLength ?? 40, minLength + 40)) };
  const known = ["admin", "password123", "wechat", "cash", "user001", "50", "100.4", "=1+1", "粤B12345", "2025-03-12"];
  const fitting = known.filter((text) => problemOf(schema, text, {}) === undefined);
  const random = fc.string({ ...lengths, unit: "grapheme" });
  return fitting.length > 0 ? fc.oneof(random, fc.constantFrom(...fitting)) : random;
};

/** Values that a schema allows. */
const validValue = (given: Schema, components: Components): fc.Arbitrary<unknown> => {
  const schema = resolve(given, components);
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return fc.oneof(...options.map((option) => validValue(option, components)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const types = [schema.type ?? "string"].flat();
  const byType: Readonly<Record<string, () => fc.Arbitrary<unknown>>> = {
    null: () => fc.constant(null),
    boolean: () => fc.boolean(),
    integer: () => numbers(schema, true),
    number: () => numbers(schema, false),
    string: () => texts(schema),
    array: () =>
      fc.array(schema.items ? validValue(schema.items, components) : fc.jsonValue(), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 4),
      }),
    object: () =>
      fc.record(
        Object.fromEntries(
          Object.entries(schema.properties ?? {}).map(([name, each]) => [name, validValue(each, components)]),
        ),
        { requiredKeys: [...(schema.required ?? [])] },
      ),
  };
  return fc.oneof(...types.map((type) => byType[type]!()));
};

const strangeValues: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, false, 0, -1, 1.5, 1e308, -1e-7, 2 ** 31, 2 ** 53, 2 ** 60, 0.001],
    ...["", " ", "0", "-1", "NaN", "1e400", "0x10", "\0", "' or 1=1 --", "\ud800", "9999-99-99", "2025-02-30"],
    ...["9999-99-99T99:99:99", "a".repeat(5_000), [], [1], {}, { $ne: null }, { toString: 1 }, { length: -1 }],
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A copy of a value in which one place, chosen by `at`, is another. */
const changedAt = (value: unknown, at: number, other: unknown): unknown => {
  if (typeof value !== "object" || value === null) return other;
  const keys = Object.keys(value);
  const place = at % (keys.length + 1);
  const key = keys[place];
  if (key === undefined) return other;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  const turn = Math.floor(at / (keys.length + 1)) % 4;
  if (turn === 0) delete copy[key];
  else copy[key] = turn === 1 ? changedAt(copy[key], Math.floor(at / 7), other) : other;
  return copy;
};

const bodies = ({ body, components }: Operation): fc.Arbitrary<{ value: unknown; text: string; problem?: string }> => {
  if (!body) return fc.constant({ value: undefined, text: "" });
  const judged = (value: unknown) => {
    const text = JSON.stringify(value) ?? "null";
    const problem = problemOf(body, JSON.parse(text), components);
    return { value, text, ...(problem ? { problem } : {}) };
  };
  const valid = validValue(body, components);
  const broken = fc.constantFrom(
    "{",
    "",
    "[",
    '{"a":1,}',
    "\u0000",
    '{"__proto__":{"x":1}}',
    '{"constructor":{"prototype":{}}}',
  );
  return fc.oneof(
    { weight: 5, arbitrary: valid.map(judged) },
    {
      weight: 6,
      arbitrary: fc
        .tuple(valid, fc.nat(200), strangeValues)
        .map(([value, at, other]) => judged(changedAt(value, at, other))),
    },
    { weight: 1, arbitrary: strangeValues.map(judged) },
    { weight: 1, arbitrary: broken.map((text) => ({ value: undefined, text, problem: "not a body of its form" })) },
  );
};

const strangeTexts = fc.oneof(
  fc.constantFrom(
    "",
    "0",
    "-1",
    "abc",
    "1e9",
    "1e300",
    "9007199254740993",
    "99999999999999999999",
    "true",
    "\0",
    "../1",
  ),
  fc.constantFrom("2025-13-45", "0000-00-00", "9999-99-99", "' or 1=1 --", "%", "{}", "a".repeat(300), "１２"),
  fc.string({ unit: "binary", maxLength: 20 }).filter((text) => !/\p{Cs}/u.test(text)),
);

/** What the document says of a parameter that stands as text in an address. */
const parameterProblem = (schema: Schema, text: string, components: Components): string | undefined => {
  const asNumber = text.trim() === "" ? Number.NaN : Number(text);
  const value = Number.isNaN(asNumber) ? undefined : problemOf(schema, asNumber, components);
  const fits = problemOf(schema, text, components) === undefined || (!Number.isNaN(asNumber) && value === undefined);
  return fits ? undefined : "a parameter is not of its form";
};

/** Requests to one operation: about a third of them as the document allows, the others changed somewhere. */
export const requestsTo = (operation: Operation): fc.Arbitrary<GeneratedRequest> => {
  const { parameters, components } = operation;
  const shown = parameters.filter((each) => each.in !== "header");
  const values = shown.map(({ schema, required }) => {
    const valid = validValue(schema, components).map(String);
    const isPath = required === true;
    const value = fc.oneof({ weight: 8, arbitrary: valid }, { weight: 1, arbitrary: strangeTexts });
    return isPath ? value : fc.option(value, { nil: undefined, freq: 1 });
  });
  return fc.tuple(fc.tuple(...values), bodies(operation)).map(([texts, body]) => {
    let path = operation.path;
    const query = new URLSearchParams();
    let problem = body.problem;
    for (const [index, { name, in: place, schema }] of shown.entries()) {
      const text = texts[index];
      if (text === undefined) continue;
      if (place === "path") path = path.replace(`{${name}}`, encodeURIComponent(text) || "%20");
      else query.set(name, text);
      problem ??= parameterProblem(schema, text, components);
    }
    return {
      path: query.size > 0 ? `${path}?${query}` : path,
      body: operation.body ? { text: body.text, type: "application/json" } : undefined,
      problem,
    };
  });
};
