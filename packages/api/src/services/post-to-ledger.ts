import { type Account, type Movement, post } from "@waystation/core/ledger";
import type { Db } from "../storage/database.js";
import { type Cause, ledger } from "../storage/repositories/ledger.js";

/** Posts one transaction of double entry and stores its entries and balances; throws when core refuses it. */
export const postToLedger = async (
  db: Db,
  transactionId: string,
  accounts: readonly Account[],
  movements: readonly Movement[],
  why: Cause,
): Promise<void> => {
  const posting = post(accounts, movements);
  if (!posting.ok) throw new Error(`the ledger refused ${why.cause}`, { cause: posting.error });
  for (const account of posting.value.accounts) await ledger(db).saveAccount(account);
  for (const record of posting.value.records) await ledger(db).append(transactionId, record, why);
};
