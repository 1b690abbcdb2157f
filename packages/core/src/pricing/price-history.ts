import { type EpochMs, err, ok, type Result } from "../kernel/index.js";

/** A price (a rate, a tariff, a fee table: any value) and the instants from which it counts and at which it was written down. */
export interface PriceVersion<T> {
  readonly value: T;
  readonly effectiveFromMs: EpochMs;
  readonly recordedAtMs: EpochMs;
  /** Who wrote it down, and why. */
  readonly recordedBy?: string;
  readonly reason?: string;
}

/** All versions ever written down, in the order of writing. Versions are only appended: what was charged stays explained. */
export type PriceHistory<T> = readonly PriceVersion<T>[];

/** A version that would change what is past, or be written down before an earlier one. */
export type AppendVersionError =
  | { readonly code: "pricing.version-in-the-past"; readonly effectiveFromMs: EpochMs; readonly recordedAtMs: EpochMs }
  | {
      readonly code: "pricing.version-out-of-order";
      readonly recordedAtMs: EpochMs;
      readonly lastRecordedAtMs: EpochMs;
    };

/** No version counts yet at an instant. */
export interface NotPricedError {
  readonly code: "pricing.not-priced-yet";
  readonly atMs: EpochMs;
}

/**
 * The history with one more version, which counts from its recording on at the earliest. A planned version is replaced by another with
 * the same effective time, and taken back by one that repeats the price before it.
 */
export const appendVersion = <T>(
  history: PriceHistory<T>,
  version: PriceVersion<T>,
): Result<PriceHistory<T>, AppendVersionError> => {
  const { effectiveFromMs, recordedAtMs } = version;
  if (effectiveFromMs < recordedAtMs)
    return err({ code: "pricing.version-in-the-past", effectiveFromMs, recordedAtMs });
  const lastRecordedAtMs = history.at(-1)?.recordedAtMs ?? recordedAtMs;
  if (recordedAtMs < lastRecordedAtMs)
    return err({ code: "pricing.version-out-of-order", recordedAtMs, lastRecordedAtMs });
  return ok([...history, version]);
};

/** The version in force at an instant: the latest effective one, of several with one effective time the last written down. */
export const priceAt = <T>(history: PriceHistory<T>, atMs: EpochMs): Result<PriceVersion<T>, NotPricedError> => {
  let inForce: PriceVersion<T> | undefined;
  for (const version of history) {
    if (version.effectiveFromMs > atMs) continue;
    if (!inForce || version.effectiveFromMs >= inForce.effectiveFromMs) inForce = version;
  }
  return inForce ? ok(inForce) : err({ code: "pricing.not-priced-yet", atMs });
};

/** A stretch of time `[fromMs, toMs)` over which one version is in force. */
export interface VersionStretch<T> {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly version: PriceVersion<T>;
}

/** The versions in force over `[fromMs, toMs)`, cut exactly where one takes over from another; at least one stretch. */
export const versionsOver = <T>(
  history: PriceHistory<T>,
  fromMs: EpochMs,
  toMs: EpochMs,
): Result<VersionStretch<T>[], NotPricedError> => {
  const changes = history.map(({ effectiveFromMs }) => effectiveFromMs).filter((atMs) => atMs > fromMs && atMs < toMs);
  const starts = [fromMs, ...[...new Set(changes)].sort((a, b) => a - b)];
  const stretches: VersionStretch<T>[] = [];
  for (const [index, startMs] of starts.entries()) {
    const version = priceAt(history, startMs);
    if (!version.ok) return version;
    stretches.push({ fromMs: startMs, toMs: starts[index + 1] ?? toMs, version: version.value });
  }
  return ok(stretches);
};
