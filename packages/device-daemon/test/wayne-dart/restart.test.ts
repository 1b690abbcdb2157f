import type { PumpState } from "@waystation/core/devices";
import { describe, expect, it } from "vitest";
import { authorise, context, is, ready, setUp, startDriver } from "./wayne-station.js";

const AUTHORISE = "01 01 06";

/** A fill of 50 litres in progress; slow enough to be interrupted. */
const filling = async (flowLitresPerMinute = 600) => {
  const station = await setUp({ flowLitresPerMinute });
  await ready(station.host);
  await station.driver.execute(authorise, context);
  station.pump.lift(1);
  await station.host.state<PumpState>(({ state, volumeMl }) => state === "filling" && volumeMl > 0);
  return station;
};
const never = () => new Promise<void>(() => {});
const ofTheOrder = { authorisationId: "auth-1", orderNo: "FO-1", totaliserStartMl: 1_000_000 };

describe("a daemon that is killed", () => {
  it("in the middle of a fill adopts it: one sale, its order, and no second AUTHORIZE", async () => {
    const { host, pump, driver, port } = await filling();
    await driver.stop();
    await startDriver(port, host);
    await host.state<PumpState>(({ link, state }) => link === "online" && state === "filling");
    pump.hangUp();
    const { body, correlationId } = await host.event("pump.sale");
    expect(body).toMatchObject({ ...ofTheOrder, ending: "completed" });
    expect(correlationId).toBe("correlation-1");
    await ready(host);
    expect(host.events).toHaveLength(1);
    const sent = host.frames.filter(({ direction, frame }) => direction === "to-device" && frame.includes(AUTHORISE));
    expect(sent).toHaveLength(1);
  });

  it("while the fill ends finds it completed", async () => {
    const { host, pump, driver, port } = await filling();
    await driver.stop();
    pump.hangUp();
    await startDriver(port, host);
    expect((await host.event("pump.sale")).body).toMatchObject({ ...ofTheOrder, ending: "completed" });
    await ready(host);
    expect(host.events).toHaveLength(1);
  });

  it("after AUTHORIZE and before the nozzle is lifted adopts the authorisation", async () => {
    const { host, pump, driver, port } = await setUp();
    await ready(host);
    await driver.execute(authorise, context);
    await driver.stop();
    await startDriver(port, host);
    await host.state<PumpState>(({ link, state }) => link === "online" && state === "authorised");
    pump.lift(1);
    await host.state(is("completed"));
    pump.hangUp();
    expect((await host.event("pump.sale")).body).toMatchObject({ ...ofTheOrder, ending: "preset-reached" });
  });

  it.each([
    ["before", () => never()],
    [
      "after",
      (commit: () => void) => {
        commit();
        return never();
      },
    ],
  ])("just %s the sale is committed records it once", async (_, onRecord) => {
    const { host, pump, driver, port } = await filling();
    const commit = host.onRecord;
    const isReached = new Promise<void>((resolve) => {
      host.onRecord = (store) => {
        resolve();
        return onRecord(store);
      };
    });
    pump.hangUp();
    await isReached;
    await driver.stop();
    host.onRecord = commit;
    expect(pump.snapshot().status).toBe("filling-completed");
    await startDriver(port, host);
    await host.event("pump.sale");
    await ready(host);
    expect(pump.snapshot().status).toBe("reset");
    expect(host.events).toHaveLength(1);
  });

  it("tries again when the sale cannot be stored, and releases the pump only then", async () => {
    const { host, pump } = await filling();
    const commit = host.onRecord;
    let refusals = 0;
    host.onRecord = async (store) => {
      refusals += 1;
      if (refusals === 1) throw new Error("the disk is full");
      expect(pump.snapshot().status).toBe("filling-completed");
      return commit(store);
    };
    pump.hangUp();
    await host.event("pump.sale");
    await ready(host);
    expect(refusals).toBe(2);
    expect(host.events).toHaveLength(1);
  });

  it("with the sale recorded and another fill sold by hand meanwhile recovers that one too", async () => {
    const { host, pump, driver, port } = await setUp();
    await ready(host);
    const commit = host.onRecord;
    await driver.execute(authorise, context);
    pump.lift(1);
    await host.state(is("completed"));
    const isReached = new Promise<void>((resolve) => {
      host.onRecord = (store) => {
        store();
        resolve();
        return never();
      };
    });
    pump.hangUp();
    await isReached;
    await driver.stop();
    host.onRecord = commit;
    pump.receive([{ name: "command", command: "reset" }]);
    pump.receive([{ name: "preset-volume", volume: 700 }]);
    pump.receive([{ name: "command", command: "authorise" }]);
    const isFull = pump.reached("limit-reached");
    pump.lift(1);
    await isFull;
    pump.hangUp();
    await startDriver(port, host);
    await host.event("pump.sale");
    expect((await host.event("pump.sale")).body).toMatchObject({
      volumeMl: 7_000,
      ending: "recovered",
      authorisationId: null,
      totaliserStartMl: 1_050_000,
      totaliserEndMl: 1_057_000,
    });
    await ready(host);
    expect(host.events).toHaveLength(2);
  });

  it("recovers a sale from display and totaliser when the pump was released meanwhile", async () => {
    const { host, pump, driver, port } = await setUp();
    await ready(host);
    await driver.stop();
    pump.receive([{ name: "preset-volume", volume: 1_200 }]);
    pump.receive([{ name: "command", command: "authorise" }]);
    const isFull = pump.reached("limit-reached");
    pump.lift(1);
    await isFull;
    pump.hangUp();
    pump.receive([{ name: "command", command: "reset" }]);
    await startDriver(port, host);
    expect((await host.event("pump.sale")).body).toMatchObject({
      volumeMl: 12_000,
      amountFen: 9_660,
      ending: "recovered",
    });
    await ready(host);
    expect(host.events).toHaveLength(1);
  });

  it("raises an alarm for what the display does not explain", async () => {
    const { host, pump, driver, port } = await setUp();
    await ready(host);
    await driver.stop();
    for (const volume of [500, 300]) {
      pump.receive([{ name: "preset-volume", volume }]);
      pump.receive([{ name: "command", command: "authorise" }]);
      const isFull = pump.reached("limit-reached");
      pump.lift(1);
      await isFull;
      pump.hangUp();
      pump.receive([{ name: "command", command: "reset" }]);
    }
    await startDriver(port, host);
    expect((await host.event("pump.sale")).body).toMatchObject({ volumeMl: 3_000, ending: "recovered" });
    expect((await host.event("pump.alarm")).body).toMatchObject({ alarm: "totaliser-gap" });
  });
});
