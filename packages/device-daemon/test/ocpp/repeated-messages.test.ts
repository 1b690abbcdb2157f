import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRequestHandlers, type RequestHandlers } from "../../src/drivers/ocpp/charger-requests.js";
import { ChargerStore } from "../../src/drivers/ocpp/charger-store.js";
import { ocppConfig } from "../../src/drivers/ocpp/config.js";
import { createTransactionIds } from "../../src/drivers/ocpp/transaction-ids.js";
import { createManualTime } from "./manual-time.js";
import { createMemoryHost } from "./memory-host.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);
const startsAt = Date.parse("2026-11-20T02:00:00Z");
const iso = (at: number) => new Date(at).toISOString();

/** How a message travels: sent this often, the daemon restarted before it, the store failing under it. */
interface Travel {
  readonly times: number;
  readonly restart: boolean;
  readonly fails: boolean;
}

const travel: fc.Arbitrary<Travel> = fc.record({
  times: fc.integer({ min: 1, max: 3 }),
  restart: fc.boolean(),
  fails: fc.boolean(),
});
const charge = fc.record({
  connector: fc.constantFrom(1, 2),
  readings: fc.array(fc.integer({ min: 1, max: 9_000 }), { maxLength: 3 }),
  isNameless: fc.boolean(),
  travels: fc.array(travel, { minLength: 5, maxLength: 5 }),
});

describe("messages that are repeated, over restarts and failing stores", () => {
  it("give every charge one start and one end, each with its own id and energy", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(charge, { minLength: 1, maxLength: 5 }), async (charges) => {
        const time = createManualTime(startsAt);
        const host = createMemoryHost(time);
        const line = ocppConfig.parse({ driver: "ocpp", chargers: [{ id: "c", connectors: 2 }] });
        const [config = { id: "c", connectors: 2 }] = line.chargers;
        const restart = async (): Promise<RequestHandlers> => {
          const store = await ChargerStore.load(host, "c");
          const transactionIds = createTransactionIds(time.clock);
          transactionIds.seen(store.memory.lastTransactionId);
          return createRequestHandlers({ store, host, line, config, transactionIds });
        };
        let handlers = await restart();
        const send = async <T>(how: Travel | undefined, message: () => Promise<T>): Promise<T> => {
          if (how?.restart) handlers = await restart();
          if (how?.fails) {
            host.beforeCommit = () => Promise.reject(new Error("disk full"));
            await message().catch(() => undefined);
            host.beforeCommit = async () => {};
          }
          for (let time = 1; time < (how?.times ?? 1); time++) await message();
          return message();
        };

        const register = [0, 0, 0];
        const expected: { meterStartWh: number; meterStopWh: number }[] = [];
        for (const { connector, readings, isNameless, travels } of charges) {
          const meterStart = register[connector] ?? 0;
          const timestamp = iso(time.clock.now());
          const start = { connectorId: connector, idTag: "T", meterStart, timestamp };
          const { transactionId } = await send(travels[0], () => handlers.StartTransaction(start));
          let energyWh = meterStart;
          for (const [index, flowedWh] of readings.entries()) {
            time.advance(60_000);
            energyWh += flowedWh;
            const meterValue = [{ timestamp: iso(time.clock.now()), sampledValue: [{ value: String(energyWh) }] }];
            const values = { connectorId: connector, transactionId: Number(transactionId), meterValue };
            await send(travels[index + 1], () => handlers.MeterValues(values));
          }
          time.advance(60_000);
          const stop = { meterStop: energyWh, timestamp: iso(time.clock.now()) };
          await send(travels[4], () =>
            handlers.StopTransaction({ ...stop, transactionId: isNameless ? -1 : Number(transactionId) }),
          );
          register[connector] = energyWh;
          expected.push({ meterStartWh: meterStart, meterStopWh: energyWh });
        }

        const started = host.bodies("charger.session-started");
        const stopped = host.bodies("charger.session-stopped");
        expect(started.map(({ meterStartWh }) => meterStartWh)).toEqual(expected.map((each) => each.meterStartWh));
        expect(stopped.map(({ meterStopWh }) => meterStopWh)).toEqual(expected.map((each) => each.meterStopWh));
        expect(new Set(started.map(({ transactionId }) => transactionId)).size).toBe(charges.length);
        expect(stopped.map(({ transactionId }) => transactionId)).toEqual(started.map((each) => each.transactionId));
        expect(host.bodies("charger.meter-values").flatMap((body) => body.readings)).toHaveLength(
          charges.flatMap(({ readings }) => readings).length,
        );
      }),
      { numRuns: Math.min(runs, 5_000) },
    );
  });
});
