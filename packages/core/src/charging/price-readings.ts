import {
  addRational,
  compareRational,
  divideRational,
  floorRational,
  multiplyRational,
  type Rational,
  rational,
  roundRational,
  subtractRational,
} from "../kernel/index.js";
import { type Fen, fen } from "../money/index.js";
import type { DetailPart } from "./bill.js";
import type { PriceSegment, PriceSource } from "./station-config.js";
import type { Reading } from "./station-state.js";

const ZERO = rational(0);

/** The whole milliseconds of an exact instant. */
export const msOf = (instant: Rational): number => Number(floorRational(instant));

const ceilingMs = (instant: Rational): number => Number(-floorRational({ n: -instant.n, d: instant.d }));

const isSamePrice = (a: PriceSegment, b: PriceSegment): boolean =>
  a.band === b.band &&
  compareRational(a.energyFenPerKwh, b.energyFenPerKwh) === 0 &&
  compareRational(a.serviceFenPerKwh, b.serviceFenPerKwh) === 0;

/**
 * Splits what a meter counted at the boundaries of the prices. Between two readings the energy is taken to flow evenly;
 * with the two readings of a predicted charge, and with readings taken at the boundaries, the split is exact.
 */
export const priceReadings = (prices: PriceSource, readings: readonly Reading[]): DetailPart[] => {
  const parts: DetailPart[] = [];
  const add = (part: DetailPart) => {
    const last = parts.at(-1);
    if (last === undefined || !isSamePrice(last.price, part.price)) parts.push(part);
    else parts[parts.length - 1] = { ...last, to: part.to, energyWh: addRational(last.energyWh, part.energyWh) };
  };
  const [first] = readings;
  if (first === undefined) return parts;
  const startedMs = msOf(first.at);
  for (const [index, to] of readings.entries()) {
    const from = readings[index - 1];
    if (from === undefined) continue;
    const energyWh = subtractRational(to.energyWh, from.energyWh);
    const spanMs = subtractRational(to.at, from.at);
    if (energyWh.n === 0n) continue;
    for (const price of prices(msOf(from.at), Math.max(ceilingMs(to.at), msOf(from.at) + 1), startedMs)) {
      const [opens, closes] = [rational(price.fromMs), rational(price.toMs)];
      const begin = compareRational(opens, from.at) < 0 ? from.at : opens;
      const end = compareRational(closes, to.at) > 0 ? to.at : closes;
      const within = subtractRational(end, begin);
      if (spanMs.n === 0n) add({ from: from.at, to: to.at, energyWh, price });
      else if (within.n > 0n) {
        add({ from: begin, to: end, energyWh: multiplyRational(energyWh, divideRational(within, spanMs)), price });
      }
    }
  }
  return parts;
};

/** Both fees of priced parts in fen, exact: not rounded yet. */
export const exactFees = (parts: readonly DetailPart[]): { energyFen: Rational; serviceFen: Rational } => {
  let [energyFen, serviceFen] = [ZERO, ZERO];
  for (const { energyWh, price } of parts) {
    const kwh = divideRational(energyWh, rational(1000));
    energyFen = addRational(energyFen, multiplyRational(kwh, price.energyFenPerKwh));
    serviceFen = addRational(serviceFen, multiplyRational(kwh, price.serviceFenPerKwh));
  }
  return { energyFen, serviceFen };
};

/** An exact amount rounded half up to whole fen. */
export const roundToFen = (amountFen: Rational): Fen => fen(Number(roundRational(amountFen)));
