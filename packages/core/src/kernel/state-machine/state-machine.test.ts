import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { err, ok, type Result, unwrap } from "../result.js";
import {
  allowedEvents,
  checkMachine,
  eventTo,
  type Machine,
  type MachineSubject,
  type MachineTypes,
  toMermaid,
  transition,
} from "./index.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);

interface Parcel extends MachineTypes {
  state: "packed" | "sent" | "received" | "gone-astray";
  event: "send" | "receive" | "lose" | "find";
  actor: "sender" | "carrier";
  facts: { readonly weightG: number };
  refusal: { readonly code: "parcel.too-heavy"; readonly weightG: number };
}

const light = ({ weightG }: Parcel["facts"]): Result<unknown, Parcel["refusal"]> =>
  weightG <= 2000 ? ok(undefined) : err({ code: "parcel.too-heavy", weightG });

const parcel: Machine<Parcel> = {
  name: "parcel",
  initial: "packed",
  final: ["received"],
  states: {
    packed: { send: { to: "sent", actors: ["sender"], guard: light } },
    sent: { receive: { to: "received" }, lose: { to: "gone-astray", actors: ["carrier"] } },
    "gone-astray": { find: { to: "sent" } },
    received: {},
  },
};

const packed: MachineSubject<Parcel> = { state: "packed", version: 0 };
const context = { at: 1_700_000_000_000, actor: { role: "sender", id: "7" }, facts: { weightG: 500 } } as const;

describe("transition", () => {
  it("gives the new state and the entry for the timeline, with the instant and actor it was handed", () => {
    expect(unwrap(transition(parcel, packed, "send", { ...context, key: "k1", reason: "sold" }))).toEqual({
      state: "sent",
      version: 1,
      repeated: false,
      entry: {
        from: "packed",
        to: "sent",
        event: "send",
        at: 1_700_000_000_000,
        actor: { role: "sender", id: "7" },
        version: 1,
        key: "k1",
        reason: "sold",
      },
    });
  });

  it("refuses an event that the state does not know and names those it does", () => {
    expect(transition(parcel, packed, "receive", context)).toEqual(
      err({ code: "transition.event-not-allowed", event: "receive", state: "packed", allowed: ["send"] }),
    );
  });

  it("refuses names that only the prototype of a table knows", () => {
    for (const event of ["constructor", "__proto__", "toString"]) {
      expect(transition(parcel, packed, event as "send", context).ok).toBe(false);
    }
  });

  it("refuses an actor whom the edge does not name", () => {
    expect(transition(parcel, packed, "send", { ...context, actor: { role: "carrier", id: "1" } })).toEqual(
      err({ code: "transition.actor-not-allowed", event: "send", actor: "carrier", allowed: ["sender"] }),
    );
  });

  it("passes on the reason of the guard with its numbers", () => {
    expect(transition(parcel, packed, "send", { ...context, facts: { weightG: 2001 } })).toEqual(
      err({ code: "parcel.too-heavy", weightG: 2001 }),
    );
  });

  it("refuses when the subject moved on since the caller saw it", () => {
    expect(transition(parcel, { state: "packed", version: 4 }, "send", { ...context, expectedVersion: 3 })).toEqual(
      err({ code: "transition.version-conflict", expected: 3, actual: 4 }),
    );
  });

  it("answers a repeated key with the earlier entry, even when the state has moved on and the version is old", () => {
    const first = unwrap(transition(parcel, packed, "send", { ...context, key: "k1" }));
    const moved: MachineSubject<Parcel> = { state: "received", version: 2, timeline: [first.entry] };
    expect(unwrap(transition(parcel, moved, "send", { ...context, key: "k1", expectedVersion: 0 }))).toEqual({
      state: "received",
      version: 2,
      entry: first.entry,
      repeated: true,
    });
  });

  it("refuses a key that was used for another event", () => {
    const { state, version, entry } = unwrap(transition(parcel, packed, "send", { ...context, key: "k1" }));
    expect(transition(parcel, { state, version, timeline: [entry] }, "receive", { ...context, key: "k1" })).toEqual(
      err({ code: "transition.key-reused", key: "k1", event: "send" }),
    );
  });

  it("does not compile with a name that the machine does not have", () => {
    // @ts-expect-error "sned" is no event of a parcel
    expect(transition(parcel, packed, "sned", context).ok).toBe(false);
  });

  it("keeps a gapless timeline along any walk: each entry starts where the last one ended", () => {
    const event = fc.constantFrom<Parcel["event"]>("send", "receive", "lose", "find");
    const actor = fc.constantFrom<Parcel["actor"]>("sender", "carrier");
    fc.assert(
      fc.property(fc.array(fc.tuple(event, actor)), (steps) => {
        let subject: Required<MachineSubject<Parcel>> = { ...packed, timeline: [] };
        for (const [name, role] of steps) {
          const allowed = allowedEvents(parcel, subject, role, context.facts);
          const moved = transition(parcel, subject, name, { ...context, actor: { role, id: "1" } });
          expect(moved.ok).toBe(allowed.includes(name));
          if (!moved.ok) continue;
          expect(moved.value.entry).toMatchObject({ from: subject.state, version: subject.version + 1 });
          const { state, version, entry } = moved.value;
          subject = { state, version, timeline: [...subject.timeline, entry] };
        }
        expect(subject.version).toBe(subject.timeline.length);
      }),
      { numRuns: runs },
    );
  });
});

describe("allowedEvents", () => {
  it("lists what the table lets this role do, in its order", () => {
    expect(allowedEvents(parcel, { state: "sent" }, "carrier")).toEqual(["receive", "lose"]);
    expect(allowedEvents(parcel, { state: "sent" }, "sender")).toEqual(["receive"]);
  });

  it("asks the guards only when it is given the facts", () => {
    expect(allowedEvents(parcel, packed, "sender")).toEqual(["send"]);
    expect(allowedEvents(parcel, packed, "sender", { weightG: 9000 })).toEqual([]);
  });
});

describe("eventTo", () => {
  it("finds the event that leads to a target state", () => {
    expect(eventTo(parcel, "sent", "gone-astray")).toBe("lose");
    expect(eventTo(parcel, "packed", "gone-astray")).toBeUndefined();
  });
});

describe("checkMachine", () => {
  it("finds nothing in a sound machine", () => {
    expect(checkMachine(parcel)).toEqual({ unreachable: [], dead: [] });
  });

  it("finds a state that no path reaches and one that no path leaves towards an end", () => {
    const broken: Machine<Parcel> = {
      ...parcel,
      states: { ...parcel.states, packed: { send: { to: "gone-astray" } }, "gone-astray": {} },
    };
    expect(checkMachine(broken)).toEqual({ unreachable: ["sent", "received"], dead: ["packed", "gone-astray"] });
  });
});

describe("toMermaid", () => {
  it("draws every edge with its event, guard and actors", () => {
    expect(toMermaid(parcel)).toBe(
      [
        "stateDiagram-v2",
        '  state "gone-astray" as gone_astray',
        "  [*] --> packed",
        "  packed --> sent: send? (sender)",
        "  sent --> received: receive",
        "  sent --> gone_astray: lose (carrier)",
        "  gone_astray --> sent: find",
        "  received --> [*]",
        "",
      ].join("\n"),
    );
  });
});
