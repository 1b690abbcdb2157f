/** A moment at which the meter is read, and OCPP's word for why. */
export interface SampleInstant {
  readonly at: number;
  readonly context: "Sample.Periodic" | "Sample.Clock";
}

/** How often the meter is read; 0: never. */
export interface SampleIntervals {
  readonly periodicS: number;
  /** Aligned to the hour. */
  readonly alignedS: number;
}

const multiples = (intervalMs: number, origin: number, after: number, until: number): number[] => {
  if (intervalMs <= 0) return [];
  const first = origin + (Math.floor((after - origin) / intervalMs) + 1) * intervalMs;
  return Array.from(
    { length: Math.max(0, Math.floor((until - first) / intervalMs) + 1) },
    (_, i) => first + i * intervalMs,
  );
};

/**
 * The exact instants in (after, until] at which a charge's meter is read, in order: however late the question comes, a reading
 * stands on its boundary. One that is due for both reasons is read once, as aligned.
 */
export const sampleInstants = (
  startedAt: number,
  { periodicS, alignedS }: SampleIntervals,
  after: number,
  until: number,
): readonly SampleInstant[] => {
  const aligned = new Set(multiples(alignedS * 1_000, 0, after, until));
  const periodic = multiples(periodicS * 1_000, startedAt, after, until).filter((at) => !aligned.has(at));
  return [
    ...[...aligned].map((at) => ({ at, context: "Sample.Clock" as const })),
    ...periodic.map((at) => ({ at, context: "Sample.Periodic" as const })),
  ].sort((a, b) => a.at - b.at);
};
