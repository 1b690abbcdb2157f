import { afterEach, describe, expect, it } from "vitest";
import { type ChargingBench, chargerId, openBench } from "./charging-bench.js";

let bench: ChargingBench;
afterEach(() => bench.close());

const connectorState = () => bench.host.state(chargerId)?.connectors[0];
const requestsOf = (action: string) => bench.host.frames.filter(({ frame }) => frame.includes(`"${action}"`));

describe("a charge by remote start", () => {
  it("runs to its limit, is stopped once, and carries the command's correlation id", async () => {
    bench = await openBench();
    const first = bench.point.connectors[0];
    if (!first) throw new Error("no connector");
    bench.point.plug(first);
    expect(await bench.remoteStart(1_000)).toEqual({ status: "done", data: { connector: 1, idTag: "TAG-1" } });
    await bench.untilEvent("transaction-accepted");
    await bench.passUntil(() => bench.host.bodies("charger.session-stopped").length === 1);

    const [started] = bench.host.bodies("charger.session-started");
    const [stopped] = bench.host.bodies("charger.session-stopped");
    expect(started).toMatchObject({ chargerId, connector: 1, idTag: "TAG-1", meterStartWh: 5_000 });
    expect(stopped).toMatchObject({ transactionId: started?.transactionId, reason: "Remote" });
    expect(stopped?.meterStopWh).toBeGreaterThanOrEqual(6_000);
    expect(stopped?.meterStopWh).toBeLessThan(6_200);
    expect(stopped?.readings).toEqual([
      { at: started?.startedAt, energyWh: 5_000 },
      { at: stopped?.stoppedAt, energyWh: stopped?.meterStopWh },
    ]);
    expect(bench.happened.filter(({ event }) => event === "remote-stop")).toHaveLength(1);
    expect(new Set(bench.host.store.events.map(({ correlationId }) => correlationId))).toEqual(new Set(["order-1"]));
    const frames = [
      ...requestsOf("RemoteStartTransaction"),
      ...requestsOf("StartTransaction"),
      ...requestsOf("StopTransaction"),
    ];
    expect(new Set(frames.map(({ correlationId }) => correlationId))).toEqual(new Set(["order-1"]));

    await bench.until(() => connectorState()?.status === "finishing");
    expect(connectorState()).toMatchObject({ transactionId: null, powerW: null });
    bench.point.unplug(first);
    await bench.until(() => connectorState()?.status === "available");
  });
});
