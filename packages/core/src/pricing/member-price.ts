import { type Fen, multiplyDivide, type Rounding, subtractFen } from "../money/index.js";
import { priceOf, type Quantity, type Rate, rate } from "../quantity/index.js";
import { type Priced, pricedBy } from "./priced.js";

/** What a member of a level pays per unit instead of the list rate: a rate, a rate less, or a share of it in basis points (9500: 95 %). */
export type MemberOffer = { readonly level: string } & (
  | { readonly kind: "rate"; readonly rate: Rate }
  | { readonly kind: "off"; readonly off: Rate }
  | { readonly kind: "share"; readonly basisPoints: number }
);

/** A line of a measured price: the quantity at the list rate, and what the member's rate takes off. */
export type MeasuredLine =
  | { readonly code: "pricing.measured"; readonly quantity: Quantity; readonly rate: Rate; readonly amount: Fen }
  | { readonly code: "pricing.member"; readonly level: string; readonly rate: Rate; readonly amount: Fen };

/** A rate, and the offer that made it where one did. */
export interface MemberRate {
  readonly rate: Rate;
  readonly offer?: MemberOffer;
}

const offeredRate = (listRate: Rate, offer: MemberOffer): Rate => {
  if (offer.kind === "rate") return offer.rate;
  if (offer.kind === "off") return rate(Math.max(listRate - offer.off, 0));
  return rate(multiplyDivide(listRate, offer.basisPoints, 10_000, "half-up"));
};

/** The lowest rate that a member of a level gets: an offer above the list rate never counts. Shares round half up to 0.00001 yuan. */
export const memberRate = (listRate: Rate, offers: readonly MemberOffer[], level: string | undefined): MemberRate =>
  offers
    .filter((offer) => offer.level === level)
    .map((offer): MemberRate => ({ rate: offeredRate(listRate, offer), offer }))
    .reduce((lowest, next) => (next.rate < lowest.rate ? next : lowest), { rate: listRate });

/**
 * The price of a measured quantity at the list rate or, for a member, at the member's rate. Each of the two prices is rounded as named;
 * the member's line is their difference, so the price is exactly the member's rate × the quantity, rounded once.
 */
export const measuredPrice = (
  listRate: Rate,
  quantity: Quantity,
  rounding: Rounding,
  member: MemberRate = { rate: listRate },
): Priced<MeasuredLine> => {
  const amount = priceOf(listRate, quantity, rounding);
  const list: MeasuredLine = { code: "pricing.measured", quantity, rate: listRate, amount };
  if (!member.offer) return pricedBy([list]);
  const off = subtractFen(priceOf(member.rate, quantity, rounding), amount);
  return pricedBy([list, { code: "pricing.member", level: member.offer.level, rate: member.rate, amount: off }]);
};
