import type { PumpState } from "@waystation/core/devices";
import { describe, expect, it } from "vitest";
import { hasPtys, openPtyPair } from "../pty-pair.js";
import { createMemoryHost } from "./memory-host.js";
import { authorise, closers, context, is, ready, setUp, startDriver, startPump } from "./wayne-station.js";

const fillFiftyLitres = async (port: string, farPort = port) => {
  const host = createMemoryHost();
  const { pump, port: address } = await startPump(farPort);
  const driver = await startDriver(farPort === port ? address : port, host);
  await ready(host);
  expect(await driver.execute(authorise, context)).toMatchObject({ status: "done" });
  pump.lift(1);
  await host.state(is("filling"));
  await host.state<PumpState>(({ state, volumeMl }) => state === "filling" && volumeMl > 0);
  await host.state(is("completed"));
  pump.hangUp();
  const sale = await host.event("pump.sale");
  await host.state(is("idle"));
  return { host, sale, pump };
};

describe("a fill by preset", () => {
  const expected = {
    correlationId: "correlation-1",
    body: {
      pumpId: "pump-1",
      nozzle: 1,
      authorisationId: "auth-1",
      orderNo: "FO-1",
      volumeMl: 50_000,
      amountFen: 40_250,
      unitPrice: "8.05",
      ending: "preset-reached",
      totaliserStartMl: 1_000_000,
      totaliserEndMl: 1_050_000,
    },
  };

  it("over TCP is the sale that the display shows, once, and the pump is released after it", async () => {
    const { host, sale, pump } = await fillFiftyLitres("tcp-listen://127.0.0.1:0");
    expect(sale).toMatchObject(expected);
    expect(host.events).toHaveLength(1);
    expect(pump.snapshot().status).toBe("reset");
  });

  it("carries its correlation id on the frames, and its data frames as bounded evidence", async () => {
    const { host, sale } = await fillFiftyLitres("tcp-listen://127.0.0.1:0");
    const { evidence } = sale.body;
    expect(evidence.length).toBeGreaterThan(5);
    expect(evidence.length).toBeLessThanOrEqual(180);
    expect(evidence.every(({ hex }) => hex.slice(3, 4) === "3")).toBe(true);
    expect(host.frames.some(({ correlationId }) => correlationId === "correlation-1")).toBe(true);
  });

  it.skipIf(!hasPtys())("over a serial line is the same", async () => {
    const pair = await openPtyPair();
    closers.push(pair.close);
    const { sale } = await fillFiftyLitres(pair.near, pair.far);
    expect(sale).toMatchObject(expected);
  });

  it("by amount stops exactly there", async () => {
    const { host, pump, driver } = await setUp();
    await ready(host);
    const preset = { kind: "amount", amountFen: 10_000 } as const;
    expect(await driver.execute({ ...authorise, preset }, context)).toMatchObject({ status: "done" });
    pump.lift(1);
    await host.state(is("completed"));
    pump.hangUp();
    expect((await host.event("pump.sale")).body).toMatchObject({ amountFen: 10_000, ending: "preset-reached" });
  });

  it("with lost answers, noise and bad checksums gives the same sale, once", async () => {
    const { host, pump, driver, simulator } = await setUp();
    await ready(host);
    Object.assign(simulator.faults, { lostAnswers: 0.1, badChecksum: 0.1, noise: 0.1 });
    expect(await driver.execute(authorise, context)).toMatchObject({ status: "done" });
    pump.lift(1);
    await host.state(is("completed"));
    pump.hangUp();
    expect(await host.event("pump.sale")).toMatchObject(expected);
    await host.state(is("idle"));
    expect(host.events).toHaveLength(1);
  });
});

