import type { CommandOutcome, DeviceCommand } from "@waystation/core/devices";
import { createOcppDriver, type OcppDriver, ocppConfig } from "../../src/drivers/ocpp/index.js";
import { type ChargePoint, type ChargerEvent, createOcppChargerSimulator } from "../../src/simulators/ocpp/index.js";
import { createManualTime, type ManualTime } from "./manual-time.js";
import { createMemoryHost, type MemoryHost, type MemoryStore } from "./memory-host.js";

export const chargerId = "pile-F1";
const password = "a-password-of-its-own";

/** A driver and a simulated charger over a real WebSocket on loopback, with time moved by hand. */
export interface ChargingBench {
  readonly time: ManualTime;
  readonly point: ChargePoint;
  readonly happened: ChargerEvent[];
  host: MemoryHost;
  driver: OcppDriver;
  /** Lets messages travel until the condition holds; time stands still. */
  until(condition: () => boolean): Promise<void>;
  /** Until the charger said this, that many times in all. */
  untilEvent(event: string, times?: number): Promise<void>;
  execute(command: DeviceCommand, correlationId?: string): Promise<CommandOutcome>;
  remoteStart(limitWh?: number | null, connector?: number): Promise<CommandOutcome>;
  /** Lets time pass second by second while messages are exchanged, until the condition holds. */
  passUntil(condition: () => boolean): Promise<void>;
  /** Ends the driver and starts another, on the same port and the given store. */
  restartDriver(store?: MemoryStore): Promise<void>;
  close(): Promise<void>;
}

export interface BenchOptions {
  readonly connectors?: number;
  readonly vehicleWh?: number;
  readonly idTags?: readonly string[];
}

export const openBench = async ({ connectors = 1, vehicleWh, idTags }: BenchOptions = {}): Promise<ChargingBench> => {
  const time = createManualTime(Date.parse("2026-11-20T02:00:00Z"));
  const happened: ChargerEvent[] = [];
  const until = async (condition: () => boolean) => {
    do await new Promise((resolve) => setImmediate(resolve));
    while (!condition());
  };
  const startDriver = async (host: MemoryHost, port: number) => {
    const charger = { id: chargerId, connectors, password, ...(idTags && { idTags: [...idTags] }) };
    const config = { driver: "ocpp", listen: `127.0.0.1:${port}`, meterValueSampleIntervalS: 10, callTimeoutMs: 500 };
    const driver = createOcppDriver(ocppConfig.parse({ ...config, chargers: [charger] }), host);
    await driver.start();
    return driver;
  };
  const host = createMemoryHost(time);
  const driver = await startDriver(host, 0);
  const port = driver.address?.port ?? 0;
  const point = createOcppChargerSimulator({
    url: `ws://127.0.0.1:${port}/ocpp`,
    identity: chargerId,
    password,
    connectors,
    powerW: 60_000,
    vehicleWh: vehicleWh ?? null,
    meterWh: 5_000,
    vendor: "Waystation",
    model: "Simulated",
    clock: time.clock,
    timers: time.timers,
    onEvent: (event) => void happened.push(event),
  });
  const bench: ChargingBench = {
    time,
    point,
    happened,
    host,
    driver,
    until,
    untilEvent: (event, times = 1) => until(() => happened.filter((each) => each.event === event).length >= times),
    execute: (command, correlationId = "order-1") =>
      bench.driver.execute(command, { commandId: "command-1", correlationId, expiresAt: Number.MAX_SAFE_INTEGER }),
    remoteStart: (limitWh = null, connector = 1) =>
      bench.execute({ type: "charger.start", chargerId, connector, idTag: "TAG-1", limitWh }),
    passUntil: async (condition) => {
      while (!condition()) {
        time.advance(1_000);
        // A second is long: several messages go to and fro in it.
        for (let turn = 0; turn < 20; turn++) await until(() => point.waitingMessages === 0 || !point.online);
      }
    },
    restartDriver: async (store = bench.host.store) => {
      await bench.driver.stop();
      bench.host = createMemoryHost(time, store);
      bench.driver = await startDriver(bench.host, port);
    },
    close: async () => {
      await point.stop();
      await bench.driver.stop();
    },
  };
  point.start();
  await until(() => bench.host.state(chargerId)?.connectors[0]?.status === "available");
  await until(() => point.configuration.number("MeterValueSampleInterval") === 10);
  return bench;
};
