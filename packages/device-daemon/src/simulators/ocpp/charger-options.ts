import type { Clock } from "@waystation/core/kernel";
import type { Timers } from "../../drivers/driver.js";

/** Ways in which real chargers misbehave; switched on one by one. */
export interface ChargerFaults {
  /** Every StartTransaction is sent a second time, as after a lost answer. */
  duplicateStart: boolean;
  duplicateStop: boolean;
  /** StopTransaction names transaction −1. */
  stopMinusOne: boolean;
  rejectRemoteStart: boolean;
  /** Answers to the central system's requests wait this long (real time). */
  slowAnswersMs: number;
}

export const noFaults = (): ChargerFaults => ({
  duplicateStart: false,
  duplicateStop: false,
  stopMinusOne: false,
  rejectRemoteStart: false,
  slowAnswersMs: 0,
});

/** Something that happened at the charger. */
export interface ChargerEvent {
  readonly event: string;
  /** ISO 8601, by the charger's clock. */
  readonly at: string;
  readonly [detail: string]: string | number | boolean | null;
}

/** A simulated charge point. Energy flows by `clock`; `timers` only decide how often it looks at it. */
export interface OcppChargerSimulatorOptions {
  /** The central system without the identity: `ws://host:port/ocpp`. */
  readonly url: string;
  readonly identity: string;
  readonly password?: string | undefined;
  readonly connectors: number;
  readonly powerW: number;
  /** What one vehicle takes before it suspends; null: without end. */
  readonly vehicleWh: number | null;
  /** Register of every connector at the start. */
  readonly meterWh: number;
  readonly vendor: string;
  readonly model: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly onEvent: (event: ChargerEvent) => void;
}