describe("an authorisation is refused", () => {
  it("when it expired while it waited its turn, and nothing is sent to the pump", async () => {
    const { host, driver, pump } = await setUp();
    await ready(host);
    const late = { ...context, expiresAt: host.clock.now() - 1 };
    expect(await driver.execute(authorise, late)).toMatchObject({ status: "failed", code: "command.expired" });
    expect(pump.snapshot().status).toBe("reset");
  });

  it("when the pump's own price is not the order's", async () => {
    const { host, driver, pump } = await setUp();
    await ready(host);
    expect(await driver.execute({ ...authorise, unitPrice: "8.06" }, context)).toMatchObject({
      status: "failed",
      code: "device.price-mismatch",
    });
    expect(pump.snapshot().status).toBe("reset");
  });

  it("when the same price is written with other zeros it is not", async () => {
    const { host, driver } = await setUp();
    await ready(host);
    expect(await driver.execute({ ...authorise, unitPrice: "8.0500" }, context)).toMatchObject({ status: "done" });
  });

  it("when the pump does not answer", async () => {
    const { host, driver, simulator } = await setUp();
    await ready(host);
    simulator.faults.isSilent = true;
    await host.state<PumpState>(({ link }) => link === "offline");
    expect(await driver.execute(authorise, context)).toMatchObject({ code: "device.offline" });
  });

  it("when a fill is in hand, when the sale could not be stored, and for a pump that is not here", async () => {
    const { host, driver } = await setUp();
    await ready(host);
    expect(await driver.execute({ ...authorise, pumpId: "pump-2" }, context)).toMatchObject({ code: "device.unknown" });
    host.unrecordable = "the disk is full";
    expect(await driver.execute(authorise, context)).toMatchObject({ code: "device.unrecordable" });
    host.unrecordable = undefined;
    expect(await driver.execute(authorise, context)).toMatchObject({ status: "done" });
    expect(await driver.execute(authorise, context)).toMatchObject({ code: "device.busy" });
  });

  it("when the display cannot show the preset exactly", async () => {
    const { host, driver } = await setUp();
    await ready(host);
    const preset = { kind: "volume", volumeMl: 12_345 } as const;
    expect(await driver.execute({ ...authorise, preset }, context)).toMatchObject({ code: "device.refused" });
  });
});

describe("prices", () => {
  const settings = { v: 1, at: 0, prices: [{ pumpId: "pump-1", nozzle: 1, unitPrice: "8.05" }] } as const;

  it("are sent to a pump that lost them, and read back", async () => {
    const { host, driver, pump } = await setUp({ prices: [] });
    await host.state(is("not-programmed"));
    driver.applySettings({ ...settings, prices: [...settings.prices] });
    const state = await host.state<PumpState>(({ unitPrices }) => unitPrices[0]?.unitPrice === "8.05");
    expect(state.state).toBe("idle");
    expect(pump.snapshot().prices).toEqual([805]);
  });

  it("wait until a fill is over", async () => {
    const { host, driver, pump } = await setUp({ flowLitresPerMinute: 60 });
    await ready(host);
    await driver.execute(authorise, context);
    pump.lift(1);
    await host.state(is("filling"));
    driver.applySettings({ ...settings, prices: [{ pumpId: "pump-1", nozzle: 1, unitPrice: "9.11" }] });
    await host.state<PumpState>(({ volumeMl }) => volumeMl > 100);
    expect(pump.snapshot().prices).toEqual([805]);
    pump.hangUp();
    expect((await host.event("pump.sale")).body).toMatchObject({ unitPrice: "8.05", ending: "completed" });
    await host.state<PumpState>(({ unitPrices }) => unitPrices[0]?.unitPrice === "9.11");
  });
});

describe("a sale without an order", () => {
  it("is recorded with nulls when the pump sold in manual mode", async () => {
    const { host, pump } = await setUp();
    await ready(host);
    pump.setManual(true);
    pump.lift(1);
    await host.state<PumpState>(({ volumeMl }) => volumeMl > 0);
    pump.hangUp();
    const { body } = await host.event("pump.sale");
    expect(body).toMatchObject({ authorisationId: null, orderNo: null, unitPrice: "8.05", ending: "completed" });
    expect(body.volumeMl).toBe((body.totaliserEndMl ?? 0) - (body.totaliserStartMl ?? 0));
  });
});

