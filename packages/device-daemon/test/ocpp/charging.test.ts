import type { CommandOutcome } from "@waystation/core/devices";
import { afterEach, describe, expect, it } from "vitest";
import type { Connector } from "../../src/simulators/ocpp/connector.js";
import { type BenchOptions, type ChargingBench, chargerId, openBench } from "./charging-bench.js";

let bench: ChargingBench;
let first: Connector;

const open = async (options?: BenchOptions): Promise<void> => {
  bench = await openBench(options);
  first = bench.point.connectors[0] as Connector;
};

/** A vehicle is plugged in and its charge is accepted. */
const charge = async (limitWh: number | null = null): Promise<void> => {
  bench.point.plug(first);
  expect(await bench.remoteStart(limitWh)).toMatchObject({ status: "done" });
  await bench.untilEvent("transaction-accepted");
};

const connectorState = () => bench.host.state(chargerId)?.connectors[0];
const started = () => bench.host.bodies("charger.session-started");
const stopped = () => bench.host.bodies("charger.session-stopped");
const happened = (name: string) => bench.happened.filter(({ event }) => event === name);
const framesWith = (action: string) => bench.host.frames.filter(({ frame }) => frame.includes(`"${action}"`));
const codeOf = (outcome: CommandOutcome) => (outcome.status === "failed" ? outcome.code : outcome.status);

afterEach(() => bench.close());

describe("a charge by remote start", () => {
  it("runs to its limit, is stopped once, and carries the command's correlation id", async () => {
    await open();
    await charge(1_000);
    await bench.passUntil(() => stopped().length === 1);

    expect(started()).toMatchObject([{ chargerId, connector: 1, idTag: "TAG-1", meterStartWh: 5_000 }]);
    const [start, stop] = [started()[0], stopped()[0]];
    expect(stop).toMatchObject({ transactionId: start?.transactionId, reason: "Remote" });
    expect(stop?.meterStopWh).toBeGreaterThanOrEqual(6_000);
    expect(stop?.meterStopWh).toBeLessThan(6_160);
    expect(stop?.readings).toEqual([
      { at: start?.startedAt, energyWh: 5_000 },
      { at: stop?.stoppedAt, energyWh: stop?.meterStopWh },
    ]);
    expect(happened("remote-stop")).toHaveLength(1);
    expect(new Set(bench.host.store.events.map(({ correlationId }) => correlationId))).toEqual(new Set(["order-1"]));
    for (const action of ["RemoteStartTransaction", "StartTransaction", "MeterValues", "StopTransaction"])
      expect(new Set(framesWith(`${action}"`.slice(0, -1)).map(({ correlationId }) => correlationId))).toContain(
        "order-1",
      );
  });

  it("stops at its limit, though the next reading would come 83 Wh later", async () => {
    await open();
    await charge(1_250);
    await bench.passUntil(() => stopped().length === 1);
    expect(stopped()[0]?.meterStopWh).toBeGreaterThanOrEqual(6_250);
    expect(stopped()[0]?.meterStopWh).toBeLessThan(6_320);
    expect(happened("remote-stop")).toHaveLength(1);
  });

  it("shows energy and power while it runs, and the plug being pulled after it", async () => {
    await open();
    await charge();
    await bench.passUntil(() => connectorState()?.energyWh === 500);
    expect(connectorState()).toMatchObject({ status: "charging", powerW: 60_000, idTag: "TAG-1" });
    const { transactionId = "" } = started()[0] ?? {};
    expect(connectorState()?.transactionId).toBe(transactionId);

    expect(await bench.execute({ type: "charger.stop", chargerId, transactionId })).toMatchObject({ status: "done" });
    await bench.until(() => connectorState()?.status === "finishing");
    expect(connectorState()).toMatchObject({ transactionId: null, powerW: null, energyWh: 500 });
    bench.point.unplug(first);
    await bench.until(() => connectorState()?.status === "available");
  });

  it("has readings exactly on the quarter hours, however late the charger looks at its clock", async () => {
    await open();
    await charge();
    bench.time.advance(14 * 60_000 + 59_950);
    bench.time.advance(3_000);
    await bench.until(() => bench.point.waitingMessages === 0);
    const readings = bench.host.bodies("charger.meter-values").flatMap((body) => body.readings);
    expect(readings).toContainEqual({ at: Date.parse("2026-11-20T02:15:00Z"), energyWh: 20_000 });
    expect(readings.filter(({ at }) => at === Date.parse("2026-11-20T02:15:00Z"))).toHaveLength(1);
  });

  it("suspends when the vehicle is full", async () => {
    await open({ vehicleWh: 700 });
    await charge();
    await bench.passUntil(() => connectorState()?.status === "suspended-ev");
    bench.point.unplug(first);
    await bench.until(() => stopped().length === 1);
    expect(stopped()).toMatchObject([{ meterStopWh: 5_700, reason: "EVDisconnected" }]);
  });
});

