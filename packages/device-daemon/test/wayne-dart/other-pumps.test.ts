import type { PumpState } from "@waystation/core/devices";
import { describe, expect, it } from "vitest";
import { createMemoryHost } from "./memory-host.js";
import { authorise, context, is, ready, setUp, startDriver, startPump } from "./wayne-station.js";

describe("pumps that differ", () => {
  it("may send their totals in the short form with volume and amount", async () => {
    const { host, pump, driver } = await setUp({ totalsForm: "volume-and-amount" });
    await ready(host);
    await driver.execute(authorise, context);
    pump.lift(1);
    await host.state(is("completed"));
    pump.hangUp();
    expect((await host.event("pump.sale")).body).toMatchObject({
      volumeMl: 50_000,
      totaliserStartMl: 1_000_000,
      totaliserEndMl: 1_050_000,
    });
  });

  it("may have several nozzles with a price and a totaliser each", async () => {
    const host = createMemoryHost();
    const { pump, port } = await startPump("tcp-listen://127.0.0.1:0", { nozzles: 3, prices: [805, 799, 912] });
    const driver = await startDriver(port, host, [{ id: "pump-1", address: 0x50, nozzles: [1, 3] }]);
    await ready(host);
    const third = { ...authorise, nozzle: 3, unitPrice: "9.12" };
    expect(await driver.execute({ ...authorise, nozzle: 2 }, context)).toMatchObject({ code: "device.refused" });
    expect(await driver.execute({ ...third, unitPrice: "8.05" }, context)).toMatchObject({
      code: "device.price-mismatch",
    });
    expect(await driver.execute(third, context)).toMatchObject({ status: "done" });
    pump.lift(3);
    await host.state(is("completed"));
    pump.hangUp();
    expect((await host.event("pump.sale")).body).toMatchObject({
      nozzle: 3,
      unitPrice: "9.12",
      amountFen: 45_600,
      totaliserStartMl: 1_000_000,
      totaliserEndMl: 1_050_000,
    });
    await ready(host);
    expect(pump.snapshot().totals).toEqual([100_000, 100_000, 105_000]);
  });

  it("may share one line, and sell at the same time", async () => {
    const host = createMemoryHost();
    const sides = [0x50, 0x51, 0x6f].map((address) => ({ id: `pump-${address}`, address }));
    const { simulator, port } = await startPump(
      "tcp-listen://127.0.0.1:0",
      {},
      sides.slice(1).map(({ address }) => ({ address })),
    );
    const driver = await startDriver(port, host, sides);
    for (const { id, address } of sides) {
      await host.state<PumpState>(({ pumpId, state }) => pumpId === id && state === "idle");
      const outcome = await driver.execute({ ...authorise, pumpId: id }, { ...context, correlationId: id });
      expect(outcome).toMatchObject({ status: "done" });
      simulator.pumps.get(address)?.lift(1);
    }
    for (const { id, address } of sides) {
      await host.state<PumpState>(({ pumpId, state }) => pumpId === id && state === "completed");
      simulator.pumps.get(address)?.hangUp();
    }
    const sales = [await host.event("pump.sale"), await host.event("pump.sale"), await host.event("pump.sale")];
    expect(sales.map(({ correlationId }) => correlationId).sort()).toEqual(sides.map(({ id }) => id).sort());
    expect(sales.every(({ body }) => body.volumeMl === 50_000)).toBe(true);
  });
});
