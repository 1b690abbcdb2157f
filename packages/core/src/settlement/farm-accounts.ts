import { type Fen, fen, multiplyDivide, sumFen } from "../money/index.js";

/** One record of a farm's books. The amount is not negative; the kind says which way it went. */
export interface FarmRecord {
  readonly kind: "income" | "expense";
  /** sale, feed, medicine, labour … as the farm names them. */
  readonly category: string;
  readonly amountFen: Fen;
}

/** A category's part of the income or expense; 8000 basis points are 80 %. */
export interface CategoryShare {
  readonly category: string;
  readonly amountFen: Fen;
  readonly shareBasisPoints: number;
}

/** Income and expense of a farm, what is left, and where it came from and went. */
export interface FarmAccounts {
  readonly incomeFen: Fen;
  readonly expenseFen: Fen;
  readonly netFen: Fen;
  /** Net of income, rounded half up; negative for a loss, undefined without income. */
  readonly marginBasisPoints: number | undefined;
  /** Largest first. */
  readonly incomeByCategory: readonly CategoryShare[];
  readonly expenseByCategory: readonly CategoryShare[];
}

const byCategory = (records: readonly FarmRecord[], totalFen: Fen): readonly CategoryShare[] => {
  const sums = new Map<string, number>();
  for (const { category, amountFen } of records) sums.set(category, (sums.get(category) ?? 0) + amountFen);
  return [...sums]
    .map(([category, sum]) => ({
      category,
      amountFen: fen(sum),
      shareBasisPoints: totalFen === 0 ? 0 : multiplyDivide(sum, 10_000, totalFen, "half-up"),
    }))
    .sort((a, b) => b.amountFen - a.amountFen || (a.category < b.category ? -1 : 1));
};

/** Sums a farm's records into income, expense, net and margin, whole and by category. */
export const farmAccounts = (records: readonly FarmRecord[]): FarmAccounts => {
  const income = records.filter(({ kind }) => kind === "income");
  const expense = records.filter(({ kind }) => kind === "expense");
  const incomeFen = sumFen(income.map(({ amountFen }) => amountFen));
  const expenseFen = sumFen(expense.map(({ amountFen }) => amountFen));
  const netFen = fen(incomeFen - expenseFen);
  return {
    incomeFen,
    expenseFen,
    netFen,
    marginBasisPoints: incomeFen === 0 ? undefined : multiplyDivide(netFen, 10_000, incomeFen, "half-up"),
    incomeByCategory: byCategory(income, incomeFen),
    expenseByCategory: byCategory(expense, expenseFen),
  };
};