describe("what is stored", () => {
  it("is stored before the charger is answered", async () => {
    await open();
    bench.point.plug(first);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let storing = false;
    bench.host.beforeCommit = () => {
      storing = true;
      return held;
    };
    await bench.remoteStart();
    await bench.until(() => storing);
    expect(happened("transaction-accepted")).toEqual([]);
    release();
    await bench.untilEvent("transaction-accepted");
    const storedAt = bench.host.order.indexOf("stored charger.session-started");
    const answeredAt = bench.host.order.findIndex((line) => line.includes('"transactionId"'));
    expect(storedAt).toBeGreaterThanOrEqual(0);
    expect(answeredAt).toBeGreaterThan(storedAt);
  });

  it("is asked for again when the store failed, and then counts once", async () => {
    await open();
    bench.point.plug(first);
    let failures = 2;
    bench.host.beforeCommit = async () => {
      if (failures-- > 0) throw new Error("disk full");
    };
    await bench.remoteStart();
    await bench.until(() => {
      bench.time.advance(1);
      return happened("transaction-accepted").length === 1;
    });
    expect(failures).toBeLessThan(0);
    expect(started()).toHaveLength(1);
  });

  it("holds one transaction when its start comes twice under different message ids", async () => {
    await open();
    bench.point.faults.duplicateStart = true;
    await charge();
    await bench.untilEvent("transaction-accepted-again");
    const [once, again] = [happened("transaction-accepted")[0], happened("transaction-accepted-again")[0]];
    expect(again?.transactionId).toBe(once?.transactionId);
    expect(started()).toHaveLength(1);
  });

  it("holds one end when the stop comes twice", async () => {
    await open();
    bench.point.faults.duplicateStop = true;
    await charge();
    bench.point.unplug(first);
    await bench.until(() => bench.point.waitingMessages === 0);
    expect(framesWith("StopTransaction").filter(({ direction }) => direction === "from-device")).toHaveLength(2);
    expect(stopped()).toHaveLength(1);
  });

  it("finds the transaction of a stop that names none, also when that stop comes twice", async () => {
    await open({ connectors: 2 });
    Object.assign(bench.point.faults, { stopMinusOne: true, duplicateStop: true });
    await charge();
    await bench.passUntil(() => connectorState()?.energyWh === 500);
    bench.point.unplug(first);
    await bench.until(() => bench.point.waitingMessages === 0);
    expect(stopped()).toMatchObject([{ transactionId: started()[0]?.transactionId, connector: 1 }]);
    expect(started()).toHaveLength(1);
  });
});

