import { type Fen, fen, subtractFen } from "../money/index.js";
import { type Priced, pricedBy } from "./priced.js";

/** What packing costs beside the fee of every piece: once per order, and at most so much in all. */
export interface PackingTerms {
  readonly perOrder?: Fen;
  readonly cap?: Fen;
}

/** Pieces of one kind to pack. */
export interface PackedItem {
  readonly item: string;
  readonly count: number;
  readonly feePerPiece: Fen;
}

/** A line of a packing fee. */
export type PackingLine =
  | {
      readonly code: "pricing.packing-item";
      readonly item: string;
      readonly count: number;
      readonly feePerPiece: Fen;
      readonly amount: Fen;
    }
  | { readonly code: "pricing.packing-order"; readonly amount: Fen }
  | { readonly code: "pricing.packing-cap"; readonly cap: Fen; readonly amount: Fen };

/** The packing fee of an order; nothing to pack costs nothing. Items without a fee have no line. */
export const packingFee = ({ perOrder, cap }: PackingTerms, items: readonly PackedItem[]): Priced<PackingLine> => {
  if (items.every(({ count }) => count === 0)) return pricedBy([]);
  const lines: PackingLine[] = items
    .filter(({ count, feePerPiece }) => count > 0 && feePerPiece !== 0)
    .map(({ item, count, feePerPiece }) => ({
      code: "pricing.packing-item",
      item,
      count,
      feePerPiece,
      amount: fen(count * feePerPiece),
    }));
  if (perOrder) lines.push({ code: "pricing.packing-order", amount: perOrder });
  const { amount } = pricedBy(lines);
  if (cap !== undefined && amount > cap)
    lines.push({ code: "pricing.packing-cap", cap, amount: subtractFen(cap, amount) });
  return pricedBy(lines);
};
