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
  for (const [index, { msPerWh }] of piles.entries()) {
    const power = `${msPerWh.n}/${msPerWh.d}`;
    byPower.set(power, [...(byPower.get(power) ?? []), index]);
  }
  const wait = (index: number) => piles[index]?.waitMs ?? rational(0);
  const best = [...byPower.values()].flatMap((group) =>
    group.sort((a, b) => compareRational(wait(a), wait(b)) || a - b).slice(0, cars),
  );
  return new Set(best);
};

/**
 * Which slots to use when there are more than cars. For any chosen slots the best pairing gives the largest amount the
 * smallest weight, so amounts descending and weights ascending are matched without crossings: least[j][s] is the least
 * cost of the amounts from j on in the slots from s on.
 */
const chooseSlots = (slots: readonly Slot[], descending: readonly Rational[]): Slot[] => {
  const cost = (slot: Slot, amount: Rational) => addRational(slot.waitMs, multiplyRational(slot.weight, amount));
  const none = rational(0);
  const least: (Rational | null)[][] = descending.map(() => []);
  least.push(new Array<Rational | null>(slots.length + 1).fill(none));
  const taking = (j: number, s: number): Rational | null => {
    const [rest, slot, amount] = [least[j + 1]?.[s + 1] ?? null, slots[s], descending[j]];
    return rest === null || slot === undefined || amount === undefined ? null : addRational(cost(slot, amount), rest);
  };
  for (let j = descending.length - 1; j >= 0; j--) {
    const row = least[j] as (Rational | null)[];
    row[slots.length] = null;
    for (let s = slots.length - 1; s >= 0; s--) {
      const [taken, passed] = [taking(j, s), row[s + 1] ?? null];
      row[s] = taken === null || (passed !== null && compareRational(passed, taken) < 0) ? passed : taken;
    }
  }
  const chosen: Slot[] = [];
  for (const [s, slot] of slots.entries()) {
    const [taken, least_] = [taking(chosen.length, s), least[chosen.length]?.[s] ?? null];
    if (taken !== null && least_ !== null && compareRational(taken, least_) === 0) chosen.push(slot);
  }
  return chosen;
};

/**
 * Assigns cars to free spots so that the sum over them of waiting and charging time is least. `amounts` (Wh) stand in
 * the order of the queue numbers; there must be a spot for each. Returns for each pile the indices of its new cars in
 * the order in which they charge. Of equal sums the one that gives the first number the lowest pile is taken, then the
 * second, and so on, over the chosen spots.
 */
export const assignJointly = (amounts: readonly Rational[], piles: readonly JointPile[]): number[][] => {
  const ranked = [...amounts.keys()].sort(
    (a, b) => compareRational(amounts[b] as Rational, amounts[a] as Rational) || a - b,
  );
  const kept = worthwhile(piles, amounts.length);
  const offered = slotsOf(piles, amounts.length).filter((slot) => kept.has(slot.pile));
  const slots =
    offered.length === amounts.length
      ? offered
      : chooseSlots(
          offered,
          ranked.map((car) => amounts[car] as Rational),
        );

  // Equal amounts share the slots of their ranks, slots of equal weight are interchangeable: all pairings that keep the
  // number of slots of each weight for each amount are optimal, and the first number may pick the lowest pile of them.
  const key = ({ n, d }: Rational) => `${n}/${d}`;
  const quota = new Map<string, Map<string, number>>();
  const open = new Map<string, Slot[]>();
  for (const [rank, car] of ranked.entries()) {
    const [slot, amount] = [slots[rank] as Slot, key(amounts[car] as Rational)];
    const weights = quota.get(amount) ?? new Map<string, number>();
    quota.set(amount, weights.set(key(slot.weight), (weights.get(key(slot.weight)) ?? 0) + 1));
    open.set(key(slot.weight), [...(open.get(key(slot.weight)) ?? []), slot]);
  }
  const assigned: { car: number; slot: Slot }[] = amounts.map((amount, car) => {
    const weights = quota.get(key(amount)) ?? new Map<string, number>();
    const firsts = [...weights]
      .filter(([, left]) => left > 0)
      .map(([weight]) => (open.get(weight) as Slot[])[0] as Slot);
    const slot = firsts.reduce((a, b) => ((b.pile - a.pile || a.fromLast - b.fromLast) < 0 ? b : a));
    const weight = key(slot.weight);
    weights.set(weight, (weights.get(weight) ?? 0) - 1);
    open.get(weight)?.shift();
    return { car, slot };
  });
  const queues: { car: number; slot: Slot }[][] = piles.map(() => []);
  for (const each of assigned) queues[each.slot.pile]?.push(each);
  return queues.map((queue) => queue.sort((a, b) => b.slot.fromLast - a.slot.fromLast).map(({ car }) => car));
};