describe("a charger that lost power", () => {
  it("ends the charge it never stopped with the register of the next start", async () => {
    await open();
    await charge();
    await bench.passUntil(() => connectorState()?.energyWh === 500);
    await bench.point.goOffline();
    bench.time.advance(10_000);
    const register = first.end(bench.time.clock.now());
    first.unplug();
    bench.time.advance(60_000);
    bench.point.plug(first);
    await bench.point.startLocally(first, "NEXT");
    bench.point.goOnline();
    await bench.until(() => started().length === 2);
    expect(stopped()).toMatchObject([{ meterStopWh: register, idTag: "TAG-1", reason: "Other" }]);
    expect(started()[1]).toMatchObject({ meterStartWh: register, idTag: "NEXT" });
  });
});

describe("a remote start that nobody plugged in for", () => {
  it("gives its limit to no charge of hours later", async () => {
    await open();
    await bench.remoteStart(100);
    bench.time.advance(2 * 3_600_000);
    bench.point.plug(first);
    await bench.point.startLocally(first, "TAG-1");
    await bench.passUntil(() => connectorState()?.energyWh === 500);
    expect(happened("remote-stop")).toEqual([]);
    expect(bench.host.store.events[0]?.correlationId).not.toBe("order-1");
  });
});

describe("a line that breaks", () => {
  it("leaves the transaction running, and what happened meanwhile arrives late with its own times", async () => {
    await open();
    await charge();
    await bench.point.goOffline();
    await bench.until(() => bench.host.state(chargerId)?.link === "offline");
    bench.time.advance(60_000);
    bench.point.end(first, "Local");
    const endedAt = bench.time.clock.now();
    bench.time.advance(3_600_000);
    bench.point.goOnline();
    await bench.until(() => bench.point.online && bench.point.waitingMessages === 0);
    expect(started()).toHaveLength(1);
    expect(stopped()).toMatchObject([{ stoppedAt: endedAt, meterStopWh: 6_000, reason: "Local" }]);
    const readings = bench.host.bodies("charger.meter-values").flatMap((body) => body.readings);
    expect(readings.map(({ energyWh }) => energyWh)).toEqual([5_166, 5_333, 5_500, 5_666, 5_833, 6_000]);
  });

  it("takes a whole charge that happened offline", async () => {
    await open();
    await bench.point.goOffline();
    bench.point.plug(first);
    await bench.point.startLocally(first, "LOCAL");
    bench.time.advance(30_000);
    bench.point.unplug(first);
    bench.point.goOnline();
    await bench.until(() => stopped().length === 1);
    expect(started()).toMatchObject([{ idTag: "LOCAL", startedAt: Date.parse("2026-11-20T02:00:00Z") }]);
    expect(stopped()).toMatchObject([{ meterStopWh: 5_500 }]);
  });

  it("counts only the last socket: the end of the old one changes nothing", async () => {
    await open();
    await charge();
    await bench.point.reopen();
    await bench.until(() => framesWith("StatusNotification").length >= 4);
    await bench.passUntil(() => connectorState()?.energyWh === 500);
    expect(bench.host.state(chargerId)?.link).toBe("online");
    expect(
      await bench.execute({ type: "charger.stop", chargerId, transactionId: started()[0]?.transactionId ?? "" }),
    ).toMatchObject({ status: "done" });
    await bench.until(() => stopped().length === 1);
  });
});

