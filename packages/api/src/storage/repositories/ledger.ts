import { type Account, type LedgerRecord, type LedgerUnit, openAccount, type Side } from "@waystation/core/ledger";
import type { Db } from "../database.js";

/** Who moved money and why: stands beside every entry. */
export interface Cause {
  readonly cause: string;
  readonly correlationId: string;
  readonly actor: string;
  readonly requestId: string | null;
  readonly at: number;
}

/** Accounts and their immutable entries. */
export const ledger = (db: Db) => ({
  /** The account as stored, or new and empty. */
  account: async (
    id: string,
    unit: LedgerUnit,
    options: { readonly side?: Side; readonly mayBeNegative?: boolean } = {},
  ): Promise<Account> => {
    const row = await db.selectFrom("ledger_accounts").selectAll().where("id", "=", id).executeTakeFirst();
    if (!row) return openAccount(id, unit, options);
    const { balance, held, version } = row;
    return {
      ...openAccount(id, row.unit as LedgerUnit, { side: row.side as Side }),
      balance,
      held,
      version,
      mayBeNegative: row.may_be_negative === 1,
    };
  },
  saveAccount: (account: Account) => {
    const { id, unit, side, balance, held, version, mayBeNegative } = account;
    const row = { id, unit, side, balance, held, version, may_be_negative: mayBeNegative ? 1 : 0 };
    return db
      .insertInto("ledger_accounts")
      .values(row)
      .onConflict((conflict) => conflict.column("id").doUpdateSet({ balance, held, version }))
      .execute();
  },
  /** The dense version of an account is unique: two writers of one version cannot both stand. */
  append: (
    transactionId: string,
    { accountId, kind, amount, version, balanceAfter, heldAfter }: LedgerRecord,
    why: Cause,
  ) =>
    db
      .insertInto("ledger_entries")
      .values({
        transaction_id: transactionId,
        account_id: accountId,
        kind,
        amount,
        version,
        balance_after: balanceAfter,
        held_after: heldAfter,
        cause: why.cause,
        correlation_id: why.correlationId,
        actor: why.actor,
        request_id: why.requestId,
        at: why.at,
      })
      .execute(),
  byCorrelation: (correlationId: string) =>
    db.selectFrom("ledger_entries").selectAll().where("correlation_id", "=", correlationId).orderBy("id").execute(),
});
