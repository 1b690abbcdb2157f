/** A number in [0, 1), for spreading reconnects; tests hand in a constant. */
export type Jitter = () => number;

/** Jitter from the system's generator. */
export const randomJitter: Jitter = () => Math.random();
