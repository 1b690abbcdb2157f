import type { Rational } from "../kernel/index.js";
import type { Fen } from "../money/index.js";

/** What a driver asks for and what a pile gives. Queue numbers of fast charging begin with F, of slow charging with T. */
export type ChargingMode = "fast" | "slow";

/** Both modes, in the order in which they are listed. */
export const chargingModes: readonly ChargingMode[] = ["fast", "slow"];

/** A quantity as JSON carries it: an integer, or text as `parseRational` reads it (`"833.3"`, `"2500/3"`). */
export type Amount = number | string;

/** A pile of a station; its place in the list decides ties ("the lowest pile"). */
export interface PileConfig {
  readonly id: string;
  readonly mode: ChargingMode;
  /** Watts, above zero. */
  readonly powerW: Amount;
}

/** Where practice differs. `defaultStationPolicy` holds the default of each. */
export interface StationPolicy {
  /** Whether a pile without a free spot may be chosen, and waited for. */
  readonly candidates: "free-spot" | "all-piles";
  /** What becomes of a car whose pile fails while it charges. */
  readonly interrupted: "requeue" | "leave";
  /** Whether the cars of a failed pile go first, or share a queue by number with the mode's other waiting cars. */
  readonly fault: "priority" | "time-order";
  readonly dispatch: "single" | "joint-in-order" | "joint-any-order" | "full-station";
  /** Whether the size of the waiting area is enforced or only shown. */
  readonly capacity: "enforced" | "nominal";
}

/** The policy of a station that states none. */
export const defaultStationPolicy: StationPolicy = {
  candidates: "free-spot",
  interrupted: "requeue",
  fault: "priority",
  dispatch: "single",
  capacity: "enforced",
};

/** One stretch of time with one price; `toMs` is exclusive, rates are fen per kWh. */
export interface PriceSegment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly energyFenPerKwh: Rational;
  readonly serviceFenPerKwh: Rational;
  /** The tariff's own name of the period, where it has one. */
  readonly band?: string;
}

/** The prices in force over a span, in order and without gaps, for a charge that began at `startedMs`. */
export type PriceSource = (fromMs: number, toMs: number, startedMs: number) => readonly PriceSegment[];

/** What may change while the station runs. */
export interface StationSettings {
  readonly piles: readonly PileConfig[];
  /** Cars at one pile, the charging one included: M. */
  readonly pileQueueLength: number;
  /** Cars in the waiting area: N; null is unlimited. */
  readonly waitingCapacity: number | null;
  readonly policy: StationPolicy;
}

/** A charging station: its settings, its prices and where its facts come from. */
export interface StationConfig extends StationSettings {
  readonly prices: PriceSource;
  /** `predicted`: the engine computes when a car is charged. `reported`: meters say so, predictions only guide dispatch. */
  readonly completion: "predicted" | "reported";
  /** What frees the spot at the pile: the end of the charge (where absent), or the car unplugged; that only when reported. */
  readonly spotFreedBy?: "charged" | "departed";
  /** What a car owes for standing at the connector from the end of its charge to its departure. */
  readonly occupancyFee?: (chargedMs: number, departedMs: number) => Fen;
}
