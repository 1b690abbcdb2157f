declare const fenBrand: unique symbol;

/** An amount of money in fen (0.01 yuan): a safe integer, negative for what is given back. */
export type Fen = number & { readonly [fenBrand]: true };

/** Brands a safe integer as an amount; anything else is a bug and throws a `RangeError`. */
export const fen = (amountFen: number): Fen => {
  if (!Number.isSafeInteger(amountFen)) throw new RangeError(`not a whole number of fen within ±2^53: ${amountFen}`);
  return (amountFen + 0) as Fen; // + 0 turns -0 into 0
};

/** Nothing to pay. */
export const zeroFen: Fen = 0 as Fen;

/** Sum of two amounts; throws a `RangeError` past ±2^53. */
export const addFen = (left: Fen, right: Fen): Fen => fen(left + right);

/** Difference of two amounts; throws a `RangeError` past ±2^53. */
export const subtractFen = (left: Fen, right: Fen): Fen => fen(left - right);

/** The amount with the other sign. */
export const negateFen = (amount: Fen): Fen => fen(-amount);

/** Sum of all amounts, 0 of none; throws a `RangeError` when any partial sum passes ±2^53. */
export const sumFen = (amounts: Iterable<Fen>): Fen => {
  let sum = zeroFen;
  for (const amount of amounts) sum = addFen(sum, amount);
  return sum;
};
