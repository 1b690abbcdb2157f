import { litresFromMl, parseRate, priceOf } from "@waystation/core/quantity";
import Decimal from "decimal.js";
import { CNY, dinero, halfAwayFromZero, multiply, toSnapshot, transformScale } from "dinero.js";

/** 8.05 yuan a litre × measured millilitres, rounded half up to fen; all three start from values of their own kind. */
const volumesMl = Array.from({ length: 64 }, (_, index) => 50_120 + index * 37);

const rate = parseRate("8.05").value;
const volumes = volumesMl.map((volumeMl) => litresFromMl(volumeMl));
const dineroRate = dinero({ amount: 805, currency: CNY });
const dineroVolumes = volumesMl.map((volumeMl) => ({ amount: volumeMl, scale: 3 }));
const decimalRate = new Decimal("8.05");
const decimalVolumes = volumesMl.map((volumeMl) => new Decimal(volumeMl).div(1000));

let turn = 0;

const ours = () => priceOf(rate, volumes[turn++ & 63], "half-up");
const withDinero = () =>
  toSnapshot(transformScale(multiply(dineroRate, dineroVolumes[turn++ & 63]), 2, halfAwayFromZero)).amount;
const withDecimal = () =>
  decimalRate
    .times(decimalVolumes[turn++ & 63])
    .toDecimalPlaces(2, Decimal.ROUND_HALF_UP)
    .times(100)
    .toNumber();

for (let index = 0; index < volumesMl.length; index++) {
  const amounts = [ours, withDinero, withDecimal].map((price) => {
    turn = index;
    return price();
  });
  if (new Set(amounts).size !== 1) throw new Error(`prices differ for ${volumesMl[index]} mL: ${amounts}`);
}

const price = { bench: "price", case: "rate × quantity to fen", unit: "ops/cpu-s", target: 30, ours };

/** Cases for the runner: operations per second of processor time, ours against the peer's. */
export const cases = [
  { ...price, peerName: "dinero.js 2", peer: withDinero },
  { ...price, peerName: "decimal.js", peer: withDecimal },
];
