import type { Timers } from "../../drivers/driver.js";

/** Decimals of the numbers on the pump's display. */
export interface DisplayDecimals {
  readonly volume: number;
  readonly amount: number;
  readonly price: number;
}

/** One side of a fake dispenser. Prices and totals are in units of the display. */
export interface FakePumpOptions {
  readonly address: number;
  /** Number of logical nozzles, from 1. */
  readonly nozzles: number;
  readonly decimals: DisplayDecimals;
  readonly flowLitresPerMinute: number;
  readonly timers: Timers;
  /** Prices per nozzle; absent: not programmed, as after a power cut. */
  readonly prices?: readonly number[];
  /** Volume totaliser of every nozzle at the start. */
  readonly totals?: number;
  /** Length of the totals that the pump sends: 16 bytes with two meters, or 13 with volume and amount. */
  readonly totalsForm?: "meters" | "volume-and-amount";
  readonly onEvent?: (event: PumpEvent) => void;
}

/** Something that happened at the pump. `event` is the new status, or what the customer or the controller did. */
export interface PumpEvent {
  readonly event: string;
  readonly address: number;
  readonly [detail: string]: string | number | boolean | null;
}
