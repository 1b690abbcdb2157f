import type { Rational } from "../kernel/index.js";
import type { ChargingBill, ChargingDetail } from "./bill.js";

/** What a station did, without its instant. */
export type StationDeed =
  /** The car got a queue number: on applying, or a new one with its new mode. */
  | { readonly type: "numbered"; readonly car: string; readonly number: string }
  /** The car was called from the waiting area and joined the queue of a pile. */
  | { readonly type: "called"; readonly car: string; readonly number: string; readonly pile: string }
  /** The car lost its place at a pile and waits in the fault queue of its mode. */
  | { readonly type: "fault-queued"; readonly car: string; readonly pile: string }
  /** The car joined the queue of a pile from the fault queue. */
  | { readonly type: "moved"; readonly car: string; readonly pile: string }
  /** The car is first at its pile and may plug in (reported completion only). */
  | { readonly type: "at-connector"; readonly car: string; readonly pile: string }
  | { readonly type: "charge-started"; readonly car: string; readonly pile: string }
  /** Energy ceased to flow; no record is made where none flowed. */
  | {
      readonly type: "charge-ended";
      readonly car: string;
      readonly pile: string;
      readonly detail: ChargingDetail | null;
    }
  /** The car left the station; without a bill where it never charged. */
  | { readonly type: "left"; readonly car: string; readonly bill: ChargingBill | null };

/** What a station did in answer to an event or to time going on; `at` is exact milliseconds since the epoch. */
export type StationEffect = StationDeed & { readonly at: Rational };
