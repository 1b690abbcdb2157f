import { describe, expect, it } from "vitest";
import { z } from "zod";
import { personalFieldsOf, type Viewer } from "./personal-fields.js";

const person = z
  .object({ id: z.int(), name: z.string().nullable().meta({ "x-personal": "name" }), note: z.string() })
  .meta({ "x-personal-of": "user:id" });

const viewer = (ownId: number): Viewer => ({
  isOwn: (subject, id) => subject === "user" && id === ownId,
  mask: (kind, text) => `${kind} of ${text.length}`,
});

const shown = (schema: z.ZodType, data: unknown, ownId = 0): unknown =>
  personalFieldsOf(schema)?.show(data, viewer(ownId));

const anna = { id: 1, name: "Anna", note: "n" };
const masked = { ...anna, name: "name of 4" };

describe("personal data in an answer", () => {
  it("are masked wherever the schema holds them", () => {
    expect(shown(person, anna)).toEqual(masked);
    expect(shown(z.object({ list: z.array(person.nullable()) }), { list: [anna, null] })).toEqual({
      list: [masked, null],
    });
    expect(shown(z.record(z.string(), person), { a: anna })).toEqual({ a: masked });
    expect(shown(z.union([z.string(), person]).optional(), anna)).toEqual(masked);
    expect(shown(z.object({ who: person.optional() }), {})).toEqual({});
  });

  it("are shown to whom they are about", () => {
    expect(shown(z.array(person), [anna, { ...anna, id: 2 }], 1)).toEqual([anna, { ...masked, id: 2 }]);
  });

  it("belong to the nearest object that says whose they are, and to nobody where none does", () => {
    const owned = z.object({ id: z.int(), car: z.object({ plate: z.string().meta({ "x-personal": "plate" }) }) });
    const data = { id: 1, car: { plate: "粤B12345" } };
    expect(shown(owned.meta({ "x-personal-of": "user:id" }), data, 1)).toEqual(data);
    expect(shown(owned, data, 1)).toEqual({ id: 1, car: { plate: "plate of 7" } });
  });

  it("leave the data of the handler as they were", () => {
    const data = { list: [{ ...anna }] };
    shown(z.object({ list: z.array(person) }), data);
    expect(data.list[0]).toEqual(anna);
  });

  it("are found in schemas that hold themselves", () => {
    interface Node {
      name: string;
      below: Node[];
    }
    const node: z.ZodType<Node> = z.object({
      name: z.string().meta({ "x-personal": "name" }),
      below: z.lazy(() => z.array(node)),
    });
    expect(shown(node, { name: "a", below: [{ name: "bb", below: [] }] })).toEqual({
      name: "name of 1",
      below: [{ name: "name of 2", below: [] }],
    });
  });

  it("cost nothing where a contract has none", () => {
    expect(personalFieldsOf(z.object({ list: z.array(z.object({ id: z.int() })) }))).toBeUndefined();
  });
});
