import type { Clock } from "@waystation/core/kernel";

/** Hands out OCPP transaction ids, unique among all chargers of the daemon and over its restarts. */
export interface TransactionIds {
  next(): number;
  /** An id that was found in use: later ones are higher. */
  seen(transactionId: number): void;
}

/** OCPP 1.6 has 32-bit signed ids; some chargers use nothing beyond. */
const highest = 2 ** 31 - 1;

/**
 * Ids count up from the second of the start. So even a daemon whose store was lost gives no id a second time to a charger that
 * still has the messages of an old one in its queue, as long as there is less than one transaction a second on average.
 */
export const createTransactionIds = (clock: Clock): TransactionIds => {
  let last = Math.floor(clock.now() / 1_000) % highest;
  return {
    next: () => {
      last = last >= highest ? 1 : last + 1;
      return last;
    },
    seen: (transactionId) => {
      last = Math.max(last, Math.min(transactionId, highest));
    },
  };
};
