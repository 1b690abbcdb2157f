import type { Amount, ChargingMode, StationSettings } from "./station-config.js";

/** A meter's count for the present charge of a car: Wh since plugging in, never falling. */
interface CarReading {
  readonly car: string;
  readonly energyWh: Amount;
  /** When the meter was read, where the report came later than that. Milliseconds since the epoch. */
  readonly readAtMs?: number | undefined;
}

/** A driver asks to charge. A known battery bounds the request. */
export interface ApplyEvent {
  readonly type: "apply";
  readonly car: string;
  readonly mode: ChargingMode;
  readonly energyWh: Amount;
  readonly batteryWh?: Amount | undefined;
}

/** A waiting driver changes mode, amount or both; what is absent stays. */
export interface ModifyEvent {
  readonly type: "modify";
  readonly car: string;
  readonly mode?: ChargingMode | undefined;
  readonly energyWh?: Amount | undefined;
}

/** What a driver does, without a value of its own: gives up, drives away, or never came to the pile. */
export interface CarEvent {
  readonly type: "cancel" | "departed" | "no-show";
  readonly car: string;
}

/** The car at the connector began to charge. */
export interface PluggedInEvent {
  readonly type: "plugged-in";
  readonly car: string;
  /** When energy began to flow, where the report came later than that. Milliseconds since the epoch. */
  readonly startedAtMs?: number | undefined;
}

/** What a meter reports: the count so far, or the final count of a charge that ended. */
export interface MeterEvent extends CarReading {
  readonly type: "meter" | "charged";
}

/** What befalls a pile, or what the operator does to it. A stopped pile ends its charge and takes no other car. */
export interface PileEvent {
  readonly type: "fault" | "recover" | "stop-pile" | "start-pile";
  readonly pile: string;
}

/** New settings, in force from now; piles that are not listed stay, new ones come last. */
export interface ConfigureEvent {
  readonly type: "configure";
  readonly settings: Partial<StationSettings>;
}

/** Everything that can happen at a station: plain JSON, so that a stored log rebuilds the station exactly. */
export type StationEvent =
  | ApplyEvent
  | ModifyEvent
  | CarEvent
  | PluggedInEvent
  | MeterEvent
  | PileEvent
  | ConfigureEvent;
