import { addRational, compareRational, multiplyRational, type Rational, rational } from "../kernel/index.js";

/** A pile as joint dispatch sees it: what is queued takes `waitMs`, then up to `spots` new cars charge in turn. */
export interface JointPile {
  readonly waitMs: Rational;
  readonly msPerWh: Rational;
  readonly spots: number;
}

/** The `fromLast`-th car from the end of a pile's new cars delays `fromLast` cars, itself included, by its own time. */
interface Slot {
  readonly pile: number;
  readonly fromLast: number;
  readonly weight: Rational;
  readonly waitMs: Rational;
}

const keyOf = ({ n, d }: Rational): string => `${n}/${d}`;

const slotsOf = (piles: readonly JointPile[], cars: number): Slot[] =>
  piles
    .flatMap(({ waitMs, msPerWh, spots }, pile) =>
      Array.from({ length: Math.min(spots, cars) }, (_, i) => ({
        pile,
        fromLast: i + 1,
        weight: multiplyRational(rational(i + 1), msPerWh),
        waitMs,
      })),
    )
    .sort((a, b) => compareRational(a.weight, b.weight) || a.pile - b.pile);

/** Among piles of one power only as many as there are cars can matter: those with the least wait. */
const worthwhile = (piles: readonly JointPile[], cars: number): Set<number> => {
  const byPower = new Map<string, number[]>();
  for (const [index, { msPerWh, spots }] of piles.entries()) {
    if (spots === 0) continue;
    const power = keyOf(msPerWh);
    byPower.set(power, [...(byPower.get(power) ?? []), index]);
  }
  const wait = (index: number) => piles[index]?.waitMs ?? rational(0);
  const best = [...byPower.values()].flatMap((group) =>
    group.sort((a, b) => compareRational(wait(a), wait(b)) || a - b).slice(0, cars),
  );
  return new Set(best);
};

/** Slots in use, as bits of which the lowest pile has the highest, and what they cost. */
interface Choice {
  readonly cost: Rational;
  readonly bits: bigint;
}

const better = (a: Choice | null, b: Choice | null): Choice | null => {
  if (a === null || b === null) return a ?? b;
  const order = compareRational(a.cost, b.cost);
  return order < 0 || (order === 0 && a.bits > b.bits) ? a : b;
};

/**
 * Which slots to use when there are more than cars; of equal costs those of the lowest piles. For any chosen slots the
 * best pairing gives the largest amount the smallest weight, so amounts descending and weights ascending are matched
 * without crossings: row[s] is the best choice for the amounts from the present one on in the slots from s on.
 */
const chooseSlots = (slots: readonly Slot[], descending: readonly Rational[]): Slot[] => {
  const byPile = [...slots].sort((a, b) => b.pile - a.pile || b.fromLast - a.fromLast);
  const bitOf = new Map(byPile.map((slot, index) => [slot, 1n << BigInt(index)]));
  let row: (Choice | null)[] = new Array(slots.length + 1).fill({ cost: rational(0), bits: 0n });
  for (const amount of [...descending].reverse()) {
    const next: (Choice | null)[] = new Array(slots.length + 1).fill(null);
    for (let s = slots.length - 1; s >= 0; s--) {
      const [slot, rest] = [slots[s] as Slot, row[s + 1] ?? null];
      const own = addRational(slot.waitMs, multiplyRational(slot.weight, amount));
      const taken = rest && { cost: addRational(own, rest.cost), bits: rest.bits | (bitOf.get(slot) ?? 0n) };
      next[s] = better(taken, next[s + 1] ?? null);
    }
    row = next;
  }
  const bits = row[0]?.bits ?? 0n;
  return slots.filter((slot) => (bits & (bitOf.get(slot) ?? 0n)) !== 0n);
};

/**
 * Pairs amounts with as many slots. Equal amounts share the slots of their ranks and slots of equal weight are
 * interchangeable: all pairings that keep the number of slots of each weight for each amount cost the same, so every
 * number in turn may take the lowest pile that is left for its amount, and there the earliest place.
 */
const pair = (slots: readonly Slot[], amounts: readonly Rational[], ranked: readonly number[]): Slot[] => {
  const quotas = new Map<string, Map<string, number>>();
  const open = new Map<string, Slot[]>();
  for (const [rank, car] of ranked.entries()) {
    const [slot, amount] = [slots[rank] as Slot, keyOf(amounts[car] as Rational)];
    const weight = keyOf(slot.weight);
    const quota = quotas.get(amount) ?? new Map<string, number>();
    quotas.set(amount, quota.set(weight, (quota.get(weight) ?? 0) + 1));
    const sameWeight = open.get(weight) ?? [];
    sameWeight.push(slot);
    open.set(weight, sameWeight);
  }
  return amounts.map((amount) => {
    const quota = quotas.get(keyOf(amount)) ?? new Map<string, number>();
    const firsts = [...quota].filter(([, left]) => left > 0).map(([weight]) => open.get(weight)?.[0] as Slot);
    const slot = firsts.reduce((a, b) => ((b.pile - a.pile || a.fromLast - b.fromLast) < 0 ? b : a));
    const weight = keyOf(slot.weight);
    quota.set(weight, (quota.get(weight) ?? 0) - 1);
    open.get(weight)?.shift();
    return slot;
  });
};

/**
 * Assigns cars to free spots so that the sum over them of waiting and charging time is least. `amounts` (Wh) stand in
 * the order of the queue numbers; there must be a spot for each. Returns for each pile the indices of its new cars in
 * the order in which they charge. Of equal sums the one with the lowest piles, and in them the lowest numbers first.
 */
export const assignJointly = (amounts: readonly Rational[], piles: readonly JointPile[]): number[][] => {
  const amountOf = (car: number) => amounts[car] as Rational;
  const ranked = [...amounts.keys()].sort((a, b) => compareRational(amountOf(b), amountOf(a)) || a - b);
  const kept = worthwhile(piles, amounts.length);
  const offered = slotsOf(piles, amounts.length).filter((slot) => kept.has(slot.pile));
  const slots = offered.length === amounts.length ? offered : chooseSlots(offered, ranked.map(amountOf));
  const queues: { car: number; fromLast: number }[][] = piles.map(() => []);
  for (const [car, { pile, fromLast }] of pair(slots, amounts, ranked).entries()) queues[pile]?.push({ car, fromLast });
  return queues.map((queue) => queue.sort((a, b) => b.fromLast - a.fromLast).map(({ car }) => car));
};
