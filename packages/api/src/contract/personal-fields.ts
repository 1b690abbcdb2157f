import type { MaskKind } from "@waystation/core/iam";
import { z } from "zod";

declare module "zod" {
  interface GlobalMeta {
    /** Personal data of this kind: masked for whoever lacks `<system>:personal:read`, save for the person it is about. */
    "x-personal"?: MaskKind;
    /** On an object: whom its personal data are about, as `user:<property>` or `member:<property>`. */
    "x-personal-of"?: `${Subject}:${string}`;
  }
}

/** Kinds of people that personal data are about. */
export type Subject = "user" | "member";

/** How one viewer sees personal data. */
export interface Viewer {
  isOwn(subject: Subject, id: unknown): boolean;
  mask(kind: MaskKind, text: string): string;
}

type Mask = (value: unknown, viewer: Viewer, own: boolean) => unknown;

/** The personal data in answers of one schema. */
export interface PersonalFields {
  /** Whom they are about, so far as the schema says. */
  readonly subjects: ReadonlySet<Subject>;
  /** A copy of the data as the viewer may see it. */
  show(data: unknown, viewer: Viewer): unknown;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The schemas inside a wrapper or union; all are applied, since each touches its own properties only. */
const innerOf = (schema: z.ZodType): readonly z.ZodType[] => {
  if (schema instanceof z.ZodUnion) return schema.options as z.ZodType[];
  if (schema instanceof z.ZodIntersection) return [schema.def.left, schema.def.right] as z.ZodType[];
  if (schema instanceof z.ZodPipe) return [schema.def.out as z.ZodType];
  if (schema instanceof z.ZodLazy) return [schema.unwrap() as z.ZodType];
  return "innerType" in schema.def ? [schema.def.innerType as z.ZodType] : [];
};

const compile = (schema: z.ZodType, seen: Map<z.ZodType, Mask>, subjects: Set<Subject>): Mask | undefined => {
  const known = seen.get(schema);
  if (known) return known;
  let made: Mask | undefined;
  seen.set(schema, (value, viewer, own) => (made ? made(value, viewer, own) : value));
  const meta = schema.meta();
  const kind = meta?.["x-personal"];
  if (kind !== undefined) {
    made = (value, viewer, own) => (own || typeof value !== "string" ? value : viewer.mask(kind, value));
  } else if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, field]) => {
      const mask = compile(field, seen, subjects);
      return mask ? [[name, mask] as const] : [];
    });
    const [subject, property] = (meta?.["x-personal-of"]?.split(":") ?? []) as [Subject?, string?];
    if (subject) subjects.add(subject);
    if (fields.length > 0) {
      made = (value, viewer, own) => {
        if (!isObject(value)) return value;
        const isOwn = subject && property ? viewer.isOwn(subject, value[property]) : own;
        const shown = { ...value };
        for (const [name, mask] of fields) if (name in shown) shown[name] = mask(shown[name], viewer, isOwn);
        return shown;
      };
    }
  } else if (schema instanceof z.ZodArray) {
    const mask = compile(schema.element as z.ZodType, seen, subjects);
    made =
      mask && ((value, viewer, own) => (Array.isArray(value) ? value.map((each) => mask(each, viewer, own)) : value));
  } else if (schema instanceof z.ZodRecord) {
    const mask = compile(schema.valueType as z.ZodType, seen, subjects);
    made =
      mask &&
      ((value, viewer, own) =>
        isObject(value)
          ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mask(each, viewer, own)]))
          : value);
  } else {
    const masks = innerOf(schema).flatMap((inner) => compile(inner, seen, subjects) ?? []);
    if (masks.length > 0) {
      made = (value, viewer, own) => masks.reduce((shown, mask) => mask(shown, viewer, own), value);
    }
  }
  if (!made) seen.delete(schema);
  return made;
};

/** Finds the personal data that a contract declares; undefined where there are none. */
export const personalFieldsOf = (schema: z.ZodType): PersonalFields | undefined => {
  const subjects = new Set<Subject>();
  const mask = compile(schema, new Map(), subjects);
  return mask && { subjects, show: (data, viewer) => mask(data, viewer, false) };
};

/** The right that sees a system's personal data as they are. */
export const personalPermission = (system: string): string => `${system}:personal:read`;
