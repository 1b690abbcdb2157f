import { err, ok, type Result } from "../kernel/index.js";
import { type Fen, fen } from "../money/index.js";
import type { Basket, BasketLine } from "./basket.js";
import { findBestCombination } from "./best-combination.js";
import type { Candidate, QuoteContext } from "./candidate.js";
import {
  applyInOrder,
  areCombinable,
  basketAmounts,
  type Choice,
  type Combination,
  type Contender,
  compareContenders,
  measureContender,
  subtractShares,
} from "./combination.js";
import { checkEligibility } from "./eligibility.js";
import { nextStep } from "./reduce.js";
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
  | { readonly contender: Contender; readonly reason?: never }
  | { readonly contender?: never; readonly reason: CouponRefusal }
);

const judge = (candidate: Candidate, basket: Basket, context: QuoteContext): Judged => {
  const eligible = checkEligibility(candidate, basket, context);
  return eligible.ok
    ? { candidate, contender: { candidate, lines: eligible.value } }
    : { candidate, reason: eligible.error };
};

const quoteLine = ({ id, amountFen }: BasketLine, index: number, chosen: readonly Choice[]): QuoteLine => {
  const discounts: { candidateId: string; amountFen: Fen }[] = [];
  let discountFen = 0;
  for (const { contender, reduction } of chosen) {
    const share = reduction.shares[index];
    if (!share) continue;
    discounts.push({ candidateId: contender.candidate.id, amountFen: share });
    discountFen += share;
  }
  return { id, amountFen, discounts, discountFen: fen(discountFen), payableFen: fen(amountFen - discountFen) };
};

/** Why a contender is not among the chosen, judged on what those leave that it could go with. */
const leftOutReason = (contender: Contender, basket: Basket, chosen: readonly Choice[]): CouponRefusal => {
  let rival: Contender | undefined;
  let remaining = basketAmounts(basket);
  for (const { contender: other, reduction } of chosen) {
    if (!areCombinable(other, contender)) rival ??= other;
    else if (compareContenders(other, contender) < 0) remaining = subtractShares(remaining, reduction);
  }
  const alone = measureContender(contender, basket, remaining);
  if (!alone.ok) return alone.error;
  return rival
    ? { code: "coupon.not-combinable", withCandidateId: rival.candidate.id }
    : { code: "coupon.not-in-best-combination" };
};

const verdictOf = ({ candidate, contender, reason }: Judged, basket: Basket, chosen: readonly Choice[]): Verdict => {
  const candidateId = candidate.id;
  if (reason) return { candidateId, applied: false, reason };
  const choice = chosen.find((item) => item.contender === contender);
  if (!choice) return { candidateId, applied: false, reason: leftOutReason(contender, basket, chosen) };
  const { discountFen, pointsSpent, baseFen } = choice.reduction;
  const { benefit } = candidate.coupon;
  const next = benefit.kind === "thresholds" ? nextStep(benefit.steps, baseFen) : undefined;
  return next
    ? { candidateId, applied: true, discountFen, pointsSpent, next }
    : { candidateId, applied: true, discountFen, pointsSpent };
};

const assemble = (
  basket: Basket,
  judged: readonly Judged[],
  combination: Combination,
  search: Quote["search"],
): Quote => {
  const { chosen, pointsSpent } = combination;
  const lines = basket.map((line, index) => quoteLine(line, index, chosen));
  const amount = basket.reduce((sum, { amountFen }) => sum + amountFen, 0);
  const verdicts = judged.map((item) => verdictOf(item, basket, chosen));
  const discountFen = fen(combination.discountFen);
  return {
    lines,
    verdicts,
    search,
    amountFen: fen(amount),
    discountFen,
    payableFen: fen(amount - discountFen),
    pointsSpent,
  };
};

/**
 * Applies the best combination of the candidates: what it takes off, how it spreads over the lines, and for each
 * candidate why it is in or what is missing.
 */
export const quoteBest = (basket: Basket, candidates: readonly Candidate[], context: QuoteContext): Quote => {
  const judged: Judged[] = [];
  const contenders: Contender[] = [];
  for (const candidate of candidates) {
    const item = judge(candidate, basket, context);
    judged.push(item);
    if (item.contender) contenders.push(item.contender);
  }
  const { kind, combination } = findBestCombination(basket, contenders.sort(compareContenders));
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
    if (item.reason) return err({ ...item.reason, candidateId: item.candidate.id });
    const { contender } = item;
    const rival = contenders.find((other) => !areCombinable(other, contender));
    if (rival) {
      const withCandidateId = rival.candidate.id;
      return err({ code: "coupon.not-combinable", withCandidateId, candidateId: item.candidate.id });
    }
    contenders.push(contender);
  }
  const combination = applyInOrder(basket, contenders.sort(compareContenders));
  const quote = assemble(basket, judged, combination, "given");
  for (const verdict of quote.verdicts) {
    if (!verdict.applied) return err({ ...verdict.reason, candidateId: verdict.candidateId });
  }
  return ok(quote);
};
