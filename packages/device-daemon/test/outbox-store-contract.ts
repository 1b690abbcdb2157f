import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NewOutboxEvent, OutboxStore } from "../src/outbox/index.js";
import { saleOf } from "./fake-driver.js";

// A tenth of what pure code gets: every step of these is a durable commit.
const runs = Math.ceil(Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000) / 10);

const eventOf = (name: string): NewOutboxEvent => ({
  correlationId: name,
  occurredAt: 1_763_600_000_000,
  uptimeMs: 17,
  clockSynchronised: true,
  body: saleOf(name),
});

const nothing = { accepted: [], quarantined: [] };

/** How a store is opened for the suite; `reopen` closes it and opens the same again. */
export interface OutboxHarness {
  readonly store: () => OutboxStore;
  reopen(): Promise<void>;
}

type Operation =
  | { readonly kind: "append"; readonly count: number }
  | { readonly kind: "acknowledge"; readonly upTo: number; readonly accepted: readonly number[] }
  | { readonly kind: "quarantine"; readonly seq: number };

const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({ kind: fc.constant("append" as const), count: fc.integer({ min: 1, max: 5 }) }),
  fc.record({
    kind: fc.constant("acknowledge" as const),
    upTo: fc.integer({ min: 0, max: 10 }),
    accepted: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant("quarantine" as const), seq: fc.integer({ min: 1, max: 10 }) }),
);

/** What every implementation of `OutboxStore` keeps to. */
export const outboxStoreContract = (name: string, open: () => Promise<OutboxHarness>): void => {
  const numbers = async (store: OutboxStore, afterSeq = 0): Promise<number[]> =>
    (await store.pending(afterSeq, 1_000)).map(({ seq }) => seq);

  describe(`${name} as an outbox`, () => {
    it("numbers events densely from 1, in the order in which they were handed in", async () => {
      const { store } = await open();
      const given = await Promise.all(["a", "b", "c"].map((each) => store().append(eventOf(each))));
      expect(given).toEqual([1, 2, 3]);
      expect((await store().pending(0, 10)).map(({ correlationId }) => correlationId)).toEqual(["a", "b", "c"]);
    });

    it("gives back what was stored", async () => {
      const { store } = await open();
      await store().append(eventOf("a"));
      expect(await store().pending(0, 10)).toEqual([{ seq: 1, ...eventOf("a") }]);
    });

    it("gives pages after a number", async () => {
      const { store } = await open();
      for (const each of ["a", "b", "c", "d"]) await store().append(eventOf(each));
      expect((await store().pending(1, 2)).map(({ seq }) => seq)).toEqual([2, 3]);
    });

    it("keeps epoch, numbers and pending events over a restart", async () => {
      const harness = await open();
      const epoch = await harness.store().epoch();
      await Promise.all(["a", "b"].map((each) => harness.store().append(eventOf(each))));
      await harness.store().acknowledge({ upTo: 1, ...nothing }, 2);
      await harness.reopen();
      expect(await harness.store().epoch()).toBe(epoch);
      expect(await numbers(harness.store())).toEqual([2]);
      expect(await harness.store().append(eventOf("c"))).toBe(3);
    });

    it("does not believe an acknowledgement of what was never sent", async () => {
      const { store } = await open();
      await Promise.all(["a", "b"].map((each) => store().append(eventOf(each))));
      await store().acknowledge({ upTo: 2, accepted: [2], quarantined: [2] }, 1);
      expect(await numbers(store())).toEqual([2]);
    });

    it("moves quarantined events to the dead letters, and queues them again under a new number", async () => {
      const { store } = await open();
      await Promise.all(["a", "b", "c"].map((each) => store().append(eventOf(each))));
      await store().acknowledge({ upTo: 3, accepted: [], quarantined: [2] }, 3);
      const [letter] = await store().deadLetters();
      expect(letter).toMatchObject({ seq: 2, correlationId: "b", body: saleOf("b") });
      expect(await store().retry(letter?.id ?? 0)).toEqual({ ok: true, value: 4 });
      expect(await store().pending(0, 10)).toEqual([{ seq: 4, ...eventOf("b") }]);
      expect(await store().deadLetters()).toEqual([]);
      expect(await store().retry(letter?.id ?? 0)).toMatchObject({ error: { code: "outbox.unknown-dead-letter" } });
    });

    it("numbers what is pending from 1 in a new epoch", async () => {
      const { store } = await open();
      await Promise.all(["a", "b", "c", "d"].map((each) => store().append(eventOf(each))));
      await store().acknowledge({ upTo: 2, ...nothing }, 4);
      await store().startEpoch("another");
      expect((await store().pending(0, 10)).map(({ seq, correlationId }) => [seq, correlationId])).toEqual([
        [1, "c"],
        [2, "d"],
      ]);
      expect(await store().append(eventOf("e"))).toBe(3);
      expect(await store().status()).toMatchObject({ epoch: "another", pending: 3, lastSeq: 3 });
    });

    it("holds exactly what was appended and neither acknowledged nor quarantined, whatever the order", async () => {
      const { store } = await open();
      let epoch = 0;
      const oneHistory = async (history: readonly Operation[]) => {
        await store().acknowledge({ upTo: 1_000, ...nothing }, 1_000);
        await store().startEpoch(`epoch-${++epoch}`);
        const expected = new Set<number>();
        let last = 0;
        for (const step of history) {
          if (step.kind === "append") {
            await Promise.all(Array.from({ length: step.count }, () => store().append(eventOf("x"))));
            for (let index = 0; index < step.count; index += 1) expected.add(++last);
          } else {
            const upTo = step.kind === "acknowledge" ? step.upTo : 0;
            const accepted = step.kind === "acknowledge" ? step.accepted : [];
            const quarantined = step.kind === "quarantine" ? [step.seq] : [];
            await store().acknowledge({ upTo, accepted: [...accepted], quarantined }, last);
            for (const seq of expected) {
              if (seq <= upTo || accepted.includes(seq) || quarantined.includes(seq)) expected.delete(seq);
            }
          }
        }
        expect(await numbers(store())).toEqual([...expected]);
      };
      await fc.assert(fc.asyncProperty(fc.array(operation, { maxLength: 5 }), oneHistory), { numRuns: runs });
    }, 120_000);
  });
};
