/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

/** Tells the time of day. Core never reads a clock itself: it is handed one, or an instant. */
export interface Clock {
  now(): EpochMs;
}

/** Makes identifiers, unique for all time (UUIDs in production, a counter in tests). */
export interface Ids {
  next(): string;
}
