import { err, ok, type Result } from "../kernel/index.js";
import { type Fen, fen, sumFen } from "../money/index.js";
import type { Basket } from "./basket.js";
import { findBestCombination } from "./best-combination.js";
import type { Candidate, QuoteContext } from "./candidate.js";
import { applyInOrder, areCombinable, type Combination, type Contender, compareContenders } from "./combination.js";
import { checkEligibility } from "./eligibility.js";
import { nextStep, reduce } from "./reduce.js";
import type { CouponRefusal } from "./refusal.js";

/** What became of one candidate. */
export type Verdict =
  | {
      readonly candidateId: string;
      readonly applied: true;
      readonly discountFen: Fen;
      readonly pointsSpent: number;
      /** Of a 满减 with more steps: what to buy for the next one. */
      readonly next?: { readonly missingFen: Fen; readonly offFen: Fen };
    }
  | { readonly candidateId: string; readonly applied: false; readonly reason: CouponRefusal };

/** What is to be paid for one line, and what each coupon took off it. */
export interface QuoteLine {
  readonly id: string;
  readonly amountFen: Fen;
  readonly discounts: readonly { readonly candidateId: string; readonly amountFen: Fen }[];
  readonly discountFen: Fen;
  readonly payableFen: Fen;
}

/** A basket with its coupons applied. Every line's payable is its amount without its discounts, never below zero. */
export interface Quote {
  readonly lines: readonly QuoteLine[];
  /** One per candidate, in the order in which they were given. */
  readonly verdicts: readonly Verdict[];
  /** `exact`: no combination costs less; `greedy`: there were too many to try all; `given`: the caller chose. */
  readonly search: "exact" | "greedy" | "given";
  readonly amountFen: Fen;
  readonly discountFen: Fen;
  readonly payableFen: Fen;
  readonly pointsSpent: number;
}

/** A chosen coupon that does not work. */
export type ChoiceRefusal = CouponRefusal & { readonly candidateId: string };

type Judged = { readonly candidate: Candidate } & (
  | { readonly contender: Contender }
  | { readonly reason: CouponRefusal }
);

const judge = (candidate: Candidate, basket: Basket, context: QuoteContext): Judged => {
  const eligible = checkEligibility(candidate, basket, context);
  if (!eligible.ok) return { candidate, reason: eligible.error };
  return { candidate, contender: { candidate, applicable: eligible.value } };
};

const quoteLines = (basket: Basket, { chosen }: Combination): readonly QuoteLine[] =>
  basket.map(({ id, amountFen }, index) => {
    const discounts: { candidateId: string; amountFen: Fen }[] = [];
    let discountFen = 0;
    for (const { contender, reduction } of chosen) {
      const share = reduction.shares[index];
      if (!share) continue;
      discounts.push({ candidateId: contender.candidate.id, amountFen: share });
      discountFen += share;
    }
    return { id, amountFen, discounts, discountFen: fen(discountFen), payableFen: fen(amountFen - discountFen) };
  });

/** Why a contender is not among the chosen, judged at its turn beside those it could go with. */
const leftOutReason = (contender: Contender, basket: Basket, { chosen }: Combination): CouponRefusal => {
  const others = chosen.map((item) => item.contender);
  const rival = others.find((other) => !areCombinable(other, contender));
  const earlier = others.filter((other) => areCombinable(other, contender) && compareContenders(other, contender) < 0);
  const { remaining } = applyInOrder(basket, earlier);
  const alone = reduce(contender.candidate.coupon, basket, contender.applicable, remaining);
  if (!alone.ok) return alone.error;
  return rival
    ? { code: "coupon.not-combinable", withCandidateId: rival.candidate.id }
    : { code: "coupon.not-in-best-combination" };
};

const verdictOf = (judged: Judged, basket: Basket, combination: Combination): Verdict => {
  const candidateId = judged.candidate.id;
  if ("reason" in judged) return { candidateId, applied: false, reason: judged.reason };
  const { contender } = judged;
  const found = combination.chosen.find((item) => item.contender === contender);
  if (!found) return { candidateId, applied: false, reason: leftOutReason(contender, basket, combination) };
  const { discountFen, pointsSpent } = found.reduction;
  const next = nextOf(contender, basket, combination);
  return { candidateId, applied: true, discountFen, pointsSpent, ...(next && { next }) };
};

const nextOf = (contender: Contender, basket: Basket, { chosen }: Combination) => {
  const { benefit } = contender.candidate.coupon;
  if (benefit.kind !== "thresholds") return undefined;
  const before = chosen.slice(
    0,
    chosen.findIndex((item) => item.contender === contender),
  );
  let base = 0;
  basket.forEach(({ amountFen }, index) => {
    if (!contender.applicable[index]) return;
    base += before.reduce((left, { reduction }) => left - (reduction.shares[index] ?? 0), amountFen as number);
  });
  return nextStep(benefit.steps, base);
};

const assemble = (
  basket: Basket,
  judged: readonly Judged[],
  combination: Combination,
  search: Quote["search"],
): Quote => {
  const amountFen = sumFen(basket.map((line) => line.amountFen));
  const discountFen = fen(combination.discountFen);
  return {
    lines: quoteLines(basket, combination),
    verdicts: judged.map((item) => verdictOf(item, basket, combination)),
    search,
    amountFen,
    discountFen,
    payableFen: fen(amountFen - discountFen),
    pointsSpent: combination.pointsSpent,
  };
};

/**
 * Applies the best combination of the candidates: what it takes off, how it spreads over the lines, and for each
 * candidate why it is in or what is missing.
 */
export const quoteBest = (basket: Basket, candidates: readonly Candidate[], context: QuoteContext): Quote => {
  const judged = candidates.map((candidate) => judge(candidate, basket, context));
  const contenders = judged.flatMap((item) => ("contender" in item ? [item.contender] : []));
  const { kind, combination } = findBestCombination(basket, contenders);
  return assemble(basket, judged, combination, kind);
};

/** Applies exactly the coupons that were chosen, in the order of their stages; refuses when one of them does not work. */
export const quoteChosen = (
  basket: Basket,
  chosen: readonly Candidate[],
  context: QuoteContext,
): Result<Quote, ChoiceRefusal> => {
  const judged = chosen.map((candidate) => judge(candidate, basket, context));
  const contenders: Contender[] = [];
  for (const item of judged) {
    if ("reason" in item) return err({ ...item.reason, candidateId: item.candidate.id });
    const rival = contenders.find((other) => !areCombinable(other, item.contender));
    if (rival) {
      const withCandidateId = rival.candidate.id;
      return err({ code: "coupon.not-combinable", withCandidateId, candidateId: item.candidate.id });
    }
    contenders.push(item.contender);
  }
  const { combination } = applyInOrder(basket, contenders.toSorted(compareContenders));
  const quote = assemble(basket, judged, combination, "given");
  for (const verdict of quote.verdicts) {
    if (!verdict.applied) return err({ ...verdict.reason, candidateId: verdict.candidateId });
  }
  return ok(quote);
};
