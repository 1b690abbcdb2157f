import type { Timers } from "../../drivers/driver.js";
import { createFakePump, type FakePump } from "./fake-pump.js";
import { createFaultyRoad, type LineFaults, noFaults } from "./line-faults.js";
import type { FakePumpOptions } from "./pump-options.js";
import { createSharedLine, createSlaveLink } from "./slave-link.js";

/** Pumps that share one line. */
export interface WaynePumpSimulatorOptions {
  readonly pumps: readonly Omit<FakePumpOptions, "timers">[];
  readonly timers: Timers;
  /** In [0, 1); decides which answers the faults hit. */
  readonly random: () => number;
  /** Puts bytes on the line towards the controller. */
  readonly send: (bytes: Uint8Array) => void;
}

/** Fake Wayne dispensers on one line. It shares the codec with the driver, and no link logic. */
export interface WaynePumpSimulator {
  /** Bytes from the controller, chunked anyhow. */
  receive(bytes: Uint8Array): void;
  /** By address. */
  readonly pumps: ReadonlyMap<number, FakePump>;
  readonly faults: LineFaults;
  /** All pumps lose power for a while: silent, then not programmed. */
  powerCut(durationMs: number): void;
}

/** Creates the pumps; they answer as soon as bytes come. */
export const createWaynePumpSimulator = ({
  pumps: pumpOptions,
  timers,
  random,
  send,
}: WaynePumpSimulatorOptions): WaynePumpSimulator => {
  const faults = noFaults();
  const answer = createFaultyRoad(faults, timers, random, send);
  const pumps = new Map(pumpOptions.map((options) => [options.address, createFakePump({ ...options, timers })]));
  const links = [...pumps].map(([address, pump]) => createSlaveLink(address, pump, answer));
  const line = createSharedLine(links);
  return {
    pumps,
    faults,
    receive: (bytes) => {
      if (!faults.isSilent) line(bytes);
    },
    powerCut(durationMs) {
      faults.isSilent = true;
      for (const pump of pumps.values()) pump.powerCut();
      for (const link of links) link.restart();
      timers.after(durationMs, () => {
        faults.isSilent = false;
      });
    },
  };
};
