import { formatHex } from "../../codecs/index.js";
import { createReconnectingStream, streamOfPort } from "../../transports/index.js";
import type { DeviceDriver, DriverHost } from "../driver.js";
import { failed } from "./authorise-fill.js";
import { createDartLink, createDartMaster } from "./dart-master.js";
import { createDartScheduler, type ScheduledSide } from "./dart-scheduler.js";
import { createDisplayUnits } from "./display-units.js";
import { createFillEvidence } from "./fill-evidence.js";
import type { WayneDartLine, WayneDartPump } from "./line-config.js";
import { createPumpLink } from "./pump-link.js";
import { nothingRead } from "./pump-reading.js";
import { createPumpSide, type PumpSide } from "./pump-side.js";
import { currentFill } from "./side.js";
import { loadMemory } from "./side-memory.js";

/** All pumps of one line, and one call that stops them. */
export interface WayneDartDriver extends DeviceDriver {
  /** Stops every side ahead of all other traffic. Resolves to the sides that did not take it. */
  stopAll(): Promise<readonly string[]>;
}

/** Start bit, stop bits and parity beside the data. */
const bitsOf = ({ dataBits, parity, stopBits }: WayneDartLine): number =>
  1 + dataBits + (parity === "none" ? 0 : 1) + stopBits;

/** Creates the driver of one line. Nothing is opened before `start`. */
export const createWayneDartDriver = (line: WayneDartLine, host: DriverHost): WayneDartDriver => {
  const units = createDisplayUnits(line.decimals);
  const { timers } = host;
  const master = createDartMaster({
    timers,
    write: (bytes) => stream.write(bytes),
    responseTimeoutMs: line.responseTimeoutMs,
    attempts: line.attempts,
    byteMs: (bitsOf(line) * 1_000) / line.baudRate,
    onTrace(address, direction, raw, isData) {
      const found = sides.find(({ link }) => link.address === address)?.pumpSide.side;
      if (!found) return;
      const frame = formatHex(raw);
      const fill = currentFill(found);
      host.trace({ equipmentId: found.pump.id, correlationId: fill?.correlationId ?? null, direction, frame });
      if (fill && isData) found.evidence.add({ at: host.clock.now(), direction, hex: frame });
    },
  });
  const scheduler = createDartScheduler(master, timers, line.pollIntervalMs);

  const createSide = (pump: WayneDartPump): ScheduledSide & { readonly pumpSide: PumpSide } => {
    const link = createDartLink(pump.address);
    let lastHeardMs = 0;
    const pumpSide = createPumpSide({
      pump,
      units,
      host,
      link: createPumpLink(link, scheduler, timers),
      evidence: createFillEvidence(),
      hangUpTimeoutMs: line.hangUpTimeoutMs,
      reading: nothingRead,
      memory: { fill: null, recorded: null, totals: {}, prices: {} },
      isOnline: false,
      isAcquainted: false,
      isSettled: false,
      preparing: null,
      wanted: new Map(),
    });
    return {
      link,
      pumpSide,
      get isOnline() {
        return pumpSide.side.isOnline;
      },
      onReport(transactions) {
        lastHeardMs = timers.elapsedMs();
        pumpSide.onReport(transactions);
      },
      onSilence() {
        if (!pumpSide.side.isOnline || timers.elapsedMs() - lastHeardMs < line.offlineAfterMs) return;
        link.tx = undefined;
        link.heard = undefined;
        pumpSide.onOffline();
      },
    };
  };

  const sides = line.pumps.map(createSide);
  const byId = new Map(sides.map(({ pumpSide }) => [pumpSide.side.pump.id, pumpSide]));
  const stream = createReconnectingStream({
    stream: streamOfPort(line.port, line),
    timers,
    log: host.log,
    onData: (bytes) => master.receive(bytes),
    onOpen: () => {
      for (const { link } of sides) link.tx = undefined;
      scheduler.lineOpened();
    },
    onClose: () => {
      scheduler.lineClosed();
      for (const { pumpSide } of sides) pumpSide.onOffline();
    },
  });

  return {
    equipmentIds: [...byId.keys()],
    async start() {
      for (const { pumpSide } of sides) {
        pumpSide.side.memory = await loadMemory(host.journal, pumpSide.side.pump.id);
        pumpSide.publish();
      }
      stream.start();
      scheduler.run(sides);
    },
    async stop() {
      scheduler.stop();
      for (const { pumpSide } of sides) pumpSide.halt();
      await stream.stop();
    },
    async execute(command, context) {
      const id = "pumpId" in command ? command.pumpId : command.chargerId;
      const found = byId.get(id);
      return found ? found.execute(command, context) : failed("device.unknown", `no pump ${id} on this line`);
    },
    applySettings({ prices }) {
      for (const [id, pumpSide] of byId) {
        const wanted = new Map<number, number>();
        for (const { nozzle, unitPrice } of prices.filter(({ pumpId }) => pumpId === id)) {
          const price = units.fromPriceText(unitPrice);
          if (price === undefined) host.log.warn({ pumpId: id, nozzle, unitPrice }, "the pump cannot show this price");
          else wanted.set(nozzle, price);
        }
        pumpSide.applyPrices(wanted);
      }
    },
    async stopAll() {
      const stopped = await Promise.all(
        [...byId].map(async ([id, pumpSide]) => ({ id, isTaken: await pumpSide.stopNow() })),
      );
      return stopped.filter(({ isTaken }) => !isTaken).map(({ id }) => id);
    },
  };
};
