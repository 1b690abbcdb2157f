import { unwrap } from "../kernel/index.js";
import { type Quantity, quantity } from "./quantity.js";
import { parseQuantity } from "./quantity-text.js";

/** Litres from a decimal that is known to be good: `litres("50")`. Throws on any other; text from outside goes through `parseQuantity`. */
export const litres = (text: string | number): Quantity<"L"> => unwrap(parseQuantity("L", text));

/** Litres from whole millilitres. */
export const litresFromMl = (volumeMl: number): Quantity<"L"> => quantity("L", volumeMl);

/** Kilowatt-hours from a decimal that is known to be good, at most four decimals. Throws on any other. */
export const kilowattHours = (text: string | number): Quantity<"kWh"> => unwrap(parseQuantity("kWh", text));

/** Kilowatt-hours from whole watt-hours. */
export const kilowattHoursFromWh = (energyWh: number): Quantity<"kWh"> => quantity("kWh", energyWh * 10);

/** Kilograms from a decimal that is known to be good, at most three decimals. Throws on any other. */
export const kilograms = (text: string | number): Quantity<"kg"> => unwrap(parseQuantity("kg", text));

/** Kilograms from whole grams. */
export const kilogramsFromG = (massG: number): Quantity<"kg"> => quantity("kg", massG);

/** Jin of exactly 0.5 kg from a decimal that is known to be good. Throws on any other. */
export const jin = (text: string | number): Quantity<"jin"> => unwrap(parseQuantity("jin", text));

/** A whole number of animals. */
export const head = (count: number): Quantity<"head"> => quantity("head", count);

/** A whole number of pieces: dishes, boxes, items. */
export const pieces = (count: number): Quantity<"piece"> => quantity("piece", count);

/** A whole number of loyalty points. */
export const points = (count: number): Quantity<"point"> => quantity("point", count);
