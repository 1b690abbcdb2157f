/** A level that members reach by growth: points or fen collected over a time, as the merchant counts it. */
export interface MemberLevel {
  readonly id: string;
  readonly name: string;
  /** The growth from which a member has it; the lowest level has 0. */
  readonly fromGrowth: number;
  /** Multiplies the points earned: 12500 is 1.25 times. Absent: once. */
  readonly earnBasisPoints?: number;
}

/** Where a member stands: the level reached, and the next one with the growth it still takes. */
export interface LevelStanding {
  readonly level: MemberLevel;
  readonly next?: { readonly level: MemberLevel; readonly missing: number };
}

/** The highest level whose growth is reached; undefined when even the lowest asks for more. */
export const levelStanding = (levels: readonly MemberLevel[], growth: number): LevelStanding | undefined => {
  const rising = levels.toSorted((a, b) => a.fromGrowth - b.fromGrowth);
  const level = rising.findLast(({ fromGrowth }) => fromGrowth <= growth);
  if (!level) return undefined;
  const above = rising.find(({ fromGrowth }) => fromGrowth > growth);
  return above ? { level, next: { level: above, missing: above.fromGrowth - growth } } : { level };
};
