import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleInstants } from "./sample-instants.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const noon = Date.parse("2026-11-20T12:00:00Z");

describe("the instants of meter readings", () => {
  it("lie on the quarter hours and at multiples of the interval from the start, each once", () => {
    const startedAt = noon + 10 * 60_000;
    expect(
      sampleInstants(startedAt, { periodicS: 300, alignedS: 900 }, startedAt, startedAt + 600_000).map(
        ({ at, context }) => [(at - noon) / 60_000, context],
      ),
    ).toEqual([
      [15, "Sample.Clock"],
      [20, "Sample.Periodic"],
    ]);
  });

  it("are never taken at an interval of zero", () => {
    expect(sampleInstants(noon, { periodicS: 0, alignedS: 0 }, noon, noon + 86_400_000)).toEqual([]);
  });

  it("are the same however often one looks", () => {
    const intervals = fc.record({ periodicS: fc.integer({ min: 0, max: 700 }), alignedS: fc.constantFrom(0, 60, 900) });
    const looks = fc.array(fc.integer({ min: 1, max: 3_000_000 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_600_000 }), intervals, looks, (offset, interval, steps) => {
        const startedAt = noon + offset;
        let end = startedAt;
        const ends = steps.map((step) => {
          end += step;
          return end;
        });
        const seen = ends.flatMap((until, i) => sampleInstants(startedAt, interval, ends[i - 1] ?? startedAt, until));
        expect(seen).toEqual(sampleInstants(startedAt, interval, startedAt, end));
      }),
      { numRuns: Math.min(runs, 10_000) },
    );
  });
});
