import type { Journal } from "../driver.js";

/** A fill that began or may begin. Written before AUTHORIZE leaves; volumes, amounts and prices in display units. */
export interface FillMemory {
  readonly saleId: string;
  readonly correlationId: string;
  readonly authorisationId: string | null;
  readonly orderNo: string | null;
  readonly nozzle: number;
  /** Decimal text, as the pump confirmed it. */
  readonly unitPrice: string;
  readonly preset: { readonly kind: "volume" | "amount"; readonly units: number } | null;
  /** Epoch milliseconds: when authorised, then when fuel could flow. */
  readonly startedAt: number;
  readonly hasStarted: boolean;
  readonly totalStart: number | null;
  /** Taken back by a cancel, an emergency stop or a failed authorisation: to be stopped wherever it is met. */
  readonly isWithdrawn: boolean;
}

/** What still stands on the display though it is dealt with: the pump was not released yet. */
export interface RecordedFill {
  readonly saleId: string;
  readonly nozzle: number;
  readonly volume: number;
  readonly amount: number;
  readonly total: number | null;
}

/** What the driver remembers of one side over a restart. */
export interface SideMemory {
  readonly fill: FillMemory | null;
  readonly recorded: RecordedFill | null;
  /** Last known totaliser by nozzle, display units. */
  readonly totals: Readonly<Record<string, number>>;
  /** Last prices that the pump confirmed, by nozzle, decimal text. */
  readonly prices: Readonly<Record<string, string>>;
}

const empty: SideMemory = { fill: null, recorded: null, totals: {}, prices: {} };

/** Where a side's memory stands in the journal. */
export const memoryKey = (pumpId: string): string => `pump/${pumpId}`;

/** Reads a side's memory. */
export const loadMemory = async (journal: Journal, pumpId: string): Promise<SideMemory> => ({
  ...empty,
  ...(await journal.get<Partial<SideMemory>>(memoryKey(pumpId))),
});
