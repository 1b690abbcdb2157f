/** How often a key was hit in its current window. */
export interface Hits {
  readonly count: number;
  /** Until the window ends and counting begins anew. */
  readonly resetMs: number;
}

/** Counts requests by key in windows that begin with a key's first hit. Several instances of the API share one. */
export interface RateStore {
  hit(key: string, windowMs: number): Promise<Hits>;
  close(): Promise<void>;
}