describe("a restart of the daemon in the middle of a charge", () => {
  const restart = async (keepStore: boolean) => {
    await bench.restartDriver(keepStore ? bench.host.store : undefined);
    await bench.passUntil(() => bench.point.online);
  };

  it("keeps the transaction, its correlation id and its limit", async () => {
    await open();
    await charge(2_000);
    await bench.passUntil(() => connectorState()?.energyWh === 500);
    await restart(true);
    expect(connectorState()).toMatchObject({ status: "charging", transactionId: started()[0]?.transactionId });
    await bench.passUntil(() => stopped().length === 1);
    expect(started()).toHaveLength(1);
    expect(stopped()).toMatchObject([{ transactionId: started()[0]?.transactionId, reason: "Remote" }]);
    expect(new Set(bench.host.store.events.map(({ correlationId }) => correlationId))).toEqual(new Set(["order-1"]));
    expect(happened("remote-stop")).toHaveLength(1);
  });

  it("adopts the transaction when the store was lost, and gives its id to no other", async () => {
    await open();
    await charge();
    const [before] = started();
    await bench.restartDriver({ events: [], journal: new Map() });
    await bench.passUntil(() => started().length === 1);
    expect(started()).toMatchObject([{ transactionId: before?.transactionId, connector: 1, idTag: null }]);
    await bench.until(() => connectorState()?.status === "charging");
    bench.point.unplug(first);
    await bench.until(() => stopped().length === 1);
    await bench.until(() => connectorState()?.status === "available");
    await charge();
    await bench.until(() => started().length === 2);
    expect(Number(started()[1]?.transactionId)).toBeGreaterThan(Number(before?.transactionId));
  });
});

describe("a remote start that cannot be", () => {
  it("is refused while the charger is offline", async () => {
    await open();
    await bench.point.goOffline();
    await bench.until(() => bench.host.state(chargerId)?.link === "offline");
    expect(codeOf(await bench.remoteStart())).toBe("device.offline");
  });

  it("is refused when the charger says no, and its limit is forgotten", async () => {
    await open();
    bench.point.faults.rejectRemoteStart = true;
    expect(codeOf(await bench.remoteStart(100))).toBe("device.refused");
    bench.point.plug(first);
    await bench.point.startLocally(first, "TAG-1");
    await bench.passUntil(() => connectorState()?.energyWh === 500);
    expect(happened("remote-stop")).toEqual([]);
  });

  it("times out when the charger is silent, and a charge that begins all the same keeps its limit", async () => {
    await open();
    bench.point.plug(first);
    bench.point.faults.slowAnswersMs = 5_000;
    expect(codeOf(await bench.remoteStart(500))).toBe("protocol.timeout");
    bench.point.faults.slowAnswersMs = 0;
    await bench.passUntil(() => stopped().length === 1);
    expect(happened("remote-stop")).toHaveLength(1);
  });

  it("is refused for a busy or faulted connector, an unknown one, an unknown charger and a full disk", async () => {
    await open({ connectors: 2 });
    await charge();
    expect(codeOf(await bench.remoteStart())).toBe("device.busy");
    bench.point.fault(bench.point.connectors[1] as Connector, "GroundFailure");
    await bench.until(() => bench.host.state(chargerId)?.connectors[1]?.errorCode === "GroundFailure");
    expect(codeOf(await bench.remoteStart(null, 2))).toBe("device.not-ready");
    expect(codeOf(await bench.remoteStart(null, 3))).toBe("device.unknown");
    bench.host.full = true;
    expect(codeOf(await bench.remoteStart())).toBe("device.unrecordable");
    const command = { type: "charger.start", chargerId: "other", connector: 1, idTag: "T", limitWh: null } as const;
    expect(codeOf(await bench.execute(command))).toBe("device.unknown");
  });
});

describe("a tag", () => {
  it("that is not listed may not start at the charger, but may by remote start", async () => {
    await open({ idTags: ["STAFF"] });
    bench.point.plug(first);
    await bench.point.startLocally(first, "STRANGER");
    expect(happened("authorized")).toMatchObject([{ status: "Invalid" }]);
    await charge();
    expect(happened("transaction-accepted")).toMatchObject([{ status: "Accepted" }]);
  });

  it("that started offline without being allowed is stopped, and its energy is recorded", async () => {
    await open({ idTags: ["STAFF"] });
    await bench.point.goOffline();
    bench.point.plug(first);
    await bench.point.startLocally(first, "STRANGER");
    bench.time.advance(30_000);
    bench.point.goOnline();
    await bench.until(() => stopped().length === 1);
    expect(stopped()).toMatchObject([{ reason: "DeAuthorized", meterStopWh: 5_500 }]);
  });
});
