import type { Unit } from "./unit.js";

/** A measured amount: a unit and a safe integer of that unit's smallest steps (L in mL, kWh in 0.1 Wh, kg and jin in g). */
export interface Quantity<U extends Unit = Unit> {
  readonly unit: U;
  readonly steps: number;
}

/** Makes a quantity from whole smallest steps; anything but a safe integer is a bug and throws a `RangeError`. */
export const quantity = <U extends Unit>(unit: U, steps: number): Quantity<U> => {
  if (!Number.isSafeInteger(steps))
    throw new RangeError(`not a whole number of steps of ${unit} within ±2^53: ${steps}`);
  return { unit, steps: steps + 0 };
};

const sameUnit = (left: Quantity, right: Quantity): void => {
  if (left.unit !== right.unit) throw new TypeError(`${left.unit} and ${right.unit} do not mix`);
};

/** Sum in one unit; another unit throws a `TypeError`, a sum past ±2^53 steps a `RangeError`. */
export const addQuantity = <U extends Unit>(left: Quantity<U>, right: Quantity<NoInfer<U>>): Quantity<U> => {
  sameUnit(left, right);
  return quantity(left.unit, left.steps + right.steps);
};

/** Difference in one unit; throws as `addQuantity` does. */
export const subtractQuantity = <U extends Unit>(left: Quantity<U>, right: Quantity<NoInfer<U>>): Quantity<U> => {
  sameUnit(left, right);
  return quantity(left.unit, left.steps - right.steps);
};

/** Negative, zero or positive as left is less than, equal to or more than right; another unit throws a `TypeError`. */
export const compareQuantity = <U extends Unit>(left: Quantity<U>, right: Quantity<NoInfer<U>>): number => {
  sameUnit(left, right);
  return left.steps - right.steps;
};

/** The same mass in kilograms; exact. */
export const jinToKilograms = ({ steps }: Quantity<"jin">): Quantity<"kg"> => quantity("kg", steps);

/** The same mass in jin of 0.5 kg; exact. */
export const kilogramsToJin = ({ steps }: Quantity<"kg">): Quantity<"jin"> => quantity("jin", steps);
