import type { PumpState } from "@waystation/core/devices";
import type { DriverHost, NewEvent } from "../driver.js";
import type { DisplayUnits } from "./display-units.js";
import type { FillEvidence } from "./fill-evidence.js";
import type { WayneDartPump } from "./line-config.js";
import type { PumpLink } from "./pump-link.js";
import { type PumpReading, stateOf } from "./pump-reading.js";
import { type FillMemory, memoryKey, type SideMemory } from "./side-memory.js";

/** One side of a dispenser: what is known of it, shared by the steps that act on it. */
export interface Side {
  readonly pump: WayneDartPump;
  readonly units: DisplayUnits;
  readonly host: DriverHost;
  readonly link: PumpLink;
  readonly evidence: FillEvidence;
  readonly hangUpTimeoutMs: number;
  reading: PumpReading;
  memory: SideMemory;
  isOnline: boolean;
  /** Status was read after the last (re)connect; a fill that was found is adopted. */
  isAcquainted: boolean;
  /** Nozzles are allowed, totals and prices are read: the side may be authorised. */
  isSettled: boolean;
  /** An authorisation that is being prepared, before it is in the memory. */
  preparing: FillMemory | null;
  /** Prices that the API wants, in display units by nozzle. */
  wanted: ReadonlyMap<number, number>;
}

/** Remembers durably. */
export const remember = async (side: Side, changes: Partial<SideMemory>): Promise<void> => {
  side.memory = { ...side.memory, ...changes };
  await side.host.journal.set(memoryKey(side.pump.id), side.memory);
};

/** Stores an event and what is remembered of it in one transaction: a kill leaves both or neither. */
export const recordAndRemember = async (side: Side, event: NewEvent, changes: Partial<SideMemory>): Promise<void> => {
  const memory = { ...side.memory, ...changes };
  await side.host.record(event, { [memoryKey(side.pump.id)]: memory });
  side.memory = memory;
};

/** The fill that frames and state belong to. */
export const currentFill = ({ memory, preparing }: Side): FillMemory | null => memory.fill ?? preparing;

/** The confirmed prices as decimal text by nozzle. */
export const priceTexts = ({ pump, reading, units }: Side): Readonly<Record<string, string>> =>
  Object.fromEntries(
    pump.nozzles.flatMap((nozzle) => {
      const price = reading.prices.get(nozzle);
      return price === undefined ? [] : [[nozzle, units.priceText(price)]];
    }),
  );

/** Idle and calling promise that an authorisation can be taken: before the side is settled it is neither. */
const shownState = (side: Side): PumpState["state"] => {
  const state = stateOf(side.reading);
  const isPromise = state === "idle" || state === "calling";
  return side.isOnline && (side.isSettled || !isPromise) ? state : "unknown";
};

/** The state as the device contract says it. */
export const pumpStateOf = (side: Side): PumpState => {
  const { reading, pump, units, host } = side;
  const fill = currentFill(side);
  return {
    kind: "pump",
    v: 1,
    pumpId: pump.id,
    at: host.clock.now(),
    link: side.isOnline ? "online" : "offline",
    state: shownState(side),
    nozzle: reading.isNozzleOut && reading.nozzle ? reading.nozzle : null,
    volumeMl: units.volumeMl(reading.volume),
    amountFen: units.amountFen(reading.amount),
    unitPrices: Object.entries(priceTexts(side)).map(([nozzle, unitPrice]) => ({ nozzle: Number(nozzle), unitPrice })),
    authorisationId: fill?.authorisationId ?? null,
    correlationId: fill?.correlationId ?? null,
    alarm: reading.alarm,
  };
};
