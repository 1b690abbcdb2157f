import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Result, unwrap } from "../kernel/index.js";
import {
  type Account,
  availableBalance,
  captureHold,
  checkLedger,
  type Hold,
  heldRest,
  type LedgerRecord,
  type LedgerRefusal,
  openAccount,
  type Posting,
  placeHold,
  post,
  releaseHold,
  reverseMovements,
  transfer,
} from "./index.js";

const runs = Number(process.env.WAYSTATION_PROPERTY_RUNS ?? 1000);

const bank = openAccount("bank", "CNY", { side: "debit" });
const wallet = openAccount("wallet:5", "CNY");
const sales = openAccount("sales", "CNY");

const recharge = (amount: number): Posting => unwrap(post([bank, wallet], transfer("bank", "wallet:5", amount)));

const named = (accounts: readonly Account[], id: string): Account => {
  const found = accounts.find((account) => account.id === id);
  if (!found) throw new Error(`no account ${id}`);
  return found;
};

describe("ledger", () => {
  it("moves a recharge from the bank to the wallet and says version and balance of both", () => {
    expect(recharge(50_000).records).toEqual([
      { kind: "debit", accountId: "bank", amount: 50_000, unit: "CNY", version: 1, balanceAfter: 50_000, heldAfter: 0 },
      {
        kind: "credit",
        accountId: "wallet:5",
        amount: 50_000,
        unit: "CNY",
        version: 1,
        balanceAfter: 50_000,
        heldAfter: 0,
      },
    ]);
  });

  it("holds 200.00, captures 137.42 and releases 62.58", () => {
    const funded = named(recharge(25_000).accounts, "wallet:5");
    const placed = unwrap(placeHold(funded, "hold-1", 20_000));
    const held = named(placed.accounts, "wallet:5");
    expect(availableBalance(held)).toBe(5_000);
    const captured = unwrap(captureHold(held, placed.hold, { amount: 13_742, to: sales }));
    expect(captured.hold).toEqual({
      id: "hold-1",
      accountId: "wallet:5",
      amount: 20_000,
      captured: 13_742,
      released: 6_258,
    });
    expect(named(captured.accounts, "wallet:5")).toMatchObject({ balance: 11_258, held: 0, version: 4 });
    expect(named(captured.accounts, "sales")).toMatchObject({ balance: 13_742, version: 1 });
  });

  it("keeps the rest held for another capture when asked to", () => {
    const placed = unwrap(placeHold({ ...wallet, balance: 20_000 }, "h", 20_000));
    const first = unwrap(
      captureHold(named(placed.accounts, "wallet:5"), placed.hold, { amount: 5_000, to: sales, keepRest: true }),
    );
    expect(heldRest(first.hold)).toBe(15_000);
    expect(named(first.accounts, "wallet:5")).toMatchObject({ balance: 15_000, held: 15_000 });
    expect(releaseHold(named(first.accounts, "wallet:5"), first.hold)).toMatchObject({
      ok: true,
      value: { hold: { captured: 5_000, released: 15_000 } },
    });
  });

  it("refuses to capture more than was held and to settle a hold twice", () => {
    const held = { ...wallet, balance: 20_000, held: 10_000 };
    const hold: Hold = { id: "h", accountId: "wallet:5", amount: 10_000, captured: 0, released: 0 };
    expect(captureHold(held, hold, { amount: 10_001, to: sales })).toEqual({
      ok: false,
      error: { code: "ledger.exceeds-hold", holdId: "h", left: 10_000, amount: 10_001 },
    });
    expect(releaseHold(held, { ...hold, released: 10_000 })).toMatchObject({ error: { code: "ledger.hold-settled" } });
  });

  it("says how much is missing when an account would go below zero, held value counted", () => {
    const account = { ...wallet, balance: 10_000, held: 4_000 };
    expect(post([account, sales], transfer("wallet:5", "sales", 8_350))).toEqual({
      ok: false,
      error: { code: "ledger.insufficient", accountId: "wallet:5", unit: "CNY", available: 6_000, missing: 2_350 },
    });
  });

  it("lets an account go below zero only where that is declared", () => {
    const world = openAccount("issued-points", "points", { side: "debit", mayBeNegative: true });
    const points = { ...openAccount("points:5", "points"), balance: 30 };
    const spent = post([points, world], transfer("points:5", "issued-points", 30));
    expect(unwrap(spent).accounts.map(({ balance }) => balance)).toEqual([0, -30]);
  });

  it("balances each unit by itself: litres cannot pay for yuan", () => {
    const litres = { ...openAccount("litres:5", "ml:92"), balance: 30_000 };
    expect(post([litres, sales], transfer("litres:5", "sales", 10_000))).toEqual({
      ok: false,
      error: { code: "ledger.unbalanced", unit: "ml:92", debit: 10_000, credit: 0 },
    });
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 53])("refuses the amount %s", (amount) => {
    expect(post([bank, wallet], [{ kind: "debit", accountId: "bank", amount }])).toMatchObject({
      error: { code: "ledger.bad-amount" },
    });
  });

  it("undoes a transaction by a new one", () => {
    const done = recharge(700);
    const undone = unwrap(post(done.accounts, reverseMovements(done.records)));
    expect(undone.accounts.map(({ balance, version }) => [balance, version])).toEqual([
      [0, 2],
      [0, 2],
    ]);
  });

  it("finds a gap, a wrong balance and an unbalanced transaction in a journal", () => {
    const { records, accounts } = recharge(700);
    const [debit, credit] = records;
    if (!debit || !credit) throw new Error("two records");
    const broken = [[debit], [{ ...credit, version: 2, balanceAfter: 800 }]];
    expect(checkLedger(accounts, broken).map(({ code }) => code)).toEqual([
      "ledger.transaction-unbalanced",
      "ledger.transaction-unbalanced",
      "ledger.version-gap",
      "ledger.balance-differs",
      "ledger.version-gap",
    ]);
  });

  it("keeps every invariant through any mix of recharges, payments, holds, captures and releases", () => {
    const step = fc.record({
      kind: fc.constantFrom("recharge", "pay", "hold", "capture", "release"),
      amount: fc.integer({ min: 1, max: 30_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let accounts: readonly Account[] = [bank, wallet, sales];
        let open: Hold | undefined;
        const journal: (readonly LedgerRecord[])[] = [];
        const at = (id: string): Account => named(accounts, id);
        for (const { kind, amount } of steps) {
          const result: Result<Posting & { readonly hold?: Hold }, LedgerRefusal> | undefined =
            kind === "recharge"
              ? post(accounts, transfer("bank", "wallet:5", amount))
              : kind === "pay"
                ? post(accounts, transfer("wallet:5", "sales", amount))
                : kind === "hold"
                  ? placeHold(at("wallet:5"), "h", open ? 0 : amount)
                  : open === undefined
                    ? undefined
                    : kind === "capture"
                      ? captureHold(at("wallet:5"), open, { amount, to: at("sales") })
                      : releaseHold(at("wallet:5"), open);
          if (!result?.ok) continue;
          const { value } = result;
          journal.push(value.records);
          accounts = accounts.map((account) => value.accounts.find(({ id }) => id === account.id) ?? account);
          if (value.hold) open = heldRest(value.hold) === 0 ? undefined : value.hold;
        }
        expect(checkLedger(accounts, journal)).toEqual([]);
        expect(at("bank").balance).toBe(at("wallet:5").balance + at("sales").balance);
        expect(availableBalance(at("wallet:5"))).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: runs },
    );
  });
});
