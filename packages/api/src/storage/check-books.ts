import { sql } from "kysely";
import type { Db } from "./database.js";

/** What is wrong with the books; empty for sound ones. */
export const checkBooks = async (db: Db): Promise<string[]> => {
  const unbalanced = await sql<{ transaction_id: string; unit: string }>`
    select entry.transaction_id, account.unit
    from ledger_entries entry join ledger_accounts account on account.id = entry.account_id and account.tenant_id = entry.tenant_id
    where entry.kind in ('debit', 'credit')
    group by entry.tenant_id, entry.transaction_id, account.unit
    having sum(case entry.kind when 'debit' then entry.amount else -entry.amount end) <> 0`.execute(db);
  const drifted = await sql<{ id: string }>`
    select account.id
    from ledger_accounts account left join ledger_entries entry
      on entry.account_id = account.id and entry.tenant_id = account.tenant_id and entry.kind in ('debit', 'credit')
    group by account.tenant_id, account.id
    having account.balance <> coalesce(sum(case entry.kind when account.side then entry.amount else -entry.amount end), 0)`.execute(
    db,
  );
  const overpaid = await sql<{ order_no: string }>`
    select order_no from fuel_orders where paid_fen > total_fen - discount_fen or discount_fen > total_fen`.execute(db);
  return [
    ...unbalanced.rows.map((row) => `transaction ${row.transaction_id}: debits are not credits in ${row.unit}`),
    ...drifted.rows.map(({ id }) => `account ${id}: its balance is not the sum of its entries`),
    ...overpaid.rows.map((row) => `order ${row.order_no}: more was paid or taken off than was due`),
  ];
};
