import { type Fen, fen, multiplyDivide } from "../money/index.js";
import { litresFromMl, priceOf, type Quantity, type Rate } from "../quantity/index.js";

/** Litres of one grade bought at the price of a day and used later (升数锁价): what is left of them, and what that cost. */
export interface LitreLot {
  readonly id: string;
  readonly gradeId: string;
  readonly lockedRate: Rate;
  readonly volume: Quantity<"L">;
  readonly left: Quantity<"L">;
  /** What is left of the money paid: owed back if the rest is never used. */
  readonly leftFen: Fen;
}

/** Litres that a fill takes out of one lot, with the money that was paid for them. */
export interface LitreDraw {
  readonly lotId: string;
  readonly volume: Quantity<"L">;
  readonly amountFen: Fen;
}

/** A new lot at the price of the day; the money is rounded half up. */
export const buyLitres = (
  lot: Pick<LitreLot, "id" | "gradeId" | "lockedRate" | "volume">,
): { readonly lot: LitreLot; readonly amountFen: Fen } => {
  const amountFen = priceOf(lot.lockedRate, lot.volume, "half-up");
  return { lot: { ...lot, left: lot.volume, leftFen: amountFen }, amountFen };
};

/**
 * Covers a fill from the lots of its grade, in the order given (oldest first, as a rule). What the lots do not hold is
 * `rest`, to be paid at the price of today. The last draw from a lot takes what is left of its money, so that the draws
 * of a lot sum to what was paid for it.
 */
export const drawLitres = (
  lots: readonly LitreLot[],
  gradeId: string,
  volume: Quantity<"L">,
): { readonly lots: readonly LitreLot[]; readonly draws: readonly LitreDraw[]; readonly rest: Quantity<"L"> } => {
  let wantedMl = volume.steps;
  const draws: LitreDraw[] = [];
  const after = lots.map((lot) => {
    const takenMl = lot.gradeId === gradeId ? Math.min(wantedMl, lot.left.steps) : 0;
    if (takenMl === 0) return lot;
    wantedMl -= takenMl;
    const amountFen = fen(multiplyDivide(lot.leftFen, takenMl, lot.left.steps, "half-up"));
    draws.push({ lotId: lot.id, volume: litresFromMl(takenMl), amountFen });
    return { ...lot, left: litresFromMl(lot.left.steps - takenMl), leftFen: fen(lot.leftFen - amountFen) };
  });
  return { lots: after, draws, rest: litresFromMl(wantedMl) };
};

/** Puts draws back into the lots they came from: a fill that was cancelled or refunded. */
export const returnLitres = (lots: readonly LitreLot[], draws: readonly LitreDraw[]): readonly LitreLot[] =>
  lots.map((lot) => {
    let { left, leftFen } = lot;
    for (const { lotId, volume, amountFen } of draws) {
      if (lotId !== lot.id) continue;
      left = litresFromMl(left.steps + volume.steps);
      leftFen = fen(leftFen + amountFen);
    }
    return { ...lot, left, leftFen };
  });
