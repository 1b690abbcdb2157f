import type { EpochMs } from "../kernel/index.js";
import { type Fen, fen, multiplyDivide, negateFen } from "../money/index.js";
import { type Priced, pricedBy } from "./priced.js";

/** What standing on after the end costs: nothing within the grace time, then a fee for every begun step, up to a cap. */
export interface OccupancyTerms {
  readonly graceMs: number;
  /** Length of a step: 60,000 for a fee by the minute. */
  readonly stepMs: number;
  readonly feePerStep: Fen;
  readonly cap?: Fen;
}

/** A line of an occupancy fee: the steps charged, and what the cap takes off. */
export type OccupancyLine =
  | {
      readonly code: "pricing.occupancy";
      readonly fromMs: EpochMs;
      readonly toMs: EpochMs;
      readonly steps: number;
      readonly feePerStep: Fen;
      readonly amount: Fen;
    }
  | { readonly code: "pricing.occupancy-cap"; readonly cap: Fen; readonly amount: Fen };

/** The fee for occupying a place from the end of charging to departure; no lines within the grace time. */
export const occupancyFee = (
  { graceMs, stepMs, feePerStep, cap }: OccupancyTerms,
  chargedAtMs: EpochMs,
  departedAtMs: EpochMs,
): Priced<OccupancyLine> => {
  const fromMs = chargedAtMs + graceMs;
  if (departedAtMs <= fromMs) return pricedBy([]);
  const steps = multiplyDivide(departedAtMs - fromMs, 1, stepMs, "ceiling");
  const amount = fen(steps * feePerStep);
  const line: OccupancyLine = { code: "pricing.occupancy", fromMs, toMs: departedAtMs, steps, feePerStep, amount };
  if (cap === undefined || amount <= cap) return pricedBy([line]);
  return pricedBy([line, { code: "pricing.occupancy-cap", cap, amount: negateFen(fen(amount - cap)) }]);
};
