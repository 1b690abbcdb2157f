import { err, ok, type Result, unwrap } from "../kernel/index.js";
import { allocateFen, type Fen, fen, multiplyDivide } from "../money/index.js";

/** Stored value of a member: what was paid in, and what was given on top. Kept apart, for only principal is owed back. */
export interface Purses {
  readonly principalFen: Fen;
  readonly bonusFen: Fen;
}

/** A recharge that a merchant offers: pay `principalFen`, get `bonusFen` on top (充500送50). */
export interface RechargePackage {
  readonly id: string;
  readonly principalFen: Fen;
  readonly bonusFen: Fen;
}

/** The declared order in which the purses are spent. */
export interface PurseSpending {
  readonly order: "principal-first" | "bonus-first" | "proportional";
  /** Most of a payment that bonus may cover: 3000 is 30 %. Absent: all of it. */
  readonly maxBonusShareBasisPoints?: number;
}

/** There is less stored value than is to be paid, within the share that bonus may cover. */
export interface PursesRefusal {
  readonly code: "membership.insufficient-balance";
  readonly availableFen: Fen;
  readonly missingFen: Fen;
}

const basisPoints = 10_000;

/**
 * What a recharge puts into the purses: the amount paid as principal, and the bonus of the largest package that it
 * reaches. An amount below every package has no bonus.
 */
export const rechargePurses = (
  packages: readonly RechargePackage[],
  amountFen: Fen,
): { readonly purses: Purses; readonly packageId?: string } => {
  const reached = packages.filter(({ principalFen }) => principalFen <= amountFen);
  const [best] = reached.sort((a, b) => b.principalFen - a.principalFen || b.bonusFen - a.bonusFen);
  if (!best) return { purses: { principalFen: amountFen, bonusFen: fen(0) } };
  return { purses: { principalFen: amountFen, bonusFen: best.bonusFen }, packageId: best.id };
};

/** How much of a payment each purse covers, in the declared order; refused when both together do not reach. */
export const spendPurses = (
  { principalFen, bonusFen }: Purses,
  amountFen: Fen,
  { order, maxBonusShareBasisPoints = basisPoints }: PurseSpending,
): Result<Purses, PursesRefusal> => {
  const bonusCap = Math.min(bonusFen, multiplyDivide(amountFen, maxBonusShareBasisPoints, basisPoints, "floor"));
  const available = principalFen + bonusCap;
  if (amountFen > available) {
    const missingFen = fen(amountFen - available);
    return err({ code: "membership.insufficient-balance", availableFen: fen(available), missingFen });
  }
  const bonus = {
    "principal-first": () => Math.max(0, amountFen - principalFen),
    "bonus-first": () => Math.min(bonusCap, amountFen),
    proportional: () => {
      const shares = allocateFen(amountFen, [principalFen, bonusFen], { caps: [principalFen, bonusCap] });
      return unwrap(shares)[1] ?? 0;
    },
  }[order]();
  return ok({ principalFen: fen(amountFen - bonus), bonusFen: fen(bonus) });
};