describe("an authorised fill", () => {
  it("of zero litres is recorded", async () => {
    const { host, pump, driver } = await setUp({ flowLitresPerMinute: 0.001 });
    await ready(host);
    await driver.execute(authorise, context);
    pump.lift(1);
    await host.state(is("filling"));
    pump.hangUp();
    expect((await host.event("pump.sale")).body).toMatchObject({
      volumeMl: 0,
      amountFen: 0,
      authorisationId: "auth-1",
    });
  });

  it("is stopped by a cancel and becomes a sale", async () => {
    const { host, pump, driver } = await setUp({ flowLitresPerMinute: 60 });
    await ready(host);
    await driver.execute(authorise, context);
    pump.lift(1);
    await host.state<PumpState>(({ volumeMl }) => volumeMl > 0);
    const cancel = { type: "pump.cancel", pumpId: "pump-1", authorisationId: "auth-1" } as const;
    expect(await driver.execute(cancel, context)).toMatchObject({ status: "done" });
    pump.hangUp();
    const { body } = await host.event("pump.sale");
    expect(body).toMatchObject({ ending: "stopped", authorisationId: "auth-1" });
    expect(body.volumeMl).toBeGreaterThan(0);
  });

  it("is taken back by a cancel before it began, without a sale", async () => {
    const { host, pump, driver } = await setUp();
    await ready(host);
    await driver.execute(authorise, context);
    const cancel = { type: "pump.cancel", pumpId: "pump-1", authorisationId: "auth-1" } as const;
    expect(await driver.execute(cancel, context)).toMatchObject({ status: "done" });
    await host.state<PumpState>(({ state, authorisationId }) => state === "idle" && authorisationId === null);
    expect(pump.snapshot().status).toBe("reset");
    expect(host.events).toEqual([]);
  });

  it("that waits at its limit for the nozzle is not held up by a cancel", async () => {
    const { host, pump, driver } = await setUp();
    await ready(host);
    await driver.execute(authorise, context);
    pump.lift(1);
    await host.state(is("completed"));
    const cancel = { type: "pump.cancel", pumpId: "pump-1", authorisationId: "auth-1" } as const;
    expect(await driver.execute(cancel, context)).toMatchObject({ status: "done" });
    pump.hangUp();
    expect((await host.event("pump.sale")).body).toMatchObject({ volumeMl: 50_000, ending: "preset-reached" });
    expect(await driver.execute(cancel, context)).toMatchObject({ code: "device.refused" });
  });

  it("is stopped on every side by one call", async () => {
    const { host, pump, driver } = await setUp({ flowLitresPerMinute: 60 });
    await ready(host);
    await driver.execute(authorise, context);
    pump.lift(1);
    await host.state<PumpState>(({ volumeMl }) => volumeMl > 0);
    expect(await driver.stopAll()).toEqual([]);
    pump.hangUp();
    expect((await host.event("pump.sale")).body).toMatchObject({ ending: "stopped" });
  });

  it("that a power cut ends is recorded from display and totaliser", async () => {
    const { host, pump, driver, simulator } = await setUp({ flowLitresPerMinute: 60 });
    await ready(host);
    await driver.execute(authorise, context);
    pump.lift(1);
    await host.state<PumpState>(({ volumeMl }) => volumeMl > 50);
    simulator.powerCut(100);
    const { body } = await host.event("pump.sale");
    expect(body).toMatchObject({ ending: "fault", authorisationId: "auth-1" });
    expect(body.volumeMl).toBe((body.totaliserEndMl ?? 0) - (body.totaliserStartMl ?? 0));
    expect((await host.event("pump.alarm")).body).toMatchObject({ alarm: "power-failure", rawCode: 10 });
  });
});
